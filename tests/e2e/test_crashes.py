"""Neither process's death takes the other along, nor loses an acknowledged reading."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.composition import Desk, Gym, find_hub_client, open_desk, start_hub
from app.demo import Demo
from app.hub_process import HubProcess
from app.settings import Settings
from core.clock import SystemClock
from core.domain.session import SessionStatus
from core.live.events import ReadingsReceived
from core.ports.hub_link import LinkStatus, SessionAction
from core.tasks import TaskScope
from tests.helpers.waiting import until

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 60.0

pytestmark = pytest.mark.timeout(150)


@asynccontextmanager
async def a_desk(home: Path) -> AsyncIterator[tuple[Desk, Gym]]:
    failures: list[tuple[str, BaseException]] = []
    tasks = TaskScope(lambda name, error: failures.append((name, error)))
    clock = SystemClock()
    gym = Gym(clock)
    settings = Settings(home=home)
    hub = await start_hub(settings, tasks, sample_club=True)
    desk = await open_desk(settings, hub, gym.source(clock, 1), clock, tasks)
    await gym.start()
    try:
        yield desk, gym
    finally:
        await desk.close(stop_hub=True)
        await gym.close()
    assert failures == []


async def test_that_a_killed_hub_comes_back_by_itself_with_every_acknowledged_reading(
    tmp_path: Path,
):
    async with a_desk(tmp_path) as (desk, gym):
        told: list[str] = []
        desk.hub.lost.connect(told.append)
        demo = Demo(desk, gym)
        bundle = await demo.set_up()
        await demo.connect()
        await demo.start()
        session = bundle.sessions[0]
        heard: list[tuple[str, float]] = []
        desk.sensors.reading_received.connect(
            lambda reading: heard.append((reading.sensor_id, reading.at))
        )
        await until(lambda: len(heard) > 60, "readings arrive", LIMIT_S)
        await desk.courier.delivered()
        acknowledged = set(heard)

        os.kill(desk.hub.address.pid, signal.SIGKILL)
        await until(lambda: desk.link.status is LinkStatus.AWAY, "the window says so", LIMIT_S)
        await until(lambda: desk.link.status is LinkStatus.ONLINE, "the hub is back", LIMIT_S)
        assert told

        count = len(heard)
        await until(lambda: len(heard) > count + 60, "the session goes on", LIMIT_S)
        await desk.floor.act(session.id, SessionAction.PAUSE)
        await desk.courier.delivered()
        recorded = [
            (reading.sensor_id, reading.at)
            for item in bundle.sessions
            for entry in await desk.link.recording(item.id)
            if isinstance(entry.event, ReadingsReceived)
            for reading in entry.event.readings
        ]
        assert acknowledged <= set(recorded)
        assert len(recorded) == len(set(recorded))
        status = await desk.link.bundle_status(bundle.id)
        assert [item.status for item in status.sessions] == [
            SessionStatus.PAUSED,
            SessionStatus.IN_PROGRESS,
            SessionStatus.IN_PROGRESS,
        ]


async def test_that_a_killed_desktop_leaves_a_hub_that_the_next_start_finds_in_session(
    tmp_path: Path,
):
    command = [sys.executable, "-m", "app", "--demo", "--headless", "--minutes", "30"]
    environment = os.environ | {"HOCKEYHUB_HOME": str(tmp_path)}
    settings = Settings(home=tmp_path / "demo")
    desktop = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    tasks = TaskScope()
    client = None
    try:
        await until(settings.hub_file.exists, "the hub is up", LIMIT_S)
        address, client = find_hub_client(settings, tasks)
        bundle_id = await _running_bundle(client)
        desktop.kill()
        await desktop.wait()

        hub = HubProcess(settings, tasks, sample_club=True)
        found = await hub.start()
        assert found.pid == address.pid
        status = await client.bundle_status(bundle_id)
        assert {item.status for item in status.sessions} == {SessionStatus.IN_PROGRESS}
        await hub.stop()
    finally:
        if client is not None:
            await client.close()
        if desktop.returncode is None:
            desktop.kill()
            await desktop.wait()
        await tasks.close()


async def _running_bundle(client) -> str:
    """The bundle once each of its sessions has begun; they are told one after the other."""
    while True:
        for item in (await client.bundles()).items:
            status = await client.bundle_status(item.id)
            if all(one.status is SessionStatus.IN_PROGRESS for one in status.sessions):
                return item.id
        await asyncio.sleep(0.1)
