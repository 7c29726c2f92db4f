"""Which hub a desk takes for its own, and what it does to one that is not."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.hub_address import HubAddress, is_healthy, running_hub
from app.hub_process import HubProcess
from app.settings import Settings
from core.tasks import TaskScope
from tests.helpers.hub_process import running_hub as foreign_hub

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A program that got the number a hub once had."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("instance", ["of yesterday", "right, but with another secret"])
async def test_that_a_stale_note_of_a_hub_is_not_taken_for_ours_and_nobody_is_ended(
    tmp_path: Path, bystander: subprocess.Popen[bytes], instance: str
):
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    tasks = TaskScope()
    with foreign_hub(tmp_path) as other:
        note = {
            "url": other.url,
            "secret": "not the other's",
            "pid": bystander.pid,
            "instance": other.instance if instance.startswith("right") else instance,
        }
        settings.hub_file.write_text(json.dumps(note))
        hub = HubProcess(settings, tasks, sample_club=False)
        found = await hub.start()
        assert found.url != other.url
        assert running_hub(settings) == found
        await hub.stop()
        assert bystander.poll() is None
        assert not settings.hub_file.exists()
    await tasks.close()


async def test_that_an_adopted_hub_is_gone_when_stop_returns(tmp_path: Path):
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    first_tasks, tasks = TaskScope(), TaskScope()
    first: HubAddress = await HubProcess(settings, first_tasks, sample_club=False).start()
    await first_tasks.close()

    hub = HubProcess(settings, tasks, sample_club=False)
    assert await hub.start() == first
    await hub.stop()
    assert not _answers(first)
    assert not settings.hub_file.exists()
    await tasks.close()


async def test_that_a_computer_that_starts_no_process_now_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    tasks = TaskScope()
    hub = HubProcess(settings, tasks, sample_club=False)
    first = await hub.start()
    told: list[str] = []
    hub.lost.connect(told.append)
    command = sys.executable
    monkeypatch.setattr(sys, "executable", str(tmp_path / "not there"))
    hub.lost.connect(
        lambda text: "cannot be started" in text and monkeypatch.setattr(sys, "executable", command)
    )
    back = tasks.start(_next_back(hub), name="back")
    os.kill(first.pid, 9)
    await back
    assert any("cannot be started" in text for text in told)
    await hub.stop()
    await tasks.close()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
async def test_that_nobody_else_can_read_what_is_kept(tmp_path: Path):
    settings = Settings(home=tmp_path / "home")
    settings.home.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        settings.prepare()
        tasks = TaskScope()
        hub = HubProcess(settings, tasks, sample_club=False)
        await hub.start()
        kept = [settings.home, *settings.home.rglob("*")]
        assert "hub.db" in {path.name for path in kept}
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in kept} == {0}
        await hub.stop()
        await tasks.close()
    finally:
        os.umask(before)


async def _next_back(hub: HubProcess) -> None:
    came = asyncio.Event()
    hub.back.connect(came.set)
    await came.wait()


def _answers(address: HubAddress) -> bool:
    host, port = address.url.removeprefix("http://").split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 needs to be set up first")
@pytest.mark.parametrize("is_open", [True, False])
async def test_that_other_addresses_reach_the_hub_only_where_the_trainer_opened_it(
    tmp_path: Path, *, is_open: bool, unused_tcp_port_factory: Callable[[], int]
):
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    tasks = TaskScope()
    hub = HubProcess(
        settings, tasks, sample_club=False, lan_port=unused_tcp_port_factory() if is_open else None
    )
    try:
        address = await hub.start()
        assert await is_healthy(address)
        elsewhere = address.url.replace("127.0.0.1", "127.0.0.2")
        assert await is_healthy(dataclasses.replace(address, url=elsewhere)) is is_open
    finally:
        await hub.stop()
        await tasks.close()
