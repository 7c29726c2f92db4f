"""The clock is set, a day has 23 or 25 hours, the computer sleeps: durations are right."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typing_extensions import override

from core.clock import ManualClock
from core.domain.ids import EventId, SensorId, SessionId, new_id
from core.domain.sensor import Reading
from core.live.events import (
    ReadingsReceived,
    SessionEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    utc,
)
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.services.running.clock_watch import ClockWatch
from core.services.running.sessions import RunningSessions
from core.storage.database import SqlDatabase, open_database
from core.tasks import TaskScope
from tests.helpers.hub_clients import API, Api, bundle_draft
from tests.helpers.plans import START, TRAINER, player, three_groups

NOW = START.timestamp()
HOUR_S = 3600.0


class SetClock(ManualClock):
    """A clock that somebody sets; what is measured besides goes on."""

    def __init__(self, start: float) -> None:
        super().__init__(start)
        self.set_by_s = 0.0

    @override
    def now(self) -> float:
        return super().now() + self.set_by_s


class Gym:
    """One running session whose every event is dated by the wall's clock."""

    def __init__(
        self, database: SqlDatabase, path: Path, clock: SetClock, session_id: SessionId
    ) -> None:
        self.clock = clock
        self._session_id = session_id
        self._path = path
        self.tasks = TaskScope()
        self.running = RunningSessions(database, clock, self.tasks)
        self.watch = ClockWatch(self.running, database, clock, clock.monotonic, self.tasks)

    async def tell(self, kind: type[Any], **fields: Any) -> None:
        at = utc(self.clock.now())
        event = kind(event_id=EventId(new_id()), session_id=self._session_id, at=at, **fields)
        await self.running.submit(event)

    async def train(self, seconds: int) -> None:
        """Let time pass with a reading each second."""
        for _ in range(seconds):
            await self.clock.advance(1)
            reading = Reading(
                player_id=player(1),
                sensor_id=SensorId("strap"),
                at=self.clock.now(),
                heart_rate_bpm=140,
            )
            await self.tell(ReadingsReceived, readings=(reading,))

    async def set_clock(self, by_s: float) -> None:
        """Set it, and let a second pass in which the hub may notice."""
        self.clock.set_by_s += by_s
        await self.clock.advance(0)
        await self.watch.check()

    def noted(self) -> list[float]:
        """By how much the audit log says that the clock was set."""
        with closing(sqlite3.connect(self._path)) as connection:
            query = "SELECT detail FROM audit_log WHERE action = 'clock.set' ORDER BY id"
            return [json.loads(row[0])["byS"] for row in connection.execute(query)]

    async def active_s(self) -> tuple[float, float]:
        """Of the session and of its first player; no interval is negative."""
        summary, _ = await self.running.results.of(self._session_id)
        assert all(end >= start for start, end in summary.active_spans)
        return summary.active_s, summary.players[0].active_s


@pytest.fixture
async def gym(tmp_path: Path) -> AsyncIterator[Gym]:
    clock = SetClock(NOW)
    path = tmp_path / "hub.db"
    database = await open_database(f"sqlite:///{path}", clock=clock)
    await load_sample_club(database)
    created = await BundleService(database, clock).create(three_groups(), TRAINER)
    gym = Gym(database, path, clock, created.sessions[0].id)
    yield gym
    await gym.tasks.close()
    await database.close()


async def test_that_a_clock_put_forward_by_an_hour_makes_no_session_longer(gym: Gym) -> None:
    await gym.tell(SessionStarted)
    await gym.train(60)
    await gym.set_clock(HOUR_S)
    await gym.train(60)
    await gym.tell(SessionEnded)
    assert await gym.active_s() == (pytest.approx(120, abs=1), pytest.approx(120, abs=1))
    assert gym.noted() == [HOUR_S]


async def test_that_a_clock_put_back_makes_nothing_negative_and_is_noted(gym: Gym) -> None:
    await gym.tell(SessionStarted)
    await gym.train(60)
    await gym.set_clock(-HOUR_S)
    await gym.train(60)
    await gym.tell(SessionPaused)
    await gym.tell(SessionResumed)
    await gym.set_clock(HOUR_S)
    await gym.train(60)
    await gym.tell(SessionEnded)
    session_s, player_s = await gym.active_s()
    assert 60 <= session_s <= 180
    assert 0 <= player_s <= session_s
    assert gym.noted() == [-HOUR_S, HOUR_S]


async def test_that_a_computer_that_slept_ten_minutes_has_trained_on_meanwhile(gym: Gym) -> None:
    await gym.tell(SessionStarted)
    await gym.train(60)
    await gym.clock.advance(600)
    await gym.train(60)
    await gym.tell(SessionEnded)
    assert await gym.active_s() == (720, 720)
    assert gym.noted() == []


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"], ids=["23 hours", "25 hours"])
async def test_that_an_hour_is_an_hour_on_the_days_the_clocks_are_changed(
    desk: Api, day: str
) -> None:
    draft = bundle_draft(day)
    draft["commonProperties"] |= {"startTime": "01:30", "duration": 120, "mayBePast": True}
    created = await desk.ok("POST", f"{API}/session-bundles", draft)
    facility = next(
        one
        for one in await desk.ok("GET", f"{API}/facilities")
        if one["id"] == draft["commonProperties"]["facilityId"]
    )
    session = await desk.ok("GET", f"{API}/sessions/{created['sessions'][0]['id']}")
    starts_at = datetime.fromisoformat(session["startsAt"])
    here = starts_at.astimezone(ZoneInfo(facility["timeZone"]))
    assert (here.hour, here.minute, session["durationMin"]) == (1, 30, 120)
    held = await desk.ok("GET", f"{API}/session-bundles/{created['bundleId']}/reservations")
    for one in held:
        start, end = (datetime.fromisoformat(one[name]) for name in ("startsAt", "endsAt"))
        assert (end - start).total_seconds() >= 120 * 60
        assert start <= starts_at
