"""`kill -9` of the hub in mid-session until the desk is online again."""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import tempfile
import time
from pathlib import Path

from app.composition import start_hub
from app.settings import Settings
from benchmarks.figure import Figure
from core.client.hub_client import HubClient, sign_in_with_secret
from core.ports.hub_link import LinkStatus, SessionAction
from core.services.desk.demo_plan import plan_demo
from core.tasks import TaskScope

RUNS = 5
LIMIT_S = 3.0


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    away_s: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        tasks = TaskScope()
        hub = await start_hub(Settings(home=Path(home)), tasks, sample_club=True)
        client = HubClient(hub.address.url, sign_in_with_secret(hub.address.secret), tasks)
        await client.open()
        created = await client.create_bundle(await plan_demo(client, time.time(), minutes=60))
        for session in created.sessions:
            await client.join(session.id)
            await client.act(session.id, SessionAction.START, time.time())
        for _ in range(RUNS):
            changes: asyncio.Queue[LinkStatus] = asyncio.Queue()
            undo = client.status_changed.connect(lambda status, _: changes.put_nowait(status))  # noqa: B023
            killed_at = time.perf_counter()
            os.kill(hub.address.pid, signal.SIGKILL)
            while await changes.get() is not LinkStatus.ONLINE:
                pass
            away_s.append(time.perf_counter() - killed_at)
            undo()
        await client.close()
        await hub.stop()
        await tasks.close()
    median_s = statistics.median(away_s)
    return [Figure("hub killed until online again", median_s, "s", "limit", LIMIT_S, 1.0)]
