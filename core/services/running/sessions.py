"""The owner of all running sessions: checks, numbers, records, reduces, tells."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from core.domain.ids import EventId, SessionId
from core.domain.session import SessionStatus
from core.errors import HockeyHubError, UnavailableError
from core.events import Event
from core.live.events import Recorded, SensorReassigned, SessionEvent, SessionStarted
from core.live.reducer import reduce
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.running.admission import admitted
from core.services.running.course import Course
from core.services.running.courses import Courses
from core.services.running.deed import Deed
from core.services.running.doing import preparation
from core.services.running.group_draft import GroupDraft
from core.services.running.ledger import Ledger
from core.services.running.recorder import GroupRecorder, Receipt, Request
from core.services.running.results import SessionResults
from core.services.running.vitals import RecordingVitals
from core.tasks import TaskScope

_RUNNING: Final = (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED)


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
        self._ledger = Ledger(database, clock)
        self._courses = Courses(database, self._ledger)
        self._courses.found.connect(lambda recorded: self.happened.emit(recorded, None))
        self._recorder = GroupRecorder(self._write, tasks, clock.monotonic)
        self.vitals = RecordingVitals(self._recorder, self._ledger)

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
        return self._courses.running_states

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

    async def together(self, deed: Deed) -> Receipt:
        """Do something with its events in one transaction; the receipt is the first event's.

        Raises:
            HockeyHubError: As `submit`, or what the deed itself refuses. Nothing was done.
        """
        receipt, _ = await self._recorder.request(deed.session_id, None, deed=deed)
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
        return await self._courses.log(session_id)

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

    def seq_of(self, session_id: SessionId, event_id: EventId | None) -> int | None:
        """Where a session in memory has an event already; None if that is not known here."""
        course = self._courses.get(session_id)
        return None if course is None or event_id is None else course.seq_of(event_id)

    def refresh(self, session_ids: Iterable[SessionId]) -> None:
        """The plan of these sessions was changed or deleted: read it again before next use."""
        self._courses.outdate(session_ids)

    async def _write(self, group: list[Request]) -> None:
        self._courses.forget_idle()
        draft = GroupDraft()
        for request in group:
            if request.deed is None:
                await self._admit(request, draft)
            else:  # comes alone
                await self._do(request, request.deed, draft)
        await self._commit(draft)
        courses = self._courses.by_id
        for recorded, state, _ in draft.recorded:
            courses[recorded.event.session_id].take(recorded, state)
        for request, receipt in draft.receipts:
            request.answer(receipt, courses[request.session_id].state)
        for recorded, _, origin in draft.recorded:
            self.happened.emit(recorded, origin)
        for session_id, state in draft.states.items():
            if state.status.is_over:
                self.results.renew(session_id)
                self._courses.note_over()

    async def _admit(self, request: Request, draft: GroupDraft) -> None:
        try:
            event = request.event
            if isinstance(event, SessionStarted):
                self._courses.read_again_before_start(request.session_id)
            course = await self._course(request.session_id, draft)
            if event is None:
                draft.receipts.append((request, Receipt(course.state.seq)))
                return
            known = await self._ledger.known_seq(course, event.event_id, draft)
            if known is not None:
                draft.receipts.append((request, Receipt(known, is_repeat=True)))
                return
            state = draft.states.get(event.session_id, course.state)
            event = admitted(state, event, self._clock.now())
        except HockeyHubError as error:
            at_hand = self._courses.get(request.session_id)
            if at_hand is not None and _is_look(request, error) and not at_hand.is_outdated:
                draft.receipts.append((request, Receipt(at_hand.state.seq)))
            else:
                request.refuse(error)
            return
        recorded = Recorded(seq=state.seq + 1, event=event)
        after = reduce(state, recorded)
        if isinstance(event, SensorReassigned):
            log = [*await self.log(course.state.session_id), *draft.of(event.session_id), recorded]
            after = await asyncio.to_thread(course.refolded, after, log)
        draft.add(request, recorded, after)

    async def _do(self, request: Request, deed: Deed, draft: GroupDraft) -> None:
        course = await self._course(deed.session_id, draft)
        known = await self._ledger.known_seq(course, deed.event_id, draft)
        if known is not None:
            draft.receipts.append((request, Receipt(known, is_repeat=True)))
            return
        draft.prepare = preparation(request, deed, draft, self._course)

    async def _commit(self, draft: GroupDraft) -> None:
        if not draft.recorded and draft.prepare is None:
            return
        courses = self._courses.by_id
        try:
            await self._ledger.store(draft, courses)
        except BaseException:
            for session_id in draft.states:
                courses[session_id].is_unsure = True
            for recorded, _, _ in draft.recorded:
                courses[recorded.event.session_id].doubted.add(recorded.event.event_id)
            raise

    async def _course(self, session_id: SessionId, draft: GroupDraft) -> Course:
        return await self._courses.course(session_id, is_in_use=session_id in draft.states)


def _is_look(request: Request, error: HockeyHubError) -> bool:
    """Whether somebody only looks while the storage does not answer.

    He may see what is known: it is never ahead of the log, and what it lacks follows.
    """
    return request.event is None and isinstance(error, UnavailableError)
