"""Which sessions are in memory, and that what is there is what the log says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

from core.domain.ids import SessionId
from core.domain.session import SessionStatus
from core.events import Event
from core.live.events import Recorded
from core.live.state import SessionState
from core.ports.storage import Database
from core.services.running.course import Course
from core.services.running.ledger import Ledger

_MOST_IDLE: Final = 64
"""Sessions that do not run but stay in memory because somebody looked at them."""
_MOST_WHOLE: Final = 8
"""Of those, the newest, which late readings and returning clients may still concern."""


class Courses:
    """The courses of sessions, read when first needed.

    Args:
        database: Where logs are stored.
        ledger: Reads whole courses.
    """

    def __init__(self, database: Database, ledger: Ledger) -> None:
        self.found: Event[[Recorded]] = Event()
        """In the log, though its commit seemed to have failed."""
        self._database = database
        self._ledger = ledger
        self._by_id: dict[SessionId, Course] = {}
        self._has_more_idle = False

    @property
    def by_id(self) -> Mapping[SessionId, Course]:
        """All that are in memory."""
        return self._by_id

    def get(self, session_id: SessionId) -> Course | None:
        """A course that is in memory."""
        return self._by_id.get(session_id)

    @property
    def running_states(self) -> tuple[SessionState, ...]:
        """The states of all that are in progress or paused."""
        states = (course.state for course in self._by_id.values())
        return tuple(state for state in states if state.status.is_running)

    def outdate(self, session_ids: Iterable[SessionId]) -> None:
        """The plan of these sessions was changed or deleted: read it again before next use."""
        for session_id in session_ids:
            if (course := self._by_id.get(session_id)) is not None:
                course.is_outdated = True

    def read_again_before_start(self, session_id: SessionId) -> None:
        """Profiles may have been corrected since; those of the start are kept for good."""
        course = self._by_id.get(session_id)
        if course is None or course.is_unsure:
            return
        if course.state.status is SessionStatus.SCHEDULED:
            course.is_outdated = True

    async def course(self, session_id: SessionId, *, is_in_use: bool = False) -> Course:
        """A course as the log has it.

        Args:
            session_id: Of which session.
            is_in_use: Something is being written on top of what is in memory; keep that.
        """
        course = self._by_id.get(session_id)
        if course is not None and (course.is_fresh or is_in_use):
            return course
        if course is None or course.is_outdated:
            self._by_id.pop(session_id, None)
            course = await self._ledger.read_course(session_id)
            self._by_id[session_id] = course
            self._has_more_idle = True
            return course
        async with self._database.read() as work:
            unseen = await work.recordings.read(session_id, after_seq=course.state.seq)
        course.extend(unseen)
        if course.needs_refold(unseen):
            log = await self.log(session_id)
            course.state = await asyncio.to_thread(course.refolded, course.state, log)
        course.is_unsure = False
        for recorded in unseen:
            self.found.emit(recorded)
        return course

    async def log(self, session_id: SessionId) -> list[Recorded]:
        """All that is durable of a session."""
        async with self._database.read() as work:
            return await work.recordings.read(session_id)

    def note_over(self) -> None:
        """A session that ran has ended."""
        self._has_more_idle = True

    def forget_idle(self) -> None:
        """Let go of what nobody has looked at for long."""
        if not self._has_more_idle:
            return
        self._has_more_idle = False
        idle = [key for key, course in self._by_id.items() if not course.state.status.is_running]
        for session_id in idle[:-_MOST_IDLE]:
            del self._by_id[session_id]
        for session_id in idle[-_MOST_IDLE:-_MOST_WHOLE]:
            self._by_id[session_id].slim()
