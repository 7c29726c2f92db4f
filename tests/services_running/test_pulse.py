"""The hub's own looks at running sessions, on a real database with a moved clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from typing_extensions import override

from core.clock import ManualClock
from core.domain.drafts import Customizations
from core.domain.ids import EventId, SensorId, SessionId, new_id
from core.domain.restriction import Restriction
from core.domain.sensor import Reading
from core.domain.session import SessionStatus
from core.domain.workout import Interval
from core.live.alerts.alert import Alert
from core.live.events import (
    ConditioningIntervalTransitioned,
    ConditioningZoneCompliance,
    ReadingsReceived,
    SessionStarted,
    utc,
)
from core.ports.storage import UnitOfWork
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.services.running.pulse import Pulse
from core.services.running.sessions import RunningSessions
from core.services.running.upkeep import STALE_S, Upkeep
from core.storage.database import SqlDatabase, open_database
from core.tasks import TaskScope
from tests.helpers.plans import START, STATIONS, TRAINER, player, players, station, three_groups

NOW = START.timestamp()
PLAN = Customizations(
    intervals=(
        Interval(name="Hard", duration_s=1800, target_zone=4),
        Interval(name="Easy", duration_s=1800, target_zone=2),
    )
)


class SlowReads(SqlDatabase):
    """A database whose answers take their time; a test says what happens meanwhile."""

    def __init__(self, database: SqlDatabase, meanwhile: Callable[[], Awaitable[None]]) -> None:
        self._database = database
        self._meanwhile = meanwhile

    @override
    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        await self._meanwhile()
        async with self._database.read() as work:
            yield work


class Hub:
    """One running session with upkeep and pulse; the test beats."""

    def __init__(self, database: SqlDatabase, clock: ManualClock, session_id: SessionId) -> None:
        self.database = database
        self.clock = clock
        self.session_id = session_id
        self.alerts: list[Alert] = []
        self.open()

    def open(self) -> None:
        self._tasks = TaskScope()
        self.running = RunningSessions(self.database, self.clock, self._tasks)
        self.upkeep = Upkeep(self.running, self.database, self.clock, self._tasks)
        self.pulse = Pulse(self.running, self.database, self.clock, self._tasks)
        self.pulse.alert_raised.connect(lambda alert, _state: self.alerts.append(alert))

    async def kill(self) -> None:
        await self._tasks.close()

    async def start(self) -> None:
        await self.running.submit(
            SessionStarted(
                event_id=EventId(new_id()), session_id=self.session_id, at=utc(self.clock.now())
            )
        )

    async def hear(self, at: float, bpm: int) -> None:
        self.clock.move_to(at)
        reading = Reading(
            player_id=player(1), sensor_id=SensorId("strap"), at=at, heart_rate_bpm=bpm
        )
        await self.running.submit(
            ReadingsReceived(
                event_id=EventId(new_id()),
                session_id=self.session_id,
                at=utc(at),
                readings=(reading,),
            )
        )

    async def beat_at(self, at: float, bpm: int | None = None) -> None:
        self.clock.move_to(at)
        if bpm is not None:
            await self.hear(at, bpm)
        await self.pulse.beat()

    async def transitions(self) -> list[ConditioningIntervalTransitioned]:
        log = await self.running.log(self.session_id)
        return [one.event for one in log if isinstance(one.event, ConditioningIntervalTransitioned)]


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    clock = ManualClock(NOW - 86400)
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}", clock=clock)
    await load_sample_club(database)
    sessions = tuple(
        station(name, kind, players(6 * at + 1, 6 * at + 6), customizations=PLAN)
        for at, (name, kind) in enumerate(STATIONS)
    )
    created = await BundleService(database, clock).create(three_groups(sessions=sessions), TRAINER)
    clock.move_to(NOW)
    made = Hub(database, clock, created.sessions[0].id)
    yield made
    await made.kill()
    await database.close()


@pytest.mark.requirement(44)
async def test_that_a_boundary_is_recorded_once_as_of_its_instant(hub: Hub) -> None:
    await hub.start()
    for second in range(1, 60):
        await hub.beat_at(NOW + second, bpm=150)
    for at in (1799.5, 1800.7, 1801.7, 1802.7):
        await hub.beat_at(NOW + at)
    (event,) = await hub.transitions()
    assert (event.instant, event.from_interval, event.to_interval) == (NOW + 1800, 0, 1)
    assert event.analysis[0].heart_rate_mean == pytest.approx(150)


@pytest.mark.requirement(44, 72)
async def test_that_the_sums_of_an_interval_outlive_a_crash(hub: Hub) -> None:
    await hub.start()
    await hub.beat_at(NOW + 1)
    for second in range(2, 30):
        await hub.beat_at(NOW + second, bpm=150)
    await hub.beat_at(NOW + 1799, bpm=120)
    await hub.beat_at(NOW + 1801)
    for second in range(1802, 1830):
        await hub.beat_at(NOW + second, bpm=120)
    await hub.kill()
    hub.open()
    await hub.running.open()
    await hub.beat_at(NOW + 1831)
    await hub.beat_at(NOW + 3601)
    last = (await hub.transitions())[-1]
    assert (last.from_interval, last.to_interval) == (1, 2)
    assert last.analysis[0].heart_rate_mean == pytest.approx(120, abs=1)


@pytest.mark.requirement(72)
async def test_that_boundaries_do_not_keep_a_session_alive_that_everybody_left(hub: Hub) -> None:
    await hub.start()
    await hub.beat_at(NOW + 60, bpm=150)
    await hub.beat_at(NOW + 1801)
    assert len(await hub.transitions()) == 1
    hub.clock.move_to(NOW + 60 + STALE_S)
    await hub.upkeep.check()
    state = await hub.running.state(hub.session_id)
    assert state.status is SessionStatus.FORCE_ENDED
    assert state.ended_at == NOW + 60


@pytest.mark.requirement(54)
async def test_that_what_medicine_allows_is_a_ceiling(hub: Hub) -> None:
    restriction = Restriction(
        id="r-ceiling",
        player_id=player(1),
        body_part="heart",
        valid_from=START.date(),
        intensity_ceiling_zone=2,
    )
    async with hub.database.write() as work:
        await work.club.save_restriction(restriction)
        await work.commit()
    await hub.start()
    for second in range(1, 40):
        await hub.beat_at(NOW + second, bpm=150)
    (alert,) = hub.alerts
    assert (alert.player_id, alert.text) == (player(1), "Heart rate above 70 % of the maximum")


async def test_that_a_slow_database_makes_nobody_unheard(hub: Hub) -> None:
    await hub.start()
    told: list[ConditioningZoneCompliance] = []

    async def ten_seconds_pass() -> None:
        for _ in range(10):
            await hub.hear(hub.clock.now() + 1, 140)

    slow = Pulse(hub.running, SlowReads(hub.database, ten_seconds_pass), hub.clock, hub._tasks)
    slow.compliance_changed.connect(told.append)
    await hub.hear(NOW + 30, 140)
    await slow.beat()
    assert hub.clock.now() >= NOW + 40
    assert [one.heart_rate for one in told] == [140]
