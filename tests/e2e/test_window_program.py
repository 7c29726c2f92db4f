"""The program with its window, as a process: start, training, log-out, and the next start."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.composition import find_hub_client
from app.hub_address import running_hub
from app.hub_process import HubProcess
from app.settings import Settings
from core.client.hub_client import HubClient
from core.domain.drafts import BundleSummary
from core.domain.session import SessionStatus
from core.tasks import TaskScope
from tests.helpers.program import environment, hub_of, run_program, started_program
from tests.helpers.waiting import until

LIMIT_S = 60.0
POLL_S = 0.2

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Of the demo. A hub that a failed test leaves behind is ended."""
    settings = Settings(home=tmp_path / "hockeyhub" / "demo")
    yield settings
    left = running_hub(settings)
    if left is not None and is_running(left.pid):
        os.kill(left.pid, signal.SIGKILL)


@pytest.fixture
def x_display() -> Iterator[str]:
    """An X server without a screen."""
    program = shutil.which("Xvfb")
    if program is None:
        reason = "Xvfb is not installed"
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(f"{reason} (REQUIRE_ALL=1)")
        pytest.skip(reason)
    reading, writing = os.pipe()
    with subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as number:
                yield f":{number.readline().strip()}"
        finally:
            server.terminate()


async def test_that_the_demo_trains_outlives_a_log_out_and_goes_on_at_the_next_start(
    tmp_path: Path, settings: Settings
) -> None:
    env = environment(tmp_path, QT_QPA_PLATFORM="offscreen")
    async with (
        started_program("--demo", env=env) as program,
        hub_of(settings) as (hub_pid, client),
    ):
        first = await bundle_in_training(client)
        await log_out(program)
        status = await client.bundle_status(first.id)
        assert {item.status for item in status.sessions} == {SessionStatus.IN_PROGRESS}
        before = await samples_at_the_hub(client, first)

    async with (
        started_program("--demo", env=env) as again,
        hub_of(settings) as (same_pid, client),
    ):
        assert same_pid == hub_pid
        async with asyncio.timeout(LIMIT_S):
            while await samples_at_the_hub(client, first) <= before:
                assert again.returncode is None
                await asyncio.sleep(POLL_S)
        assert [item.id for item in (await client.bundles()).items] == [first.id]
        await log_out(again)
    await stop_the_hub(settings)


async def test_that_the_demo_trains_on_an_x_display(
    tmp_path: Path, settings: Settings, x_display: str
) -> None:
    env = environment(tmp_path, DISPLAY=x_display, QT_QPA_PLATFORM="xcb")
    async with started_program("--demo", env=env) as program, hub_of(settings) as (_, client):
        await bundle_in_training(client)
        await log_out(program)
    await stop_the_hub(settings)


def test_that_without_a_display_it_says_so_with_the_way_on_and_starts_nothing(
    tmp_path: Path,
) -> None:
    done = run_program(tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "There is no display to open a window on. "
        "Run it on a desktop, or try: hockeyhub --demo --headless --out DIR\n"
    )
    assert not (tmp_path / "hockeyhub").exists()


async def bundle_in_training(client: HubClient) -> BundleSummary:
    """The one bundle, once all 18 players' hearts have been heard at the hub."""
    async with asyncio.timeout(LIMIT_S):
        while True:
            items = (await client.bundles()).items
            if items and items[0].status is SessionStatus.IN_PROGRESS:
                status = await client.bundle_status(items[0].id)
                mean_bpm = status.aggregate_metrics.average_heart_rate
                if mean_bpm is not None and await players_heard(client, items[0]) == 18:
                    assert 30 < mean_bpm < 220
                    return items[0]
            await asyncio.sleep(POLL_S)


async def players_heard(client: HubClient, bundle: BundleSummary) -> int:
    """Of how many players the hub has a heart rate."""
    report = await client.report(bundle.id)
    return sum(
        player.heart_rate_mean_bpm is not None
        for session in report.sessions
        for player in session.summary.players
    )


async def samples_at_the_hub(client: HubClient, bundle: BundleSummary) -> int:
    report = await client.report(bundle.id)
    return sum(
        player.samples_received for session in report.sessions for player in session.summary.players
    )


async def log_out(program: asyncio.subprocess.Process) -> None:
    """What the system sends at log-out; the program ends in good order."""
    program.send_signal(signal.SIGTERM)
    async with asyncio.timeout(20):
        _, said = await program.communicate()
    assert program.returncode == 0, said.decode()
    assert b"Traceback" not in said, said.decode()


async def stop_the_hub(settings: Settings) -> None:
    """The hub went on because training runs; end it."""
    tasks = TaskScope()
    address, client = find_hub_client(settings, tasks)
    await client.close()
    hub = HubProcess(settings, tasks, sample_club=True)
    assert (await hub.start()).pid == address.pid
    await hub.stop()
    await tasks.close()
    await until(lambda: not is_running(address.pid), "the hub has ended", LIMIT_S)


def is_running(pid: int) -> bool:
    """Whether a process does anything; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
