"""Neither process's death takes the other along, nor loses an acknowledged reading."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.composition import Desk, Gym, find_hub_client, open_desk, start_hub
from app.demo import Demo
from app.hub_address import HubAddress
from app.hub_process import HubProcess
from app.settings import Settings
from core.client.hub_client import HubClient
from core.clock import SystemClock
from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.session import SessionStatus
from core.live.events import ReadingsReceived
from core.ports.hub_link import LinkStatus, SessionAction
from core.tasks import TaskScope
from tests.helpers.hub_clients import API, NAMESPACE, Api, Device, connected, signed_in
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


@pytest.mark.requirement(72)
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


@dataclass
class Training:
    """A desktop in a process of its own, in the middle of the demo, and the hub that it started."""

    home: Path
    tasks: TaskScope
    desktop: asyncio.subprocess.Process
    address: HubAddress
    client: HubClient
    bundle_id: BundleId

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home / "demo")

    async def kill(self) -> None:
        self.desktop.kill()
        await self.desktop.wait()


def headless(home: Path, *options: str) -> tuple[list[str], dict[str, str]]:
    command = [sys.executable, "-m", "app", "--demo", "--headless", *options]
    return command, os.environ | {"HOCKEYHUB_HOME": str(home)}


@asynccontextmanager
async def a_training(home: Path) -> AsyncIterator[Training]:
    command, environment = headless(home, "--minutes", "30")
    desktop = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    tasks = TaskScope()
    client = None
    settings = Settings(home=home / "demo")
    try:
        await until(
            lambda: settings.hub_file.exists() or desktop.returncode is not None,
            "the hub is up",
            LIMIT_S,
        )
        address, client = find_hub_client(settings, tasks)
        bundle_id = await _running_bundle(client)
        yield Training(home, tasks, desktop, address, client, bundle_id)
    finally:
        if client is not None:
            await client.close()
        if desktop.returncode is None:
            desktop.kill()
            await desktop.wait()
        if settings.hub_file.exists():
            hub = HubProcess(settings, tasks, sample_club=True)
            await hub.start()
            await hub.stop()
        await tasks.close()


async def test_that_a_killed_desktop_leaves_a_hub_that_the_next_start_finds_in_session(
    tmp_path: Path,
):
    async with a_training(tmp_path) as training:
        await training.kill()
        hub = HubProcess(training.settings, training.tasks, sample_club=True)
        found = await hub.start()
        assert found.pid == training.address.pid
        status = await training.client.bundle_status(training.bundle_id)
        assert {item.status for item in status.sessions} == {SessionStatus.IN_PROGRESS}


class Phone:
    """A player's own program: plain Socket.IO, and nothing of ours."""

    def __init__(self, device: Device, session_id: SessionId, player_id: PlayerId) -> None:
        self._device = device
        self._own = {"sessionId": session_id, "playerId": player_id}
        self.told: list[int] = []
        """Numbers under which its events were acknowledged."""
        self.cut_offs = 0
        device.client.on("disconnect", self._cut_off, namespace=NAMESPACE)

    def _cut_off(self, *_: object) -> None:
        self.cut_offs += 1

    async def join(self) -> int:
        joined = await self._device.ok("training:session:join", role="player", **self._own)
        return joined["session"]["seq"]

    async def tell_power(self, power_w: int) -> None:
        answer = await self._device.ok("training:player:metrics", power=power_w, **self._own)
        self.told.append(answer["seq"])

    async def hears(self, name: str) -> None:
        await self._device.named(name)

    @property
    def known(self) -> set[int]:
        """Numbers of all events that it heard of or has told itself."""
        heard = (payload.get("seq", 0) for _, payload in self._device.received)
        return {*heard, *self.told}


@pytest.mark.requirement(72, 75)
async def test_that_a_phone_goes_on_without_the_desktop_and_loses_nothing(tmp_path: Path):
    async with a_training(tmp_path) as training, signed_in_to(training) as trainer:
        session = (await training.client.bundle(training.bundle_id)).sessions[0]
        player_id = session.player_ids[0]
        token = await trainer.player_token(player_id)
        async with (
            connected(trainer.url, token) as device,
            connected(trainer.url, trainer.token) as stand_in,
        ):
            phone = Phone(device, session.id, player_id)
            joined_at = await phone.join()
            await phone.tell_power(201)
            await phone.hears("training:session:readings")  # his own strap, through the desktop
            await training.kill()
            await phone.tell_power(202)
            await stand_in.ok("training:session:join", sessionId=session.id, role="trainer")
            await stand_in.ok("training:session:message", sessionId=session.id, text="Go on!")
            await phone.hears("training:session:message")
            await phone.tell_power(203)
            await stand_in.ok("training:session:end", sessionId=session.id)
            await phone.hears("training:session:end")
            assert phone.cut_offs == 0
            path = f"{API}/sessions/{session.id}/recording?after={joined_at}"
            _, recorded = await trainer.call("GET", path, token=token)
        in_log = {entry["seq"] for entry in recorded}
        assert in_log >= set(phone.told)
        assert in_log <= phone.known
        powers = [entry["event"].get("power") for entry in recorded]
        assert [power for power in powers if power is not None] == [201, 202, 203]


async def test_that_the_next_demo_plays_beside_what_a_killed_one_left(tmp_path: Path):
    async with a_training(tmp_path) as training:
        await training.kill()
        command, environment = headless(tmp_path, "--minutes", "1", "--speed", "60")
        out = tmp_path / "out"
        again = await asyncio.create_subprocess_exec(
            *command, "--out", out, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await asyncio.wait_for(again.communicate(), LIMIT_S)
        assert again.returncode == 0, said.decode()
        assert "min earlier" in said.decode()
        assert (out / "team.pdf").exists()


@asynccontextmanager
async def signed_in_to(training: Training) -> AsyncIterator[Api]:
    async with signed_in(training.address.url, training.address.secret) as api:
        yield api


async def _running_bundle(client) -> str:
    """The bundle once each of its sessions has begun; they are told one after the other."""
    while True:
        for item in (await client.bundles()).items:
            status = await client.bundle_status(item.id)
            if all(one.status is SessionStatus.IN_PROGRESS for one in status.sessions):
                return item.id
        await asyncio.sleep(0.1)
