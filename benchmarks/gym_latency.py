"""36 virtual devices in real time: from the peripheral's send to the desk's board."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

from app.composition import Gym, open_desk, start_hub
from app.demo import Demo
from app.settings import Settings
from benchmarks.figure import Figure
from core.clock import SystemClock
from core.domain.sensor import SensorReading
from core.tasks import TaskScope

SECONDS = 30
LIMIT_MS = 50.0
QUARTERS = 4


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    delays_ms: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        tasks, clock = TaskScope(), SystemClock()
        gym = Gym(clock)
        settings = Settings(home=Path(home))
        hub = await start_hub(settings, tasks, sample_club=True)
        desk = await open_desk(settings, hub, gym.source(clock, 1), clock, tasks)
        demo = Demo(desk, gym)
        await demo.set_up()
        await gym.start()
        await demo.connect()
        await demo.start()

        def on_board(reading: SensorReading) -> None:
            # Connected after the floor, so the board has the reading now. Devices send on whole
            # quarters of a second.
            sent_at = int(reading.at * QUARTERS) / QUARTERS
            delays_ms.append((clock.now() - sent_at) * 1000)

        await gym.settle()
        sent_before = gym.notifications_sent
        desk.sensors.reading_received.connect(on_board)
        await clock.sleep(SECONDS)
        await gym.settle()
        lost = gym.notifications_sent - sent_before - len(delays_ms)
        await desk.close(stop_hub=True)
        await gym.close()
    p99_ms = statistics.quantiles(delays_ms, n=100)[98]
    return [
        Figure("36 devices, send to board, p99", p99_ms, "ms", "limit", LIMIT_MS, 1.0),
        Figure("36 devices, notifications lost + 1", lost + 1, "", "none lost", 1.0, 1.0),
    ]
