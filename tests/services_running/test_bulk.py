"""All sessions of a bundle told at once, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from core.clock import ManualClock
from core.domain.bulk import BulkOperation, BulkOrder, BulkStanding, BulkStatus
from core.domain.ids import BundleId, EventId, SessionId, new_id
from core.domain.session import SessionStatus
from core.errors import ConflictError, NotFoundError, UnavailableError, WrongStateError
from core.live.events import SessionEvent, SessionForceEnded, SessionStarted, utc
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.services.running.bulk import BulkOperations
from core.services.running.recorder import Receipt
from core.services.running.sessions import RunningSessions
from core.storage.database import SqlDatabase, open_database
from core.tasks import TaskScope
from tests.helpers.plans import START, TRAINER, three_groups

NOW = START.timestamp()


class Hub:
    """Running sessions and bulk operations on them."""

    def __init__(self, database: SqlDatabase, clock: ManualClock, bundle: BundleId) -> None:
        self.database = database
        self.clock = clock
        self.bundle = bundle
        self.sessions: tuple[SessionId, ...] = ()
        self.told: list[BulkStatus] = []
        self.open()

    def open(self) -> None:
        self._tasks = TaskScope()
        self.running = RunningSessions(self.database, self.clock, self._tasks)
        self.bulk = BulkOperations(self.running, self.database, self.clock)
        self.bulk.told.connect(self.told.append)

    async def kill(self) -> None:
        await self._tasks.close()

    def order(self, operation: BulkOperation, **changes: object) -> BulkOrder:
        order = BulkOrder(
            event_id=EventId(new_id()),
            bundle_id=self.bundle,
            operation=operation,
            at=utc(self.clock.now()),
            actor="trainer-001",
        )
        return msgspec.structs.replace(order, **changes)

    async def carry_out(self, operation: BulkOperation, **changes: object) -> BulkStatus:
        return await self.bulk.carry_out(self.order(operation, **changes))

    async def statuses(self) -> list[SessionStatus]:
        return [state.status for state in await self.running.states(self.sessions)]

    async def log_lengths(self) -> list[int]:
        return [len(await self.running.log(session_id)) for session_id in self.sessions]


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    clock = ManualClock(NOW - 86400)
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}", clock=clock)
    await load_sample_club(database)
    created = await BundleService(database, clock).create(three_groups(), TRAINER)
    clock.move_to(NOW)
    hub = Hub(database, clock, created.bundle_id)
    hub.sessions = tuple(session.id for session in created.sessions)
    yield hub
    await hub.kill()
    await database.close()


@pytest.mark.requirement(25, 36, 37)
async def test_that_all_sessions_do_it_as_of_one_instant_and_progress_is_told(hub: Hub) -> None:
    status = await hub.carry_out(BulkOperation.START_ALL)
    states = await hub.running.states(hub.sessions)
    assert {state.started_at for state in states} == {NOW}
    assert [(one.operation_status, one.progress.completed) for one in hub.told] == [
        (BulkStanding.INITIATED, 0),
        (BulkStanding.IN_PROGRESS, 1),
        (BulkStanding.IN_PROGRESS, 2),
        (BulkStanding.IN_PROGRESS, 3),
        (BulkStanding.COMPLETED, 3),
    ]
    assert status == hub.told[-1]
    assert set(status.affected_sessions) == set(hub.sessions)
    assert status.summary is not None
    assert [one.status for one in status.summary.sessions] == [SessionStatus.IN_PROGRESS] * 3


@pytest.mark.requirement(36)
async def test_that_each_operation_has_its_states_and_the_others_are_left_out(hub: Hub) -> None:
    await hub.carry_out(BulkOperation.START_ALL, sessions=hub.sessions[:2])
    assert (await hub.carry_out(BulkOperation.PAUSE_ALL)).progress.total == 2
    assert (await hub.carry_out(BulkOperation.RESUME_ALL)).progress.total == 2
    assert (await hub.carry_out(BulkOperation.START_ALL)).affected_sessions == hub.sessions[2:]
    assert (await hub.carry_out(BulkOperation.END_ALL)).progress.completed == 3
    with pytest.raises(WrongStateError, match="can be paused now"):
        await hub.carry_out(BulkOperation.PAUSE_ALL)
    assert await hub.statuses() == [SessionStatus.COMPLETED] * 3


@pytest.mark.requirement(36, 37)
async def test_that_an_emergency_stop_ends_what_runs_or_stands_and_says_why(hub: Hub) -> None:
    await hub.carry_out(BulkOperation.START_ALL)
    await hub.carry_out(BulkOperation.PAUSE_ALL, sessions=hub.sessions[:1])
    hub.clock.move_to(NOW + 90)
    status = await hub.carry_out(BulkOperation.EMERGENCY_STOP_ALL)
    assert status.progress.completed == 3
    assert await hub.statuses() == [SessionStatus.FORCE_ENDED] * 3
    last = (await hub.running.log(hub.sessions[1]))[-1].event
    assert isinstance(last, SessionForceEnded)
    assert (last.reason, last.actor, last.instant) == ("Emergency stop", "trainer-001", NOW + 90)


@pytest.mark.requirement(36)
async def test_that_a_repeated_order_is_done_once_also_side_by_side_and_after_a_crash(
    hub: Hub,
) -> None:
    order = hub.order(BulkOperation.START_ALL)
    first, second = await asyncio.gather(hub.bulk.carry_out(order), hub.bulk.carry_out(order))
    third = await hub.bulk.carry_out(order)
    assert first == second == third
    await hub.kill()
    hub.open()
    after = await hub.bulk.carry_out(order)
    assert (after.progress.completed, after.operation_status) == (3, BulkStanding.COMPLETED)
    assert await hub.log_lengths() == [1, 1, 1]


async def test_that_a_crash_between_two_sessions_is_made_good_by_the_repetition(hub: Hub) -> None:
    order = hub.order(BulkOperation.START_ALL)
    await hub.bulk.carry_out(msgspec.structs.replace(order, sessions=hub.sessions[:1]))
    await hub.kill()
    hub.open()
    status = await hub.bulk.carry_out(order)
    assert status.progress.completed == 3
    assert await hub.log_lengths() == [1, 1, 1]


async def test_that_an_id_is_good_for_one_order_only(hub: Hub) -> None:
    order = hub.order(BulkOperation.START_ALL)
    await hub.bulk.carry_out(order)
    with pytest.raises(ConflictError):
        await hub.bulk.carry_out(msgspec.structs.replace(order, operation=BulkOperation.PAUSE_ALL))


async def test_that_unknown_bundles_and_sessions_are_refused(hub: Hub) -> None:
    with pytest.raises(NotFoundError):
        await hub.carry_out(BulkOperation.START_ALL, bundle_id=BundleId("nowhere"))
    with pytest.raises(NotFoundError, match="not in this bundle"):
        await hub.carry_out(BulkOperation.START_ALL, sessions=(SessionId("strange"),))


class Stubborn:
    """Lets one session's events through only from the nth attempt on."""

    def __init__(self, hub: Hub, session_id: SessionId, refusals: int) -> None:
        self._submit = hub.running.submit
        self._session_id = session_id
        self.left = refusals

    async def submit(self, event: SessionEvent, origin: str | None = None) -> Receipt:
        if event.session_id == self._session_id and self.left > 0:
            self.left -= 1
            raise UnavailableError("The hub could not store this just now.")
        return await self._submit(event, origin)


async def _with_time(hub: Hub, order: BulkOrder) -> BulkStatus:
    """Carry out while the clock runs."""
    async with asyncio.TaskGroup() as group:
        working = group.create_task(hub.bulk.carry_out(order))
        while not working.done():
            await asyncio.sleep(0.005)
            await hub.clock.advance(1)
    return working.result()


@pytest.mark.requirement(38)
async def test_that_a_storage_that_hesitates_is_asked_again(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub.running, "submit", Stubborn(hub, hub.sessions[1], 3).submit)
    status = await _with_time(hub, hub.order(BulkOperation.START_ALL))
    assert status.progress.completed == 3
    assert status.failures == ()


@pytest.mark.requirement(36, 38)
async def test_that_a_partial_failure_is_told_with_the_session_and_the_rest_goes_on(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub.running, "submit", Stubborn(hub, hub.sessions[1], 99).submit)
    status = await _with_time(hub, hub.order(BulkOperation.START_ALL))
    assert status.operation_status is BulkStanding.COMPLETED
    assert (status.progress.completed, status.progress.total) == (2, 3)
    (failure,) = status.failures
    assert (failure.session_id, failure.recoverable) == (hub.sessions[1], True)
    assert status.progress.errors == ("Bike Erg Group B: The hub could not store this just now.",)
    monkeypatch.undo()
    again = await hub.carry_out(BulkOperation.START_ALL)
    assert again.affected_sessions == (hub.sessions[1],)


async def test_that_a_started_session_is_not_started_by_another_order(hub: Hub) -> None:
    started = SessionStarted(event_id=EventId(new_id()), session_id=hub.sessions[0], at=utc(NOW))
    await hub.running.submit(started)
    status = await hub.carry_out(BulkOperation.START_ALL)
    assert status.affected_sessions == hub.sessions[1:]
    assert status.failures == ()
    assert (await hub.log_lengths())[0] == 1
