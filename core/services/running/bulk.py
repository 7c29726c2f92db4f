"""All sessions of a bundle told at once: side by side, with progress, and once per order."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final
from uuid import NAMESPACE_OID, uuid5

import msgspec

from core.domain.bulk import (
    BulkFailure,
    BulkOperation,
    BulkOrder,
    BulkProgress,
    BulkStanding,
    BulkStatus,
)
from core.domain.drafts import BundleStatus
from core.domain.ids import EventId, SessionId
from core.domain.session import Session, SessionStatus
from core.errors import (
    ConflictError,
    HockeyHubError,
    NotFoundError,
    UnavailableError,
    WrongStateError,
)
from core.events import Event
from core.live.events import (
    SessionEnded,
    SessionEvent,
    SessionForceEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)
from core.ports.clock import Clock
from core.ports.storage import Database
from core.reports.status import bundle_status
from core.services.running.sessions import RunningSessions

EMERGENCY_REASON: Final = "Emergency stop"
_MOST_REMEMBERED: Final = 200
"""Orders whose outcome is kept for whoever repeats them."""
_ATTEMPT_AGAIN_AFTER_S: Final = (0.2, 0.5, 1.0)
"""When the storage does not answer; the events keep their ids, so nothing happens twice."""

_KINDS: Final[
    dict[
        BulkOperation,
        type[SessionStarted | SessionPaused | SessionResumed | SessionEnded | SessionForceEnded],
    ]
] = {
    BulkOperation.START_ALL: SessionStarted,
    BulkOperation.PAUSE_ALL: SessionPaused,
    BulkOperation.RESUME_ALL: SessionResumed,
    BulkOperation.END_ALL: SessionEnded,
    BulkOperation.EMERGENCY_STOP_ALL: SessionForceEnded,
}
_RUNNING: Final = (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED)
_ALLOWED_IN: Final = {
    BulkOperation.START_ALL: (SessionStatus.SCHEDULED,),
    BulkOperation.PAUSE_ALL: (SessionStatus.IN_PROGRESS,),
    BulkOperation.RESUME_ALL: (SessionStatus.PAUSED,),
    BulkOperation.END_ALL: _RUNNING,
    BulkOperation.EMERGENCY_STOP_ALL: _RUNNING,
}
_DEEDS: Final = {
    BulkOperation.START_ALL: "be started",
    BulkOperation.PAUSE_ALL: "be paused",
    BulkOperation.RESUME_ALL: "be resumed",
    BulkOperation.END_ALL: "be ended",
    BulkOperation.EMERGENCY_STOP_ALL: "be stopped",
}


class BulkOperations:
    """Carries out orders to whole bundles.

    Args:
        running: The sessions.
        database: Tells which sessions a bundle has.
        clock: Times the attempts, and the summary.
    """

    def __init__(self, running: RunningSessions, database: Database, clock: Clock) -> None:
        self.told: Event[[BulkStatus]] = Event()
        """How far an order is: at its beginning, after each session, and at its end."""
        self._running = running
        self._database = database
        self._clock = clock
        self._outcomes: OrderedDict[EventId, tuple[BulkOrder, asyncio.Future[BulkStatus]]] = (
            OrderedDict()
        )

    async def carry_out(self, order: BulkOrder) -> BulkStatus:
        """Tell all sessions that can, and wait until it is durable; what failed is in the result.

        A repeated order gets the first one's outcome, also while that one is still at work, and
        after a restart of the hub.

        Raises:
            NotFoundError: There is no such bundle, or a session is not one of its.
            WrongStateError: No session is in a state for it.
            ConflictError: Another order has this id.
        """
        known = self._outcomes.get(order.event_id)
        if known is not None:
            return await _same(known[0], order, known[1])
        outcome: asyncio.Future[BulkStatus] = asyncio.get_running_loop().create_future()
        self._outcomes[order.event_id] = (order, outcome)
        while len(self._outcomes) > _MOST_REMEMBERED:
            self._outcomes.popitem(last=False)
        try:
            status = await self._carry_out(order)
        except BaseException as error:
            self._outcomes.pop(order.event_id, None)
            if isinstance(error, HockeyHubError):
                outcome.set_exception(error)
                _ = outcome.exception()  # whoever else waits sees it; nobody else has to
            else:
                outcome.cancel()
            raise
        outcome.set_result(status)
        return status

    async def _carry_out(self, order: BulkOrder) -> BulkStatus:
        sessions = await self._sessions(order)
        able = [session for session in sessions if session.status in _ALLOWED_IN[order.operation]]
        tracker = _Tracker(order, able, self.told.emit)
        if able:
            tracker.begin()
        # Those that seem unable are asked as well: they may have done it for this very order.
        await asyncio.gather(*(self._tell(order, session, tracker) for session in sessions))
        if not tracker.is_any_concerned:
            raise WrongStateError(
                f"No session of this bundle can {_DEEDS[order.operation]} now.",
                suggested_action="Look at the state beside each session.",
            )
        states = await self._running.states(session.id for session in sessions)
        return tracker.end(bundle_status(order.bundle_id, states, self._clock.now()))

    async def _sessions(self, order: BulkOrder) -> list[Session]:
        """The bundle's sessions as they stand now."""
        async with self._database.read() as work:
            bundle = await work.schedule.bundle(order.bundle_id)
        if bundle is None:
            raise NotFoundError("This bundle does not exist any more.", field="bundleId")
        strange = set(order.sessions) - {session.id for session in bundle.sessions}
        if strange:
            raise NotFoundError(
                f"Session {min(strange)} is not in this bundle.", field="affectedSessions"
            )
        wanted = order.sessions or [session.id for session in bundle.sessions]
        states = await self._running.states(wanted)
        return [state.session for state in states]

    async def _tell(self, order: BulkOrder, session: Session, tracker: _Tracker) -> None:
        event = _event(order, session.id)
        for wait_s in (*_ATTEMPT_AGAIN_AFTER_S, None):
            try:
                await self._running.submit(event)
            except UnavailableError as error:
                if wait_s is None:
                    tracker.failed(session, error)
                    return
                await self._clock.sleep(wait_s)
            except HockeyHubError as error:
                tracker.failed(session, error)
                return
            else:
                tracker.done(session)
                return


class _Tracker:
    """How far one order is."""

    def __init__(
        self, order: BulkOrder, able: Sequence[Session], tell: Callable[[BulkStatus], None]
    ) -> None:
        self._order = order
        self._able = [session.id for session in able]
        self._done: list[SessionId] = []
        self._failures: list[BulkFailure] = []
        self._tell = tell

    @property
    def is_any_concerned(self) -> bool:
        """Whether a session has done it or should have."""
        return bool(self._done or self._failures)

    def begin(self) -> None:
        """The order is about to be given."""
        self._tell(self._status(BulkStanding.INITIATED))

    def done(self, session: Session) -> None:
        """A session has done it."""
        self._done.append(session.id)
        self._tell(self._status(BulkStanding.IN_PROGRESS))

    def failed(self, session: Session, error: HockeyHubError) -> None:
        """A session has not; one that was not meant to is no failure."""
        if isinstance(error, WrongStateError) and session.id not in self._able:
            return
        self._failures.append(
            BulkFailure(
                session_id=session.id,
                name=session.name,
                message=error.message,
                suggested_action=error.suggested_action,
                recoverable=error.recoverable,
            )
        )
        self._tell(self._status(BulkStanding.IN_PROGRESS))

    def end(self, summary: BundleStatus) -> BulkStatus:
        """All have answered."""
        standing = BulkStanding.COMPLETED if self._done else BulkStanding.FAILED
        status = msgspec.structs.replace(self._status(standing), summary=summary)
        self._tell(status)
        return status

    def _status(self, standing: BulkStanding) -> BulkStatus:
        concerned = [*self._able, *self._done, *(one.session_id for one in self._failures)]
        affected = tuple(dict.fromkeys(concerned))
        return BulkStatus(
            event_id=self._order.event_id,
            bundle_id=self._order.bundle_id,
            operation=self._order.operation,
            affected_sessions=affected,
            progress=BulkProgress(
                completed=len(self._done),
                total=len(affected),
                errors=tuple(f"{one.name}: {one.message}" for one in self._failures),
            ),
            operation_status=standing,
            failures=tuple(self._failures),
        )


async def _same(
    first: BulkOrder, again: BulkOrder, outcome: asyncio.Future[BulkStatus]
) -> BulkStatus:
    if (first.bundle_id, first.operation) != (again.bundle_id, again.operation):
        raise ConflictError(
            "Another order already has this id.",
            suggested_action="Give every order an id of its own.",
            field="eventId",
        )
    return await asyncio.shield(outcome)


def _event(order: BulkOrder, session_id: SessionId) -> SessionEvent:
    """What this order means for a session; the same order makes the same event."""
    event_id = EventId(str(uuid5(NAMESPACE_OID, f"{order.event_id}/{session_id}")))
    kind = _KINDS[order.operation]
    event = kind(event_id=event_id, session_id=session_id, at=order.at, actor=order.actor)
    if isinstance(event, SessionForceEnded):
        return msgspec.structs.replace(event, reason=EMERGENCY_REASON)
    return event
