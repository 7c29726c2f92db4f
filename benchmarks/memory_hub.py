"""What an hour of three groups of six costs the hub's memory, its collector, and the disk.

The hub's own use cases on a real database; each batch is decoded anew, as from a socket.
"""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Literal

import msgspec

from benchmarks.figure import Figure
from benchmarks.memory import resident_mb
from core.clock import ManualClock
from core.domain.ids import EventId, PlayerId, SensorId, SessionId, new_id
from core.domain.sensor import Reading, SourceKind
from core.domain.user import Principal, Role
from core.live.events import ReadingsReceived, SessionEnded, SessionStarted, utc
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.sample import load_sample_club
from core.services.desk.demo_plan import plan_demo
from core.services.running.sessions import RunningSessions
from core.storage.database import open_database
from core.tasks import TaskScope

NOON = 1_770_000_000.0
SECONDS = 3600
BATCHES_PER_S = 4
TRAINER = Principal(subject="trainer", role=Role.TRAINER, name="Trainer")
PAUSE_LIMIT_MS = 10.0
MEMORY_LIMIT_MB = 25.0
SIZE_LIMIT = 0.1
PATIENCE_S = 120.0


class Pauses:
    """How long the garbage collector works at a time (not: waits for a processor)."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._started = 0.0

    def __call__(self, phase: Literal["start", "stop"], _info: dict[str, int]) -> None:
        now = time.thread_time()
        if phase == "start":
            self._started = now
        else:
            self.longest_s = max(self.longest_s, now - self._started)


class Body:
    """A player with a strap and an erg."""

    def __init__(self, player_id: PlayerId, number: int, random: Random) -> None:
        self._of = {"player_id": player_id}
        self._strap = SensorId(f"AA:00:00:00:00:{number:02X}")
        self._erg = SensorId(f"BB:00:00:00:00:{number:02X}")
        self._random = random
        self._bpm = 140
        self._distance_m = 0.0

    def say(self, at: float) -> tuple[Reading, Reading, Reading]:
        """One second: a heart rate with its intervals, and twice what the erg says."""
        random = self._random
        self._bpm = max(90, min(190, self._bpm + random.choice((-1, 0, 0, 1))))
        rr_ms = 60_000 / self._bpm
        intervals = tuple(round(rr_ms + random.gauss(0, 20)) * 1000 / 1024 for _ in range(2))
        heart = Reading(
            **self._of,
            sensor_id=self._strap,
            at=at + random.random(),
            heart_rate_bpm=self._bpm,
            rr_intervals_ms=intervals,
            source=SourceKind.SENSOR,
        )
        return heart, self._stroke(at + random.random() / 2), self._stroke(at + 0.5)

    def _stroke(self, at: float) -> Reading:
        watts = float(round(self._random.gauss(200, 10)))
        self._distance_m += watts / 100
        return Reading(
            **self._of,
            sensor_id=self._erg,
            at=at,
            power_w=watts,
            stroke_rate_spm=24.0,
            speed_mps=round(watts / 50, 3),
            distance_m=round(self._distance_m, 1),
            energy_kcal=float(int(self._distance_m / 20)),
            source=SourceKind.MACHINE,
        )


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        path, clock, tasks = Path(home) / "hub.db", ManualClock(NOON), TaskScope()
        database = await open_database(f"sqlite:///{path}", clock=clock)
        await load_sample_club(database)
        empty_mb = _used_mb(path)
        plan = await plan_demo(CatalogService(database), NOON, SECONDS / 60)  # type: ignore[arg-type]
        created = await BundleService(database, clock).create(plan, TRAINER)
        running = RunningSessions(database, clock, tasks)
        states = await running.states([one.id for one in created.sessions])
        groups = {one.session_id: _bodies(one.players) for one in states}
        pauses = Pauses()
        gc.collect()
        gc.freeze()  # as the hub does when it serves
        gc.callbacks.append(pauses)
        before_mb = resident_mb()
        await _hour(running, clock, groups)
        grown_mb = resident_mb() - before_mb
        gc.callbacks.remove(pauses)
        gc.unfreeze()
        rows_mb = _used_mb(path) - empty_mb
        for session_id in groups:
            await running.submit(SessionEnded(**_common(session_id, clock.now())))
        await _packed(path)
        packed_mb = _used_mb(path) - empty_mb
        await running.close()
        await tasks.close()
        await database.close()
    hour = "an hour of 18 players"
    return [
        Figure(f"{hour}, hub's memory grows", grown_mb, "MB", "limit", MEMORY_LIMIT_MB, 1.0),
        Figure(
            f"{hour}, longest pause of the collector",
            pauses.longest_s * 1000,
            "ms",
            "limit",
            PAUSE_LIMIT_MS,
            1.0,
        ),
        Figure(f"{hour}, packed with results", packed_mb, "MB", "in rows", rows_mb, SIZE_LIMIT),
    ]


def _bodies(player_ids: Iterable[PlayerId]) -> list[Body]:
    random = Random(1)  # noqa: S311 - simulation
    return [Body(player_id, number, random) for number, player_id in enumerate(player_ids)]


async def _hour(
    running: RunningSessions, clock: ManualClock, groups: dict[SessionId, list[Body]]
) -> None:
    for session_id in groups:
        await running.submit(SessionStarted(**_common(session_id, NOON)))
    for second in range(SECONDS):
        at = NOON + second
        clock.move_to(at + 1)
        batches: list[ReadingsReceived] = []
        for session_id, bodies in groups.items():
            said = sorted((one for body in bodies for one in body.say(at)), key=lambda one: one.at)
            for part in range(BATCHES_PER_S):
                readings = tuple(said[part::BATCHES_PER_S])
                event = ReadingsReceived(**_common(session_id, at), readings=readings)
                wire = msgspec.json.encode(event)
                batches.append(msgspec.json.decode(wire, type=ReadingsReceived))
        await asyncio.gather(*map(running.submit, batches))


def _common(session_id: SessionId, at: float) -> dict[str, Any]:
    return {"event_id": EventId(new_id()), "session_id": session_id, "at": utc(at)}


async def _packed(path: Path) -> None:
    """Wait until only starts and ends stand in rows."""
    async with asyncio.timeout(PATIENCE_S):
        # The storage tells nobody.
        while _asked(path, "SELECT count(*) > 50 FROM session_events"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


def _used_mb(path: Path) -> float:
    """Of the file, without its free pages."""
    pages = _asked(path, "PRAGMA page_count") - _asked(path, "PRAGMA freelist_count")
    return pages * _asked(path, "PRAGMA page_size") / 1e6


def _asked(path: Path, question: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(question).fetchone()[0])
