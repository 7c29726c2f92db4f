"""Creating a bundle of 3 sessions and 18 players: over HTTP, checked, reserved, durable."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from app.composition import start_hub
from app.settings import Settings
from benchmarks.figure import Figure
from core.client.hub_client import HubClient, sign_in_with_secret
from core.services.desk.demo_plan import plan_demo
from core.tasks import TaskScope

RUNS = 30
ONE_HOUR_S = 3600
LIMIT_MS = 50.0
SEED_LIMIT_MS = 2000.0


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    times_ms: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        tasks = TaskScope()
        hub = await start_hub(Settings(home=Path(home)), tasks, sample_club=True)
        client = HubClient(hub.address.url, sign_in_with_secret(hub.address.secret), tasks)
        for run in range(RUNS):
            draft = await plan_demo(client, time.time() + run * ONE_HOUR_S, minutes=60)
            started = time.perf_counter()
            await client.create_bundle(draft)
            times_ms.append((time.perf_counter() - started) * 1000)
        await client.close()
        await hub.stop()
        await tasks.close()
    median_ms = statistics.median(times_ms)
    return [
        Figure("bundle of 3 x 6 over REST, median", median_ms, "ms", "limit", LIMIT_MS, 1.0),
        Figure("the same, slowest (the first)", max(times_ms), "ms", "[S0]", SEED_LIMIT_MS, 1.0),
    ]
