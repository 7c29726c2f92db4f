"""Handlers that record a request as the event it reports."""

from __future__ import annotations

from typing import Any

from core.domain.user import Role
from core.errors import NotAllowedError
from core.live import events
from core.live.events import PlayerStatus, SessionEvent
from core.protocol.realtime import Ack, Request
from hub_server.realtime.events import event_from
from hub_server.realtime.peers import Peer
from hub_server.realtime.route import Handler
from hub_server.realtime.stage import Stage
from hub_server.security.permissions import Action, require, require_own


def recorded(kind: type[SessionEvent]) -> Handler:
    """A handler that records the request as this event."""

    async def record(stage: Stage, peer: Peer, request: Request) -> Ack:
        event = event_from(kind, request, actor=peer.principal.subject, now=stage.clock.now())
        origin = peer.sid if isinstance(event, events.ReadingsReceived) else None
        receipt = await stage.running.submit(event, origin)
        return Ack(ok=True, seq=receipt.seq)

    return record


def own(kind: type[SessionEvent]) -> Handler:
    """A handler that records it if the sender may speak for the player in it."""
    record = recorded(kind)

    async def check_and_record(stage: Stage, peer: Peer, request: Any) -> Ack:  # noqa: ANN401
        require_own(peer.principal, request.player_id)
        is_removal = getattr(request, "status", None) is PlayerStatus.REMOVED
        if is_removal and peer.principal.role is Role.PLAYER:
            raise NotAllowedError("Only a trainer takes players out.", field="status")
        return await record(stage, peer, request)

    return check_and_record


def own_or_all(kind: type[SessionEvent]) -> Handler:
    """A handler of what players say for themselves, and whoever leads also for everybody."""
    record = recorded(kind)

    async def check_and_record(stage: Stage, peer: Peer, request: Any) -> Ack:  # noqa: ANN401
        if peer.principal.role is Role.PLAYER and request.player_id is not None:
            require_own(peer.principal, request.player_id)
        else:
            require(peer.principal, Action.CONTROL_SESSION)
        return await record(stage, peer, request)

    return check_and_record
