"""Single sessions, and their control beside the sockets."""

from __future__ import annotations

from datetime import UTC

import msgspec
from litestar import Controller, get, post

from core.domain.ids import EventId, SessionId, new_id
from core.domain.session import Session, SessionStatus
from core.domain.user import Principal
from core.errors import NotAllowedError
from core.live.events import (
    Recorded,
    SessionEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    utc,
)
from core.live.state import SessionState
from core.ports.hub_link import SessionAction
from core.protocol.rest import API, SessionCommandBody, SessionCreation
from hub_server.realtime.visibility import seen_by, state_for
from hub_server.rest.guard import needs
from hub_server.rest.hub import Hub
from hub_server.security.permissions import Action, is_allowed, require

_EVENTS: dict[
    SessionAction, type[SessionStarted | SessionPaused | SessionResumed | SessionEnded]
] = {
    SessionAction.START: SessionStarted,
    SessionAction.PAUSE: SessionPaused,
    SessionAction.RESUME: SessionResumed,
    SessionAction.END: SessionEnded,
}


class SessionController(Controller):
    """Sessions one by one. A player's device sees the sessions it is in, and itself in them."""

    path = f"{API}/sessions"
    tags = ["sessions"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_OWN))
    async def all(
        self, hub: Hub, principal: Principal, status: list[SessionStatus] | None = None
    ) -> tuple[Session, ...]:
        """Sessions, all or those in the given states."""
        sessions = await hub.sessions.list(status or ())
        return tuple(_visible(one, principal) for one in sessions if _may(principal, one))

    @post(opt=needs(Action.CHANGE_SCHEDULE))
    async def create(self, hub: Hub, principal: Principal, data: SessionCreation) -> Session:
        """Plan a single session, under the same rules as one of a bundle."""
        return await hub.sessions.create(data.session, data.common_properties, principal)

    @get("/{session_id:str}", opt=needs(Action.READ_OWN))
    async def one(self, hub: Hub, principal: Principal, session_id: SessionId) -> Session:
        """A session."""
        session = await hub.sessions.get(session_id)
        _require(principal, session)
        return _visible(session, principal)

    @get("/{session_id:str}/state", opt=needs(Action.READ_OWN))
    async def state(self, hub: Hub, principal: Principal, session_id: SessionId) -> SessionState:
        """A session as it stands now, with its players' figures."""
        state = await hub.running.state(session_id)
        if principal.player_id is None or principal.player_id not in state.players:
            _require(principal, state.session)
        return state_for(principal, state)

    @get("/{session_id:str}/recording", opt=needs(Action.READ_OWN))
    async def recording(
        self, hub: Hub, principal: Principal, session_id: SessionId, after: int = 0
    ) -> list[Recorded]:
        """Everything that happened, in order, from `after` on; of a player his own part."""
        session = await hub.sessions.get(session_id)
        _require(principal, session)
        player_id = principal.player_id
        if player_id is None:
            require(principal, Action.READ_RESULTS)
        async with hub.database.read() as work:
            recorded = await work.recordings.read(session_id, after_seq=after)
        return [part for one in recorded if (part := seen_by(principal, one)) is not None]

    @post("/{session_id:str}/{action:str}", opt=needs(Action.CONTROL_SESSION), status_code=200)
    async def act(
        self,
        hub: Hub,
        principal: Principal,
        session_id: SessionId,
        action: SessionAction,
        data: SessionCommandBody | None = None,
    ) -> Session:
        """Start the session's clock, stop it for a while, let it run again, or end the session."""
        command = data or SessionCommandBody()
        at = command.timestamp or utc(hub.clock.now())
        event = _EVENTS[action](
            event_id=command.event_id or EventId(new_id()),
            session_id=session_id,
            at=at if at.tzinfo else at.replace(tzinfo=UTC),
            actor=principal.subject,
        )
        await hub.running.submit(event)
        return (await hub.running.state(session_id)).session


def _may(principal: Principal, session: Session) -> bool:
    if principal.player_id is not None:
        return principal.player_id in session.player_ids
    if is_allowed(principal, Action.READ_SCHEDULE):
        return True
    return session.status.is_running and is_allowed(principal, Action.READ_PAIRINGS)


def _require(principal: Principal, session: Session) -> None:
    if not _may(principal, session):
        raise NotAllowedError("This session is not yours to see.")


def _visible(session: Session, principal: Principal) -> Session:
    if principal.player_id is None:
        return session
    own = tuple(one for one in session.assignments if one.player_id == principal.player_id)
    return msgspec.structs.replace(session, assignments=own)
