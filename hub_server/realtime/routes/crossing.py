"""Players who hurt, and players who change sessions ([S2])."""

from __future__ import annotations

from typing import Final

from core.domain.ids import EventId, new_id
from core.domain.user import Role
from core.errors import NotAllowedError
from core.live.events import MedicalStatus
from core.protocol import realtime as wire
from core.protocol.realtime import Ack
from core.services.running.medical_order import MedicalOrder
from core.services.running.moves import MoveOrder
from hub_server.realtime.events import instant_of
from hub_server.realtime.peers import Peer
from hub_server.realtime.route import Route, often
from hub_server.realtime.stage import Stage
from hub_server.security.permissions import Action, is_allowed, require, require_own

_OWN_WORDS = (MedicalStatus.PAIN, MedicalStatus.FIT)


async def _move(stage: Stage, peer: Peer, request: wire.ParticipantMove) -> Ack:
    order = MoveOrder(
        event_id=request.event_id or EventId(new_id()),
        player_id=request.player_id,
        from_session_id=request.session_id,
        to_session_id=request.to_session_id,
        at=instant_of(request.timestamp, stage.clock.now()),
        reason=request.reason,
    )
    receipt = await stage.moves.move(order, peer.principal)
    return Ack(ok=True, seq=receipt.seq)


async def _medical(stage: Stage, peer: Peer, request: wire.MedicalStatusChange) -> Ack:
    _check_may_say(peer, request)
    order = MedicalOrder(
        event_id=request.event_id or EventId(new_id()),
        player_id=request.player_id,
        session_id=request.session_id,
        at=instant_of(request.timestamp, stage.clock.now()),
        status=request.status,
        body_part=request.body_part,
        note=request.note,
        forbidden_equipment=request.forbidden_equipment,
        forbidden_movements=request.forbidden_movements,
        intensity_ceiling_zone=request.intensity_ceiling_zone,
        alternative_exercises=request.alternative_exercises,
        severity=request.severity,
        until=request.until,
    )
    receipt = await stage.medical.respond(order, peer.principal)
    return Ack(ok=True, seq=receipt.seq)


def _check_may_say(peer: Peer, request: wire.MedicalStatusChange) -> None:
    """Medical staff and trainers say anything; players and assistants, that it hurts."""
    principal = peer.principal
    if is_allowed(principal, Action.CHANGE_RESTRICTIONS):
        return
    if principal.role is Role.PLAYER:
        require_own(principal, request.player_id)
    else:
        require(principal, Action.CONTROL_SESSION)
    if request.status not in _OWN_WORDS or (
        request.status is MedicalStatus.FIT and principal.role is not Role.PLAYER
    ):
        raise NotAllowedError(
            "Only the medical staff or a trainer can say this.",
            suggested_action="Say that it hurts; a trainer looks at it.",
            field="status",
        )
    said = (
        request.forbidden_equipment,
        request.forbidden_movements,
        request.intensity_ceiling_zone,
        request.alternative_exercises,
        request.severity,
        request.until,
    )
    if any(said):
        raise NotAllowedError("Only the medical staff or a trainer can set restrictions.")


CROSSING_ROUTES: Final[dict[str, Route]] = {
    wire.MEDICAL_STATUS_CHANGED: Route(
        wire.MedicalStatusChange,
        Action.FOLLOW_SESSION,
        _medical,
        often("The medical news of this player"),
    ),
    wire.CROSS_SESSION_PARTICIPANT_MOVE: Route(wire.ParticipantMove, Action.CONTROL_SESSION, _move),
}
"""To be joined to the table of all routes."""
