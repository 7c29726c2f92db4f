"""The log and the session rows, as the owner of running sessions reads and writes them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from core.domain.ids import EventId, SessionId
from core.errors import ConflictError
from core.events import Event
from core.live.events import Recorded, SessionStarted
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.running.course import Course
from core.services.running.group_draft import GroupDraft
from core.services.running.roster import read_roster, with_times

_FOLD_AT_ONCE: Final = 50
"""Events folded before others get a turn (some 5 ms), while a long log is read."""


class Ledger:
    """What is durable of running sessions.

    Args:
        database: Where it is stored.
        clock: Gives others their turn.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self.stored: Event[[int, float]] = Event()
        """So many events became durable together, in so many seconds."""
        self._database = database
        self._clock = clock

    async def read_course(self, session_id: SessionId) -> Course:
        """Fold a session's whole log, in pieces so that others get their turn."""
        async with self._database.read() as work:
            roster = await read_roster(work, session_id)
            log = await work.recordings.read(session_id)
        course = Course(roster)
        for start in range(0, len(log), _FOLD_AT_ONCE):
            course.extend(log[start : start + _FOLD_AT_ONCE])
            await self._clock.sleep(0)
        if course.needs_refold(log):
            course.state = await asyncio.to_thread(course.refolded, course.state, log)
        return course

    async def known_seq(self, course: Course, event_id: EventId, draft: GroupDraft) -> int | None:
        """Where the session has this event already; None if it is new.

        Raises:
            ConflictError: It is another session's.
        """
        seq = course.seq_of(event_id)
        if seq is not None:
            return seq
        place = draft.places.get(event_id)
        if place is None and (event_id in course.doubted or not course.remembers_all):
            async with self._database.read() as work:
                place = await work.recordings.place_of(event_id)
            course.doubted.discard(event_id)
        if place is None:
            return None
        session_id, seq = place
        if session_id != course.state.session_id:
            raise ConflictError(
                "Another session already has an event of this id.",
                suggested_action="Give every event an id of its own.",
                field="eventId",
            )
        return seq

    async def store(self, draft: GroupDraft, courses: Mapping[SessionId, Course]) -> None:
        """Write a group in one transaction: events, rosters of starts, and statuses."""
        began = self._clock.monotonic()
        if _is_plain(draft, courses):
            await self._database.append(_events(draft))
        else:
            await self._store_all(draft, courses)
        self.stored.emit(len(draft.recorded), self._clock.monotonic() - began)

    async def _store_all(self, draft: GroupDraft, courses: Mapping[SessionId, Course]) -> None:
        async with self._database.write() as work:
            if draft.prepare is not None:
                await draft.prepare(work)  # adds events
            await work.recordings.append(_events(draft))
            for recorded, _, _ in draft.recorded:
                if isinstance(recorded.event, SessionStarted):
                    roster = courses[recorded.event.session_id].roster
                    await work.recordings.keep_roster(roster)
            for session_id, state in draft.states.items():
                if state.status is not courses[session_id].state.status:
                    await _save_status(work, state)
            await work.commit()


def _events(draft: GroupDraft) -> list[Recorded]:
    return [recorded for recorded, _, _ in draft.recorded]


def _is_plain(draft: GroupDraft, courses: Mapping[SessionId, Course]) -> bool:
    """Whether there is nothing to store but the events."""
    if draft.prepare is not None:
        return False
    if any(isinstance(recorded.event, SessionStarted) for recorded, _, _ in draft.recorded):
        return False
    return all(
        state.status is courses[session_id].state.status
        for session_id, state in draft.states.items()
    )


async def _save_status(work: UnitOfWork, state: SessionState) -> None:
    stored = await work.schedule.session(state.session_id)
    if stored is not None:
        await work.schedule.save_session(with_times(stored, state))
