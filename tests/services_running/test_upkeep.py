"""What the hub does by itself: ends what everybody left, packs what ended, copies daily."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.clock import ManualClock
from core.domain.ids import EventId, SensorId, SessionId, new_id
from core.domain.sensor import Reading
from core.domain.session import SessionStatus
from core.live.events import ReadingsReceived, SensorReassigned, SessionEnded, SessionStarted, utc
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.services.running import compaction, course
from core.services.running.sessions import RunningSessions
from core.services.running.upkeep import GRACE_S, STALE_S, Upkeep
from core.storage.database import SqlDatabase, open_database
from core.storage.repositories.reading_packer import ReadingPacker
from core.tasks import TaskScope
from tests.helpers.plans import START, TRAINER, player, three_groups
from tests.helpers.waiting import until

NOW = START.timestamp()


class Hub:
    """Running sessions with their upkeep, on a real database."""

    def __init__(
        self, database: SqlDatabase, session_id: SessionId, path: Path, clock: ManualClock
    ) -> None:
        self.database = database
        self.session_id = session_id
        self.path = path
        self.clock = clock
        self.open()

    def open(self) -> None:
        self._tasks = TaskScope()
        self.running = RunningSessions(self.database, self.clock, self._tasks)
        self.upkeep = Upkeep(self.running, self.database, self.clock, self._tasks)

    async def kill(self) -> None:
        await self._tasks.close()

    async def submit(self, kind: type[Any], at: float, **fields: object) -> None:
        event = kind(event_id=EventId(new_id()), session_id=self.session_id, at=utc(at), **fields)
        await self.running.submit(event)

    async def readings(self, at: float, number: int = 1) -> None:
        reading = Reading(
            player_id=player(number), sensor_id=SensorId("strap"), at=at, heart_rate_bpm=140
        )
        await self.submit(ReadingsReceived, at, readings=(reading,))

    async def check_at(self, at: float) -> SessionStatus:
        self.clock.move_to(at)
        await self.upkeep.check()
        return (await self.running.state(self.session_id)).status

    def rows(self) -> int:
        with closing(sqlite3.connect(self.path)) as connection:
            found = connection.execute("SELECT count(*) FROM session_events").fetchone()
            return int(found[0])


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    path = tmp_path / "hub.db"
    clock = ManualClock(NOW - 86400)
    database = await open_database(f"sqlite:///{path}", clock=clock)
    await load_sample_club(database)
    created = await BundleService(database, clock).create(three_groups(), TRAINER)
    clock.move_to(NOW)
    hub = Hub(database, created.sessions[0].id, path, clock)
    yield hub
    await hub.kill()
    await database.close()


@pytest.mark.requirement(72)
async def test_that_a_session_without_an_event_for_an_hour_is_ended_with_what_it_had(
    hub: Hub,
) -> None:
    await hub.submit(SessionStarted, NOW)
    hub.clock.move_to(NOW + 300)
    await hub.readings(NOW + 300)
    assert await hub.check_at(NOW + 300 + STALE_S - 1) is SessionStatus.IN_PROGRESS
    assert await hub.check_at(NOW + 300 + STALE_S) is SessionStatus.FORCE_ENDED
    state = await hub.running.state(hub.session_id)
    assert state.ended_at == NOW + 300
    summary, _ = await hub.running.results.of(hub.session_id)
    assert (summary.active_s, summary.players[0].samples_received) == (300.0, 1)


async def test_that_after_a_long_outage_devices_get_time_to_come_back_first(hub: Hub) -> None:
    await hub.submit(SessionStarted, NOW)
    await hub.kill()
    hub.clock.move_to(NOW + 3 * 86400)
    hub.open()
    await hub.running.open()
    back = hub.clock.now()
    assert await hub.check_at(back + GRACE_S - 1) is SessionStatus.IN_PROGRESS
    assert await hub.check_at(back + GRACE_S) is SessionStatus.FORCE_ENDED
    assert (await hub.running.state(hub.session_id)).ended_at == NOW


async def test_that_a_copy_waits_for_the_end_of_training_but_not_for_ever(hub: Hub) -> None:
    folder = hub.path.parent / "backups"
    await hub.upkeep.check()
    await hub.submit(SessionStarted, NOW)
    made: dict[float, int] = {}
    for half_hours in range(1, 73):
        now = NOW + half_hours * 1800
        hub.clock.move_to(now)
        await hub.readings(now)
        assert await hub.check_at(now) is SessionStatus.IN_PROGRESS
        made[half_hours / 2] = len(list(folder.iterdir()))
    assert [hours for hours, copies in made.items() if copies == 2] == [36.0]


async def test_that_an_ended_session_is_packed_and_can_still_be_corrected(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "_AT_LEAST", 10)
    await hub.submit(SessionStarted, NOW)
    for second in range(1, 31):
        await hub.readings(NOW + second)
    hub.clock.move_to(NOW + 60)
    await hub.submit(SessionEnded, NOW + 31)
    await until(lambda: hub.rows() == 2, "the readings are packed")
    log = await hub.running.log(hub.session_id)
    assert [one.seq for one in log] == list(range(1, 33))
    repeat = log[5].event
    assert (await hub.running.submit(repeat)).is_repeat
    await hub.submit(
        SensorReassigned,
        NOW + 60,
        sensor_id=SensorId("strap"),
        from_player_id=player(1),
        to_player_id=player(2),
        since=NOW,
    )
    summary, _ = await hub.running.results.of(hub.session_id)
    received = {one.player_id: one.samples_received for one in summary.players}
    assert (received[player(1)], received[player(2)]) == (0, 30)


async def test_that_packing_goes_on_after_a_crash(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "_AT_LEAST", 10)
    await hub.submit(SessionStarted, NOW)
    for second in range(1, 31):
        await hub.readings(NOW + second)
    before = await hub.running.log(hub.session_id)

    async def crash(*_: object) -> bool:
        raise AssertionError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(ReadingPacker, "store_packed", crash)
        await hub.submit(SessionEnded, NOW + 31)
        await hub.running.results.of(hub.session_id)
    await hub.kill()
    assert hub.rows() == 32
    hub.open()
    await hub.running.open()
    await until(lambda: hub.rows() == 2, "the readings are packed")
    assert (await hub.running.log(hub.session_id))[:31] == before


async def test_that_memory_keeps_no_more_than_the_last_readings_of_a_session(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "TAIL_READINGS", 20)
    await hub.submit(SessionStarted, NOW)
    for second in range(1, 51):
        await hub.readings(NOW + second)
    missed = hub.running.missed(hub.session_id, 31)
    assert missed is not None
    assert [one.seq for one in missed] == list(range(32, 52))
    assert hub.running.missed(hub.session_id, 30) is None
    assert not any(gc.is_tracked(one) for one in missed)
    assert not any(gc.is_tracked(one.event) for one in missed)
