"""Sessions one by one, inside or outside of bundles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from core.domain.drafts import CommonProperties, SessionDraft
from core.domain.ids import PlayerId, SessionId
from core.domain.session import Session, SessionStatus
from core.domain.user import Principal
from core.errors import NotFoundError, WrongStateError
from core.live.events import utc
from core.planning.timing import to_utc
from core.planning.validation import (
    check_capacity,
    check_common,
    check_players_once,
    check_session,
    check_start,
)
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.arrangement import Arranger
from core.services.club.audit_trail import note_change
from core.services.club.club_view import view_club
from core.services.club.drafting import session_of, trainer_for

_PATH = "session"


class SessionService:
    """Shows sessions, plans single ones and calls them off.

    Args:
        database: Where they are kept.
        clock: Dates a cancellation.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, session_id: SessionId) -> Session:
        """One session.

        Raises:
            NotFoundError: There is no such session.
        """
        async with self._database.read() as unit:
            return await _existing(unit, session_id)

    async def after(
        self,
        place: tuple[datetime, SessionId] | None,
        *,
        limit: int,
        statuses: Sequence[SessionStatus] = (),
        player_id: PlayerId | None = None,
    ) -> tuple[Session, ...]:
        """Sessions, the newest start first, those after a place in that order.

        Args:
            place: Start and id of the last one of the page before; None: from the first one on.
            limit: How many at most.
            statuses: Only those in these states; empty: in any.
            player_id: Only those of this player.
        """
        async with self._database.read() as unit:
            return await unit.schedule.sessions_after(
                place, limit=limit, statuses=statuses, player_id=player_id
            )

    async def create(
        self, draft: SessionDraft, common: CommonProperties, actor: Principal
    ) -> Session:
        """Plan a single session, under the same rules as one of a bundle.

        Raises:
            InvalidInputError: The draft breaks a rule.
            OverCapacityError: There are not enough free machines.
            RestrictedError: A medical restriction forbids a player's machine.
            ConflictError: A player trains elsewhere at that time.
        """
        async with self._database.write() as unit:
            elsewhere = [] if draft.facility_id is None else [draft.facility_id]
            club = await view_club(unit, common.facility_id, draft.player_ids, elsewhere)
            check_common(common, club.known)
            check_session(draft, club.known, _PATH)
            check_capacity(
                draft.name,
                draft.equipment,
                len(draft.player_ids),
                club.known,
                _PATH,
                facility_id=draft.facility_id,
            )
            check_players_once([(draft.name, draft.player_ids)], f"{_PATH}.playerIds")
            club.check_leader(common.trainer_id, "commonProperties.trainerId")
            club.check_leader(draft.trainer_id, f"{_PATH}.trainerId")
            club.check_joining(draft.player_ids, f"{_PATH}.playerIds")
            common = trainer_for(common, actor, club.leader_ids)
            starts_at = to_utc(common.start_date, common.start_time, club.place.time_zone)
            check_start(starts_at, utc(self._clock.now()), common)
            planned = session_of(draft, common, starts_at, club)
            arrangement = await Arranger(unit, club, {planned.id: _PATH}).arrange([planned])
            (session,) = arrangement.sessions
            await unit.schedule.add_session(session)
            await unit.schedule.reserve(arrangement.reservations)
            await note_change(
                unit, actor, "session.created", session.id, before=None, after=session
            )
            await unit.commit()
        return session

    async def cancel(self, session_id: SessionId, actor: Principal) -> Session:
        """Call off a session that has not begun; its machines are free again.

        Raises:
            NotFoundError: There is no such session.
            WrongStateError: It has begun or is over.
        """
        async with self._database.write() as unit:
            before = await _existing(unit, session_id)
            if before.status is not SessionStatus.SCHEDULED:
                message = f"“{before.name}” has begun or is over and cannot be called off."
                raise WrongStateError(message)
            after = msgspec.structs.replace(
                before, status=SessionStatus.CANCELLED, ended_at=utc(self._clock.now())
            )
            await unit.schedule.save_session(after)
            await unit.schedule.release([session_id])
            await note_change(
                unit, actor, "session.cancelled", session_id, before=before, after=after
            )
            await unit.commit()
        return after


async def _existing(unit: UnitOfWork, session_id: SessionId) -> Session:
    session = await unit.schedule.session(session_id)
    if session is None:
        message = f"There is no session {session_id}."
        raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")
    return session
