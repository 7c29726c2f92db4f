"""What the hub does with each event of the `/training` namespace, as a table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from core.domain.ids import EventId, PlayerId, SessionId, new_id
from core.domain.user import Role
from core.errors import NotAllowedError, UnavailableError
from core.live import events
from core.live.events import PlayerStatus, Recorded, SessionEvent
from core.live.state import SessionState
from core.protocol import gateways, realtime as wire
from core.protocol.realtime import Ack, Request
from core.services.running.plausible import unknown_player
from core.services.running.reassigning import reassign
from hub_server.realtime.events import event_from
from hub_server.realtime.peers import Peer
from hub_server.realtime.rooms import TRAINERS, player_room, session_room
from hub_server.realtime.stage import Stage
from hub_server.realtime.visibility import own_state, part_of
from hub_server.security.permissions import Action, is_allowed, require_own

Handler = Callable[[Stage, Peer, Any], Awaitable[Ack]]


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a phone may send an event, for each player and session."""

    what: str
    """What is limited, for the refusal."""
    burst: int
    every_s: float
    """In the long run."""


@dataclass(frozen=True, slots=True)
class Route:
    """How one event is handled."""

    payload: type[msgspec.Struct]
    action: Action
    handler: Handler
    limit: Limit | None = None


async def _join(stage: Stage, peer: Peer, request: wire.SessionJoin) -> Ack:
    state = await stage.running.state(request.session_id)
    player_id = _player_who_joins(peer, request, state)
    if player_id is not None:
        await _announce(stage, peer, request, state, player_id)
    room = session_room(request.session_id) if player_id is None else player_room(player_id)
    if stage.peers.get(peer.sid) is None:
        await left(stage, peer, [request.session_id])
        raise UnavailableError("The connection went while the session was joined.")
    # From here to the end nothing may suspend: what is recorded after this answer's state is
    # broadcast to the room, so nothing is missing between the two, and nothing comes twice.
    await stage.enter_room(peer.sid, room)
    peer.joined.add(request.session_id)
    state = await stage.running.state(request.session_id)
    missed = None
    if request.last_seq is not None:
        missed = stage.running.missed(request.session_id, request.last_seq)
    if missed is None:
        shown = state if player_id is None else own_state(state, player_id)
        return Ack(ok=True, seq=state.seq, session=shown)
    if player_id is not None:
        missed = _parts(missed, player_id)
    return Ack(ok=True, seq=state.seq, missed=missed)


def _player_who_joins(
    peer: Peer, request: wire.SessionJoin, state: SessionState
) -> PlayerId | None:
    principal = peer.principal
    if principal.player_id is None:
        if not (state.status.is_running or is_allowed(principal, Action.READ_SCHEDULE)):
            raise NotAllowedError("Only sessions that run may be followed with this token.")
        wants_to_lead = request.role in (Role.TRAINER, Role.ADMIN, Role.ASSISTANT)
        if wants_to_lead and not is_allowed(principal, Action.CONTROL_SESSION):
            raise NotAllowedError(f"The role {principal.role} may only watch.", field="role")
        return None
    if request.role not in (None, Role.PLAYER):
        raise NotAllowedError("A player's device joins as a player.", field="role")
    require_own(principal, request.player_id or principal.player_id)
    player = state.players.get(principal.player_id)
    if player is None:
        raise unknown_player(principal.player_id)
    if player.status is PlayerStatus.REMOVED:
        raise NotAllowedError(
            "You were taken out of this session.", suggested_action="Ask the trainer."
        )
    return principal.player_id


async def _announce(
    stage: Stage, peer: Peer, request: Request, state: SessionState, player_id: PlayerId
) -> None:
    if state.status.is_over or state.players[player_id].is_phone_present:
        return
    joined = events.PlayerJoined(
        event_id=EventId(new_id()),
        session_id=request.session_id,
        at=events.utc(stage.clock.now()),
        actor=peer.principal.subject,
        player_id=player_id,
    )
    await stage.running.submit(joined)


async def _leave(stage: Stage, peer: Peer, request: wire.SessionCommand) -> Ack:
    await stage.leave_room(peer.sid, session_room(request.session_id))
    was_joined = request.session_id in peer.joined
    peer.joined.discard(request.session_id)
    if was_joined and peer.principal.player_id is not None:
        if not peer.joined:
            await stage.leave_room(peer.sid, player_room(peer.principal.player_id))
        await left(stage, peer, [request.session_id])
    return Ack(ok=True)


async def left(stage: Stage, peer: Peer, session_ids: list[SessionId]) -> None:
    """Record that a player's device went, unless another device of his is still there."""
    player_id = peer.principal.player_id
    if player_id is None:
        return
    for session_id in session_ids:
        state = await stage.running.state(session_id)
        player = state.players.get(player_id)
        is_there = player is not None and player.is_phone_present
        if is_there and not stage.peers.is_present(player_id, session_id):
            await stage.running.submit(
                events.PlayerLeft(
                    event_id=EventId(new_id()),
                    session_id=session_id,
                    at=events.utc(stage.clock.now()),
                    actor=peer.principal.subject,
                    player_id=player_id,
                )
            )


def _recorded(kind: type[SessionEvent]) -> Handler:
    """Record the request as this event."""

    async def record(stage: Stage, peer: Peer, request: Request) -> Ack:
        event = event_from(kind, request, actor=peer.principal.subject, now=stage.clock.now())
        origin = peer.sid if isinstance(event, events.ReadingsReceived) else None
        receipt = await stage.running.submit(event, origin)
        return Ack(ok=True, seq=receipt.seq)

    return record


async def _reassign(stage: Stage, peer: Peer, request: wire.SensorReassignment) -> Ack:
    event = event_from(
        events.SensorReassigned, request, actor=peer.principal.subject, now=stage.clock.now()
    )
    receipt = await reassign(stage.running, event, request.to_session_id)
    return Ack(ok=True, seq=receipt.seq)


def _own(kind: type[SessionEvent]) -> Handler:
    """Record the request as this event, if the sender may speak for the player in it."""
    record = _recorded(kind)

    async def check_and_record(stage: Stage, peer: Peer, request: Any) -> Ack:  # noqa: ANN401
        require_own(peer.principal, request.player_id)
        is_removal = getattr(request, "status", None) is PlayerStatus.REMOVED
        if is_removal and peer.principal.role is Role.PLAYER:
            raise NotAllowedError("Only a trainer takes players out.", field="status")
        return await record(stage, peer, request)

    return check_and_record


async def _heard(stage: Stage, _peer: Peer, report: gateways.GatewayReport) -> Ack:
    """What a gateway hears goes to the trainers' desks and is not kept."""
    stage.post(gateways.GATEWAY_HEARD, report, [TRAINERS])
    return Ack(ok=True)


def _parts(missed: tuple[Recorded, ...], player_id: PlayerId) -> tuple[Recorded, ...]:
    parts = (part_of(recorded, player_id) for recorded in missed)
    return tuple(part for part in parts if part is not None)


def _often(what: str) -> Limit:
    return Limit(what, burst=5, every_s=1.0)


_COMMAND = wire.SessionCommand
_CONTROL = Action.CONTROL_SESSION
_SPEAK = Action.SPEAK_FOR_PLAYER

ROUTES: Final[dict[str, Route]] = {
    wire.SESSION_JOIN: Route(
        wire.SessionJoin, Action.FOLLOW_SESSION, _join, _often("Entries into sessions")
    ),
    wire.SESSION_LEAVE: Route(
        _COMMAND, Action.FOLLOW_SESSION, _leave, _often("Departures from sessions")
    ),
    wire.SESSION_START: Route(_COMMAND, _CONTROL, _recorded(events.SessionStarted)),
    wire.SESSION_PAUSE: Route(_COMMAND, _CONTROL, _recorded(events.SessionPaused)),
    wire.SESSION_RESUME: Route(_COMMAND, _CONTROL, _recorded(events.SessionResumed)),
    wire.SESSION_END: Route(_COMMAND, _CONTROL, _recorded(events.SessionEnded)),
    wire.SESSION_FORCE_END: Route(
        wire.SessionForceEnd, Action.FORCE_END, _recorded(events.SessionForceEnded)
    ),
    wire.SESSION_MESSAGE: Route(wire.SessionMessage, _CONTROL, _recorded(events.MessageSent)),
    wire.SESSION_READINGS: Route(
        wire.SessionReadings, Action.SEND_READINGS, _recorded(events.ReadingsReceived)
    ),
    gateways.GATEWAY_HEARD: Route(gateways.GatewayReport, Action.REPORT_SENSORS, _heard),
    wire.SESSION_REASSIGNED: Route(wire.SensorReassignment, _CONTROL, _reassign),
    wire.PLAYER_JOIN: Route(
        wire.PlayerCommand, _SPEAK, _own(events.PlayerJoined), _often("Entries of this player")
    ),
    wire.PLAYER_LEAVE: Route(
        wire.PlayerCommand, _SPEAK, _own(events.PlayerLeft), _often("Departures of this player")
    ),
    wire.PLAYER_METRICS: Route(
        wire.PlayerMetricsUpdate,
        _SPEAK,
        _own(events.PlayerMetrics),
        Limit("The metrics of this player", burst=5, every_s=2.0),
    ),
    wire.PLAYER_EXERCISE: Route(
        wire.PlayerExerciseProgress,
        _SPEAK,
        _own(events.ExerciseProgressed),
        Limit("The sets of this player", burst=3, every_s=5.0),
    ),
    wire.PLAYER_INTERVAL: Route(
        wire.PlayerIntervalProgress,
        _SPEAK,
        _own(events.IntervalProgressed),
        _often("The intervals of this player"),
    ),
    wire.PLAYER_STATUS: Route(
        wire.PlayerStatusUpdate,
        _SPEAK,
        _own(events.PlayerStatusChanged),
        _often("The statuses of this player"),
    ),
    wire.PLAYER_KICK: Route(wire.PlayerKick, _CONTROL, _recorded(events.PlayerKicked)),
}
"""Every event that a client may emit."""
