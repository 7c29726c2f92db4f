"""What trainers say of the hub's alerts."""

from __future__ import annotations

from typing import Final

from core.live.events import utc
from core.protocol import alerts as wire
from core.protocol.realtime import Ack
from core.services.running.plausible import unknown_player
from hub_server.realtime.peers import Peer
from hub_server.realtime.rooms import ASSISTANTS, TRAINERS
from hub_server.realtime.route import Route
from hub_server.realtime.stage import Stage
from hub_server.security.permissions import Action


async def _acknowledge(stage: Stage, peer: Peer, request: wire.AlertAcknowledgement) -> Ack:
    """Somebody has seen it: all desks are told, and nothing is kept.

    Dated by the hub, so that no desk's clock can acknowledge what is yet to come.
    """
    state = await stage.running.state(request.session_id)
    if request.player_id not in state.players:
        raise unknown_player(request.player_id)
    news = wire.AlertAcknowledged(
        session_id=request.session_id,
        player_id=request.player_id,
        alert=request.alert,
        by=peer.principal.name or peer.principal.subject,
        timestamp=utc(stage.clock.now()),
    )
    stage.post(wire.ALERT_ACKNOWLEDGED, news, [TRAINERS, ASSISTANTS])
    return Ack(ok=True)


ALERT_ROUTES: Final[dict[str, Route]] = {
    wire.ALERT_ACKNOWLEDGED: Route(wire.AlertAcknowledgement, Action.CONTROL_SESSION, _acknowledge),
}
"""To be joined to the table of all routes."""
