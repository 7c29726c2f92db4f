"""Events with which trainers command all sessions of a bundle at once."""

from __future__ import annotations

from typing import Final

from core.domain.bulk import BulkOrder
from core.domain.ids import EventId, new_id
from core.protocol import bulk as wire
from core.protocol.realtime import Ack
from hub_server.realtime.events import instant_of
from hub_server.realtime.peers import Peer
from hub_server.realtime.route import Route
from hub_server.realtime.stage import Stage
from hub_server.security.permissions import Action


async def _operate(stage: Stage, peer: Peer, request: wire.BulkOperationRequest) -> Ack:
    order = BulkOrder(
        event_id=request.event_id or EventId(new_id()),
        bundle_id=request.bundle_id,
        operation=request.operation,
        at=instant_of(request.timestamp, stage.clock.now()),
        actor=peer.principal.subject,
        sessions=request.affected_sessions,
    )
    return Ack(ok=True, bulk=await stage.bulk.carry_out(order))


BULK_ROUTES: Final[dict[str, Route]] = {
    wire.BULK_OPERATION: Route(wire.BulkOperationRequest, Action.CONTROL_SESSION, _operate),
}
"""To be joined to the table of all routes."""
