"""Single sessions, and their control beside the sockets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

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
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.rest.own_part import require_took_part
from hub_server.rest.paging import NEXT_CURSOR, Cursor, Limit, cursor_of, place_of
from hub_server.security.permissions import Action, is_allowed, require

_EVENTS: dict[
    SessionAction, type[SessionStarted | SessionPaused | SessionResumed | SessionEnded]
] = {
    SessionAction.START: SessionStarted,
    SessionAction.PAUSE: SessionPaused,
    SessionAction.RESUME: SessionResumed,
    SessionAction.END: SessionEnded,
}

_PAGE = 100


class SessionController(Controller):
    """Sessions one by one. A player's device sees the sessions it is in, and itself in them."""

    path = f"{API}/sessions"
    tags = ["sessions"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_OWN))
    async def page(
        self,
        hub: TheHub,
        principal: Caller,
        status: FromQuery[list[SessionStatus] | None] = None,
        limit: Limit = None,
        cursor: Cursor = None,
    ) -> Response[tuple[Session, ...]]:
        """Sessions, the newest start first, all or those in the given states.

        100 of them, or `limit`, from `cursor` on; the header `X-Next-Cursor` says where the next
        page begins.
        """
        after = place_of(cursor, tuple[datetime, SessionId])
        wanted = _PAGE if limit is None else limit
        statuses = _readable(principal, status or ())
        if statuses is None:
            return Response(())
        sessions = await hub.sessions.after(
            after,
            limit=wanted + 1,
            statuses=statuses,
            player_id=principal.player_id,
        )
        shown = sessions[:wanted]
        headers = {}
        if len(sessions) > wanted:
            headers[NEXT_CURSOR] = cursor_of((shown[-1].starts_at, shown[-1].id))
        return Response(tuple(_visible(one, principal) for one in shown), headers=headers)

    @post(opt=needs(Action.CHANGE_SCHEDULE))
    async def create(
        self, hub: TheHub, principal: Caller, data: JSONBody[SessionCreation]
    ) -> Session:
        """Plan a single session, under the same rules as one of a bundle."""
        return await hub.sessions.create(data.session, data.common_properties, principal)

    @get("/{session_id:str}", opt=needs(Action.READ_OWN))
    async def one(self, hub: TheHub, principal: Caller, session_id: FromPath[SessionId]) -> Session:
        """A session."""
        session = await hub.sessions.get(session_id)
        _require(principal, session)
        return _visible(session, principal)

    @get("/{session_id:str}/state", opt=needs(Action.READ_OWN))
    async def state(
        self, hub: TheHub, principal: Caller, session_id: FromPath[SessionId]
    ) -> SessionState:
        """A session as it stands now, with its players' figures."""
        state = await hub.running.state(session_id)
        if principal.player_id is None or principal.player_id not in state.players:
            _require(principal, state.session)
        return state_for(principal, state)

    @get("/{session_id:str}/recording", opt=needs(Action.READ_OWN))
    async def recording(
        self,
        hub: TheHub,
        principal: Caller,
        session_id: FromPath[SessionId],
        after: FromQuery[int] = 0,
    ) -> list[Recorded]:
        """Everything that happened, in order, from `after` on; of a player his own part."""
        session = await hub.sessions.get(session_id)
        player_id = principal.player_id
        if player_id is None:
            _require(principal, session)
            require(principal, Action.READ_RESULTS)
        else:
            await require_took_part(hub.running, session, player_id)
        async with hub.database.read() as work:
            recorded = await work.recordings.read(session_id, after_seq=after)
        return [part for one in recorded if (part := seen_by(principal, one)) is not None]

    @post("/{session_id:str}/{action:str}", opt=needs(Action.CONTROL_SESSION), status_code=200)
    async def act(
        self,
        hub: TheHub,
        principal: Caller,
        session_id: FromPath[SessionId],
        action: FromPath[SessionAction],
        data: JSONBody[SessionCommandBody | None] = None,
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


def _readable(
    principal: Principal, statuses: Sequence[SessionStatus]
) -> tuple[SessionStatus, ...] | None:
    """The wanted states (none: any), as far as the principal may see sessions in them.

    None if there is nothing that he may see.
    """
    if principal.player_id is not None or is_allowed(principal, Action.READ_SCHEDULE):
        return tuple(statuses)
    if not is_allowed(principal, Action.READ_PAIRINGS):
        return None
    wanted = statuses or tuple(SessionStatus)
    return tuple(one for one in wanted if one.is_running) or None


def _require(principal: Principal, session: Session) -> None:
    if not _may(principal, session):
        raise NotAllowedError("This session is not yours to see.")


def _visible(session: Session, principal: Principal) -> Session:
    if principal.player_id is None:
        return session
    own = tuple(one for one in session.assignments if one.player_id == principal.player_id)
    return msgspec.structs.replace(session, assignments=own)
