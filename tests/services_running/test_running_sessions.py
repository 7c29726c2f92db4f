"""The owner of running sessions, on a real database, with commits that fail on demand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from core.clock import ManualClock
from core.domain.ids import EventId, PlayerId, SensorId, SessionId, new_id
from core.domain.sensor import Quality, Reading
from core.domain.session import SessionStatus
from core.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
    WrongStateError,
)
from core.live.events import (
    PlayerMetrics,
    ReadingsReceived,
    Recorded,
    SessionEnded,
    SessionPaused,
    SessionStarted,
    utc,
)
from core.ports.storage import Database, UnitOfWork
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.services.running import course
from core.services.running.reports import BundleReports
from core.services.running.sessions import RunningSessions
from core.storage.database import open_database
from core.tasks import TaskScope
from tests.helpers.plans import START, TRAINER, three_groups
from tests.helpers.waiting import until

NOW = START.timestamp()
ROWER = PlayerId("player-001")


class FailingDatabase:
    """A real database whose commits are counted, and fail when told to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.commits = 0
        self.fail_before = 0
        """So many commits are refused."""
        self.fail_after = 0
        """So many commits take effect, but nobody is told so."""

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._database.read()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        async with self._database.write() as work:
            yield _FailingWork(work, self)  # type: ignore[misc]

    async def append(self, recorded: Sequence[Recorded]) -> None:
        async with self.write() as work:
            await work.recordings.append(recorded)
            await work.commit()

    async def close(self) -> None:
        await self._database.close()


class _FailingWork:
    def __init__(self, work: UnitOfWork, database: FailingDatabase) -> None:
        self.__dict__.update(vars(work))
        self._work = work
        self._of = database

    async def commit(self) -> None:
        if self._of.fail_before:
            self._of.fail_before -= 1
            raise UnavailableError("The disk is full.")
        await self._work.commit()
        self._of.commits += 1
        if self._of.fail_after:
            self._of.fail_after -= 1
            raise UnavailableError("The connection broke.")


class Gym:
    """Running sessions with what they stand on."""

    def __init__(self, database: FailingDatabase, session_ids: tuple[SessionId, ...]) -> None:
        self.database = database
        self.session_id, self.other_id, _ = session_ids
        self.clock = ManualClock(NOW)
        self.told: list[tuple[SessionId, int]] = []
        self._tasks = TaskScope()
        self.running = self._new_running()

    def _new_running(self) -> RunningSessions:
        running = RunningSessions(self.database, self.clock, self._tasks)
        running.happened.connect(self._on_happened)
        return running

    def _on_happened(self, recorded: Recorded, _origin: str | None) -> None:
        self.told.append((recorded.event.session_id, recorded.seq))

    async def restart(self) -> None:
        """As after a crash: memory is gone, the log is there."""
        await self._tasks.close()
        self._tasks = TaskScope()
        self.running = self._new_running()
        await self.running.open()

    async def close(self) -> None:
        await self.running.close()
        await self._tasks.close()

    async def log(self, session_id: SessionId | None = None) -> list[Recorded]:
        async with self.database.read() as work:
            return await work.recordings.read(session_id or self.session_id)

    def started(self, at: float = NOW, **changes: Any) -> SessionStarted:
        return SessionStarted(**self._common(at) | changes)

    def readings(self, *heart_rates: float | None, at: float = NOW, **changes: Any) -> Any:
        values = tuple(
            Reading(
                player_id=ROWER,
                sensor_id=SensorId("strap"),
                at=at + index,
                heart_rate_bpm=heart_rate,  # type: ignore[arg-type] # JSON does not promise whole numbers
            )
            for index, heart_rate in enumerate(heart_rates)
        )
        return ReadingsReceived(**self._common(at) | {"readings": values} | changes)

    def _common(self, at: float) -> dict[str, Any]:
        return {
            "event_id": EventId(new_id()),
            "session_id": self.session_id,
            "at": utc(at),
            "actor": "trainer-001",
        }


@pytest_asyncio.fixture
async def gym(tmp_path: Path) -> AsyncIterator[Gym]:
    database = FailingDatabase(await open_database(f"sqlite:///{tmp_path / 'hub.db'}"))
    await load_sample_club(database)
    clock = ManualClock(NOW - 86400)
    created = await BundleService(database, clock).create(three_groups(), TRAINER)
    gym = Gym(database, tuple(session.id for session in created.sessions))  # type: ignore[arg-type]
    yield gym
    await gym.close()
    await database.close()


@pytest.mark.requirement(69)
async def test_that_an_event_is_told_only_after_it_is_in_the_log(gym: Gym) -> None:
    receipt = await gym.running.submit(gym.started())
    assert (receipt.seq, receipt.is_repeat) == (1, False)
    assert gym.told == [(gym.session_id, 1)]
    async with gym.database.read() as work:
        stored = await work.schedule.session(gym.session_id)
    assert stored is not None
    assert (stored.status, stored.started_at) == (SessionStatus.IN_PROGRESS, START)


async def test_that_a_failed_commit_is_refused_and_leaves_the_state_where_the_log_is(
    gym: Gym,
) -> None:
    gym.database.fail_before = 1
    start = gym.started()
    with pytest.raises(UnavailableError):
        await gym.running.submit(start)
    assert gym.told == []
    assert (await gym.running.state(gym.session_id)).status is SessionStatus.SCHEDULED
    assert await gym.log() == []
    receipt = await gym.running.submit(start)
    assert (receipt.seq, receipt.is_repeat) == (1, False)


async def test_that_a_commit_that_took_effect_unnoticed_is_found_and_told_once(gym: Gym) -> None:
    gym.database.fail_after = 1
    start = gym.started()
    with pytest.raises(UnavailableError):
        await gym.running.submit(start)
    assert gym.told == []
    receipt = await gym.running.submit(start)
    assert (receipt.seq, receipt.is_repeat) == (1, True)
    assert gym.told == [(gym.session_id, 1)]
    assert (await gym.running.submit(gym.readings(120))).seq == 2


async def test_that_an_id_used_in_another_session_is_refused_and_its_neighbours_are_kept(
    gym: Gym,
) -> None:
    first = gym.readings(120)
    await gym.running.submit(first)
    stolen = gym.readings(130, event_id=first.event_id, session_id=gym.other_id)
    stolen = msgspec.structs.replace(
        stolen,
        readings=(msgspec.structs.replace(stolen.readings[0], player_id=PlayerId("player-007")),),
    )
    outcomes = await asyncio.gather(
        gym.running.submit(gym.readings(121)),
        gym.running.submit(stolen),
        gym.running.submit(gym.readings(122)),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], ConflictError)
    assert len(await gym.log()) == 3
    assert await gym.log(gym.other_id) == []


def of_other_session(gym: Gym, event: ReadingsReceived) -> ReadingsReceived:
    """The same id, sent for another session."""
    own = msgspec.structs.replace(event.readings[0], player_id=PlayerId("player-007"))
    return msgspec.structs.replace(event, session_id=gym.other_id, readings=(own,))


@pytest.mark.parametrize("is_one_group", [True, False])
@pytest.mark.parametrize("most_remembered", [1, 1000])
async def test_that_an_id_of_another_session_is_never_acknowledged(
    gym: Gym, monkeypatch: pytest.MonkeyPatch, *, is_one_group: bool, most_remembered: int
) -> None:
    monkeypatch.setattr(course, "MOST_REMEMBERED", most_remembered)
    for earlier in (gym.readings(100), gym.readings(101)):
        await gym.running.submit(earlier)
    for later in (gym.readings(102), gym.readings(103)):
        await gym.running.submit(of_other_session(gym, later))
    event = gym.readings(120, 121)
    stolen = of_other_session(gym, event)
    if is_one_group:
        outcomes = await asyncio.gather(
            gym.running.submit(event),
            gym.running.submit(stolen),
            gym.running.submit(of_other_session(gym, gym.readings(99))),
            return_exceptions=True,
        )
        assert not isinstance(outcomes[2], BaseException)
        refusal = outcomes[1]
    else:
        await gym.running.submit(event)
        (refusal,) = await asyncio.gather(gym.running.submit(stolen), return_exceptions=True)
    assert isinstance(refusal, ConflictError)
    assert event.event_id not in [one.event.event_id for one in await gym.log(gym.other_id)]


async def test_that_what_comes_while_a_group_is_written_goes_into_the_next_in_order(
    gym: Gym,
) -> None:
    before = gym.database.commits
    receipts = await asyncio.gather(
        *(gym.running.submit(gym.readings(100 + index)) for index in range(120))
    )
    assert [receipt.seq for receipt in receipts] == list(range(1, 121))
    assert gym.told == [(gym.session_id, seq) for seq in range(1, 121)]
    assert gym.database.commits - before <= 3


async def test_that_the_same_event_twice_in_one_group_is_recorded_once(gym: Gym) -> None:
    event = gym.readings(120)
    receipts = await asyncio.gather(*(gym.running.submit(event) for _ in range(3)))
    assert [(one.seq, one.is_repeat) for one in receipts] == [(1, False), (1, True), (1, True)]
    assert len(await gym.log()) == 1


@pytest.mark.requirement(72)
async def test_that_a_state_after_a_restart_is_the_state_before_it(gym: Gym) -> None:
    await gym.running.submit(gym.started())
    event = gym.readings(*range(100, 160))
    gym.clock.move_to(NOW + 60)
    await gym.running.submit(event)
    before = await gym.running.state(gym.session_id)
    await gym.restart()
    assert gym.running.in_memory(gym.session_id) == before
    assert gym.running.is_any_running
    assert (await gym.running.submit(event)).is_repeat
    missed = gym.running.missed(gym.session_id, 1)
    assert missed is not None
    assert [one.seq for one in missed] == [2]


async def test_that_a_repeat_is_known_even_when_its_id_was_forgotten(
    gym: Gym, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "MOST_REMEMBERED", 10)
    events = [gym.readings(100 + index) for index in range(30)]
    for event in events:
        await gym.running.submit(event)
    again = await gym.running.submit(events[0])
    assert (again.seq, again.is_repeat) == (1, True)


@pytest.mark.parametrize(
    ("offset_s", "is_taken"), [(-600, True), (59, True), (-90_000, False), (61, False)]
)
async def test_that_late_events_are_taken_and_impossible_times_are_not(
    gym: Gym, *, offset_s: float, is_taken: bool
) -> None:
    if is_taken:
        await gym.running.submit(gym.started(NOW + offset_s))
    else:
        with pytest.raises(InvalidInputError, match="time"):
            await gym.running.submit(gym.started(NOW + offset_s))


async def test_that_a_phone_whose_clock_is_ahead_never_speaks_before_the_strap(gym: Gym) -> None:
    await gym.running.submit(gym.started())
    for second in range(1, 10):
        gym.clock.move_to(NOW + second)
        await gym.running.submit(gym.readings(150, at=NOW + second))
        ahead = PlayerMetrics(
            event_id=EventId(new_id()),
            session_id=gym.session_id,
            at=utc(NOW + second + 50),
            player_id=ROWER,
            heart_rate=90,
        )
        await gym.running.submit(ahead)
        state = await gym.running.state(gym.session_id)
        assert state.players[ROWER].heart_rate_bpm == 150
    assert max(one.event.instant for one in await gym.log()) <= NOW + 9
    assert state.players[ROWER].heart_rate_max_bpm == 150
    assert state.players[ROWER].heart_rate_beats == pytest.approx(8 * 150)


async def test_that_a_reading_that_is_no_number_does_not_spoil_its_batch(gym: Gym) -> None:
    await gym.running.submit(gym.readings(120, float("nan"), float("inf"), 251, -1, 121))
    (recorded,) = await gym.log()
    assert isinstance(recorded.event, ReadingsReceived)
    kept = [(one.heart_rate_bpm, one.heart_rate_quality) for one in recorded.event.readings]
    lie = Quality.IMPLAUSIBLE
    assert kept == [(120, Quality.GOOD), (251, lie), (-1, lie), (121, Quality.GOOD)]
    state = await gym.running.state(gym.session_id)
    assert state.players[ROWER].heart_rate_bpm == 121
    with pytest.raises(InvalidInputError):
        await gym.running.submit(gym.readings(float("nan")))


async def test_that_strangers_and_wrong_moments_are_refused(gym: Gym) -> None:
    common = {"event_id": EventId(new_id()), "at": utc(NOW)}
    stranger = PlayerMetrics(
        session_id=gym.session_id, player_id=PlayerId("player-018"), heart_rate=100, **common
    )
    with pytest.raises(NotFoundError, match="Unknown player"):
        await gym.running.submit(stranger)
    with pytest.raises(WrongStateError):
        await gym.running.submit(SessionPaused(session_id=gym.session_id, **common))
    with pytest.raises(NotFoundError):
        await gym.running.submit(SessionStarted(session_id=SessionId("none"), **common))
    assert gym.told == []


async def test_that_readings_that_come_after_the_end_renew_the_result(gym: Gym) -> None:
    await gym.running.submit(gym.started())
    gym.clock.move_to(NOW + 30)
    end = SessionEnded(session_id=gym.session_id, event_id=EventId(new_id()), at=utc(NOW + 20))
    await gym.running.submit(end)
    summary, _ = await gym.running.results.of(gym.session_id)
    assert summary.players[0].heart_rate_mean_bpm is None
    await gym.running.submit(gym.readings(*[140] * 15, at=NOW + 1))
    summary, traces = await gym.running.results.of(gym.session_id)
    assert summary.players[0].heart_rate_mean_bpm == pytest.approx(140)
    assert 140 in traces[0].heart_rate_bpm


async def test_that_a_profile_changed_after_the_start_changes_no_figure_of_the_session(
    gym: Gym,
) -> None:
    async def change(heart_rate_max_bpm: int) -> None:
        async with gym.database.write() as work:
            (player,) = await work.club.players([ROWER])
            changed = msgspec.structs.replace(player, heart_rate_max_bpm=heart_rate_max_bpm)
            await work.club.save_player(changed)
            await work.commit()

    await gym.running.submit(gym.readings(100))
    await change(190)
    await gym.running.submit(gym.started())
    await change(230)
    gym.clock.move_to(NOW + 30)
    # 90 % of 190: zone 5; of 230 it would be zone 3.
    await gym.running.submit(gym.readings(*[175] * 20, at=NOW + 1))
    await gym.restart()
    state = await gym.running.state(gym.session_id)
    assert state.players[ROWER].player.heart_rate_max_bpm == 190
    assert state.players[ROWER].seconds_in_zone[5] == pytest.approx(19)
    end = SessionEnded(session_id=gym.session_id, event_id=EventId(new_id()), at=utc(NOW + 21))
    await gym.running.submit(end)
    summary, _ = await gym.running.results.of(gym.session_id)
    assert summary.players[0].seconds_in_zone[5] == pytest.approx(20)
    async with gym.database.read() as work:
        session = await work.schedule.session(gym.session_id)
    assert session is not None
    assert session.bundle_id is not None
    report = await BundleReports(gym.database, gym.running.results).report(session.bundle_id)
    assert next(one for one in report.players if one.id == ROWER).heart_rate_max_bpm == 190


async def ended_with_late_readings(gym: Gym, *, failures: int) -> None:
    """A session whose result was stored; then readings come, and storing again fails."""
    await gym.running.submit(gym.started())
    gym.clock.move_to(NOW + 30)
    end = SessionEnded(session_id=gym.session_id, event_id=EventId(new_id()), at=utc(NOW + 20))
    await gym.running.submit(end)
    await gym.running.results.of(gym.session_id)

    def fail_the_next(_recorded: Recorded, _origin: str | None) -> None:
        gym.database.fail_before = failures

    # Told after the reading's own commit and before the result's.
    gym.running.happened.connect(fail_the_next)
    await gym.running.submit(gym.readings(*[140] * 15, at=NOW + 1))


async def test_that_a_report_has_every_acknowledged_reading_even_if_its_storing_failed(
    gym: Gym,
) -> None:
    await ended_with_late_readings(gym, failures=1000)
    summary, _ = await gym.running.results.of(gym.session_id)
    assert summary.players[0].heart_rate_mean_bpm == pytest.approx(140)
    gym.database.fail_before = 0
    await gym.restart()
    await gym.running.results.of(gym.session_id)
    async with gym.database.read() as work:
        stored = await work.recordings.result(gym.session_id)
    assert stored is not None
    assert stored[0].players[0].heart_rate_mean_bpm == pytest.approx(140)


async def test_that_storing_a_result_is_tried_again_until_it_works(gym: Gym) -> None:
    await ended_with_late_readings(gym, failures=2)
    commits = gym.database.commits
    for _ in range(2):
        await until(gym.clock.next_wake, "it waits before the next attempt")
        assert not await is_whole(gym)
        gym.clock.move_to(gym.clock.next_wake() or 0)
    await until(lambda: gym.database.commits > commits, "the result is stored")
    assert await is_whole(gym)


async def is_whole(gym: Gym) -> bool:
    async with gym.database.read() as work:
        return await work.recordings.has_whole_result(gym.session_id)


async def test_that_nothing_is_taken_any_more_once_the_hub_closes(gym: Gym) -> None:
    submitted = [
        asyncio.ensure_future(gym.running.submit(gym.readings(100 + index)))  # noqa: TID251
        for index in range(20)
    ]
    await asyncio.sleep(0)
    await gym.running.close()
    assert all(future.done() and future.exception() is None for future in submitted)
    with pytest.raises(UnavailableError):
        await gym.running.submit(gym.readings(99))
    await until(lambda: len(gym.told) == 20, "everything submitted was told")
