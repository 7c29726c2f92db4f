"""How a peer comes into a session, catches up, and goes."""

from __future__ import annotations

from core.domain.ids import EventId, PlayerId, SessionId, new_id
from core.domain.user import Role
from core.errors import NotAllowedError, UnavailableError
from core.live import events
from core.live.events import PlayerStatus
from core.live.state import SessionState
from core.protocol import realtime as wire
from core.protocol.realtime import Ack, Request
from core.services.running.plausible import unknown_player
from hub_server.realtime.peers import Peer
from hub_server.realtime.rooms import open_room, player_room, session_room
from hub_server.realtime.stage import Stage
from hub_server.realtime.visibility import seen_by, state_for
from hub_server.security.permissions import Action, is_allowed, require_own


async def join(stage: Stage, peer: Peer, request: wire.SessionJoin) -> Ack:
    """Follow a session: with a snapshot, or what was missed since `lastSeq`."""
    state = await stage.running.state(request.session_id)
    player_id = _player_who_joins(peer, request, state)
    if player_id is not None:
        await _announce(stage, peer, request, state, player_id)
    room = _room(peer, request.session_id, player_id)
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
        return Ack(ok=True, seq=state.seq, session=state_for(peer.principal, state))
    seen = (seen_by(peer.principal, recorded) for recorded in missed)
    return Ack(ok=True, seq=state.seq, missed=tuple(one for one in seen if one is not None))


def _room(peer: Peer, session_id: SessionId, player_id: PlayerId | None) -> str:
    if player_id is not None:
        return player_room(player_id)
    if is_allowed(peer.principal, Action.READ_MEDICAL_DETAILS):
        return session_room(session_id)
    return open_room(session_id)


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
    if player.moved_to is not None:
        raise NotAllowedError(
            "You train in another session now.", suggested_action="Join that session."
        )
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


async def leave(stage: Stage, peer: Peer, request: wire.SessionCommand) -> Ack:
    """Follow a session no more."""
    await stage.leave_room(peer.sid, _room(peer, request.session_id, None))
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
