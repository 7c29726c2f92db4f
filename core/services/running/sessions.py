"""The owner of all running sessions: checks, numbers, records, reduces, tells."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from core.domain.ids import PlayerId, SessionId
from core.domain.session import SessionStatus
from core.errors import HockeyHubError, NotAllowedError
from core.events import Event
from core.live.events import PlayerStatus, Recorded, SensorReassigned, SessionEvent, SessionStarted
from core.live.reducer import reduce
from core.live.state import SessionState
from core.live.transitions import check
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.running.course import Course
from core.services.running.group_draft import GroupDraft
from core.services.running.ledger import Ledger
from core.services.running.plausible import accepted
from core.services.running.recorder import GroupRecorder, Receipt, Request
from core.services.running.results import SessionResults
from core.tasks import TaskScope

_RUNNING: Final = (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED)
_MOST_IDLE_COURSES = 64
"""Sessions that do not run but stay in memory because somebody looked at them."""
_MOST_WHOLE_COURSES = 8
"""Of those, the newest, which late readings and returning clients may still concern."""


class RunningSessions:
    """Keeps every session's state, and is the only writer of session logs.

    A state is replaced, and the event told to others, only after the log has it; so nobody is
    ever shown what a crash could take back. All changes go through one queue, in order.

    Args:
        database: Where logs and sessions are stored.
        clock: Judges the times of events.
        tasks: Owner of the background work.
    """

    def __init__(self, database: Database, clock: Clock, tasks: TaskScope) -> None:
        self.happened: Event[[Recorded, str | None]] = Event()
        """Durable now; with the origin given at `submit`. Emitted in order of `seq`."""
        self.results = SessionResults(database, clock, tasks)
        self._database = database
        self._clock = clock
        self._courses: dict[SessionId, Course] = {}
        self._ledger = Ledger(database, clock)
        self._recorder = GroupRecorder(self._write, tasks)

    async def open(self) -> None:
        """Take up again whatever was running when the hub last stopped."""
        async with self._database.read() as work:
            running = await work.schedule.sessions(_RUNNING)
        for session in running:
            await self.state(session.id)
        await self.results.complete(since=self._clock.now() - 24 * 3600)

    async def close(self) -> None:
        """Record what was submitted, then take nothing more."""
        await self._recorder.close()

    @property
    def running_states(self) -> tuple[SessionState, ...]:
        """All sessions that are in progress or paused."""
        states = (course.state for course in self._courses.values())
        return tuple(state for state in states if state.status.is_running)

    @property
    def is_any_running(self) -> bool:
        """Whether a session is in progress or paused."""
        return bool(self.running_states)

    async def submit(self, event: SessionEvent, origin: str | None = None) -> Receipt:
        """Record an event; returns only once it is durable.

        Takes its place in the queue before the first suspension, so events submitted one after
        another are recorded in that order. A repeated `event_id` changes nothing.

        Args:
            event: What happened.
            origin: Handed on to `happened`, so that an echo can be left out.

        Raises:
            NotFoundError: Unknown session or player.
            NotAllowedError: The player was taken out of the session.
            WrongStateError: Not possible in the session's present state.
            InvalidInputError: Impossible time or values.
            ConflictError: Another session has an event of this id.
            UnavailableError: It could not be stored.
        """
        receipt, _ = await self._recorder.request(event.session_id, event, origin)
        return receipt

    async def state(self, session_id: SessionId) -> SessionState:
        """A session as it stands; does not suspend if it is in memory.

        Raises:
            NotFoundError: There is no such session.
        """
        course = self._courses.get(session_id)
        if course is not None and course.is_fresh:
            return course.state
        _, state = await self._recorder.request(session_id, None)
        return state

    async def log(self, session_id: SessionId) -> list[Recorded]:
        """All that is durable of a session."""
        async with self._database.read() as work:
            return await work.recordings.read(session_id)

    async def states(self, session_ids: Iterable[SessionId]) -> tuple[SessionState, ...]:
        """Several sessions as they stand."""
        return tuple([await self.state(session_id) for session_id in session_ids])

    def in_memory(self, session_id: SessionId) -> SessionState | None:
        """A session's state if it is at hand; None if it would have to be read first."""
        course = self._courses.get(session_id)
        return None if course is None else course.state

    def missed(self, session_id: SessionId, last_seq: int) -> tuple[Recorded, ...] | None:
        """What came after `last_seq` in a session in memory; None if only a snapshot will do."""
        course = self._courses.get(session_id)
        return None if course is None else course.missed(last_seq)

    def refresh(self, session_ids: Iterable[SessionId]) -> None:
        """The plan of these sessions was changed or deleted: read it again before next use."""
        for session_id in session_ids:
            if (course := self._courses.get(session_id)) is not None:
                course.is_outdated = True

    async def _write(self, group: list[Request]) -> None:
        self._forget_idle()
        draft = GroupDraft()
        for request in group:
            await self._admit(request, draft)
        await self._commit(draft)
        for recorded, state, _ in draft.recorded:
            self._courses[recorded.event.session_id].take(recorded, state)
        for request, receipt in draft.receipts:
            request.answer(receipt, self._courses[request.session_id].state)
        for recorded, _, origin in draft.recorded:
            self.happened.emit(recorded, origin)
        for session_id, state in draft.states.items():
            if state.status.is_over:
                self.results.renew(session_id)

    async def _admit(self, request: Request, draft: GroupDraft) -> None:
        try:
            event = request.event
            if isinstance(event, SessionStarted):
                self._read_again_before_start(request.session_id)
            course = await self._course(request.session_id, draft)
            if event is None:
                draft.receipts.append((request, Receipt(course.state.seq)))
                return
            known = await self._ledger.known_seq(course, event.event_id, draft)
            if known is not None:
                draft.receipts.append((request, Receipt(known, is_repeat=True)))
                return
            state = draft.states.get(event.session_id, course.state)
            event = accepted(event, state.players, self._clock.now())
            check(state.status, event)
            _check_present(state, event)
        except HockeyHubError as error:
            request.refuse(error)
            return
        recorded = Recorded(seq=state.seq + 1, event=event)
        after = reduce(state, recorded)
        if isinstance(event, SensorReassigned):
            log = [*await self.log(course.state.session_id), *draft.of(event.session_id), recorded]
            after = await asyncio.to_thread(course.refolded, after, log)
        draft.add(request, recorded, after)

    def _read_again_before_start(self, session_id: SessionId) -> None:
        """Profiles may have been corrected since; those of the start are kept for good."""
        course = self._courses.get(session_id)
        if course is None or course.is_unsure:
            return
        if course.state.status is SessionStatus.SCHEDULED:
            course.is_outdated = True

    async def _commit(self, draft: GroupDraft) -> None:
        if not draft.recorded:
            return
        try:
            await self._ledger.store(draft, self._courses)
        except BaseException:
            for session_id in draft.states:
                self._courses[session_id].is_unsure = True
            for recorded, _, _ in draft.recorded:
                self._courses[recorded.event.session_id].doubted.add(recorded.event.event_id)
            raise

    async def _course(self, session_id: SessionId, draft: GroupDraft) -> Course:
        course = self._courses.get(session_id)
        if course is not None and (course.is_fresh or session_id in draft.states):
            return course
        if course is None or course.is_outdated:
            self._courses.pop(session_id, None)
            course = await self._ledger.read_course(session_id)
            self._courses[session_id] = course
            return course
        async with self._database.read() as work:
            unseen = await work.recordings.read(session_id, after_seq=course.state.seq)
        course.extend(unseen)
        if course.needs_refold(unseen):
            log = await self.log(session_id)
            course.state = await asyncio.to_thread(course.refolded, course.state, log)
        course.is_unsure = False
        for recorded in unseen:
            self.happened.emit(recorded, None)
        return course

    def _forget_idle(self) -> None:
        idle = [key for key, course in self._courses.items() if not course.state.status.is_running]
        for session_id in idle[:-_MOST_IDLE_COURSES]:
            del self._courses[session_id]
        for session_id in idle[-_MOST_IDLE_COURSES:-_MOST_WHOLE_COURSES]:
            self._courses[session_id].slim()


def _check_present(state: SessionState, event: SessionEvent) -> None:
    player_id: PlayerId | None = getattr(event, "player_id", None)
    player = None if player_id is None else state.players.get(player_id)
    if player is not None and player.status is PlayerStatus.REMOVED:
        raise NotAllowedError(
            f"{player.player.name} was taken out of this session.",
            suggested_action="Ask the trainer.",
            field="playerId",
        )
