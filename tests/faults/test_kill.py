"""`kill -9` at random moments under load: nothing acknowledged is lost, nothing counts twice.

Eight kills in the suite; `HOCKEYHUB_SOAK=1` makes it two hundred.
"""

from __future__ import annotations

import asyncio
import logging
import random
import statistics
import subprocess
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.helpers.event_storm import (
    IS_SOAK,
    Storm,
    assert_counted_once,
    assert_nothing_acknowledged_is_missing,
    begin_storm,
    send_until_gone,
)
from tests.helpers.hub_clients import API, Api, connected, signed_in
from tests.helpers.hub_process import ROOT, hub_command, hub_environment, running_hub

KILLS = 200 if IS_SOAK else 8
KILLS_IN_ONE_TRAINING = 8
EVENTS_AT_ONCE = 180
SEED = 20261121

pytestmark = pytest.mark.timeout(1800 if IS_SOAK else 150)


@pytest.mark.requirement(72)
async def test_that_a_hub_killed_at_any_moment_keeps_what_it_acknowledged_and_counts_it_once(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    back_after_s: list[float] = []
    killed_busy = 0
    for training in range(KILLS // KILLS_IN_ONE_TRAINING):
        day = (date(2031, 1, 1) + timedelta(days=training)).isoformat()
        with running_hub(tmp_path) as hub:
            async with signed_in(hub.url, hub.secret) as desk:
                storm = await begin_storm(desk, day)
            hub.kill()
        for number in range(KILLS_IN_ONE_TRAINING):
            if number % 4 == 3:
                await kill_while_starting(tmp_path, chance.uniform(0, 1.2))
            back_after_s.append(await kill_under_load(tmp_path, storm, chance))
            killed_busy += bool(storm.open)
        await end_well(tmp_path, storm)
    report = (
        f"{KILLS} kills, {killed_busy} with events under way; sessions went on after "
        f"{statistics.median(back_after_s):.2f} s (median), {max(back_after_s):.2f} s (worst)"
    )
    record_property("kills", report)
    logging.getLogger(__name__).warning(report)
    assert killed_busy > KILLS / 4
    assert statistics.median(back_after_s) < 3


async def kill_while_starting(folder: Path, after_s: float) -> None:
    """A kill that hits opening, recovering or migrating."""
    process = await asyncio.create_subprocess_exec(
        *hub_command(f"sqlite:///{folder / 'hub.db'}", "--port", "0"),
        cwd=ROOT,
        env=hub_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    await asyncio.sleep(after_s)
    process.kill()
    await process.wait()


async def kill_under_load(folder: Path, storm: Storm, chance: random.Random) -> float:
    """One life of a hub; seconds from its start until the sessions were known to go on."""
    start = time.monotonic()
    with running_hub(folder) as hub:
        async with (
            signed_in(hub.url, hub.secret) as desk,
            connected(hub.url, desk.token) as one,
            connected(hub.url, desk.token) as other,
        ):
            await assert_they_go_on(desk, storm)
            back_after_s = time.monotonic() - start
            await assert_nothing_acknowledged_is_missing(desk, storm)
            # Both send what was left unanswered, so everything is repeated at the same time, too.
            events = [*storm.open, *storm.more(EVENTS_AT_ONCE)]
            sending = [
                asyncio.ensure_future(send_until_gone(storm, device, events))  # noqa: TID251
                for device in (one, other)
            ]
            await asyncio.sleep(chance.uniform(0, 0.25))
            hub.kill()
            for task in sending:
                task.cancel()
            for outcome in await asyncio.gather(*sending, return_exceptions=True):
                assert outcome is None or isinstance(outcome, asyncio.CancelledError), outcome
    return back_after_s


async def assert_they_go_on(desk: Api, storm: Storm) -> None:
    for session_id in storm.session_ids:
        state = await desk.ok("GET", f"{API}/sessions/{session_id}/state")
        assert state["session"]["status"] == "in_progress"


async def end_well(folder: Path, storm: Storm) -> None:
    """The rest arrives, the sessions are ended and the hub killed at once; figures are right."""
    end = {"timestamp": storm.over_at * 1000}
    with running_hub(folder) as hub:
        async with (
            signed_in(hub.url, hub.secret) as desk,
            connected(hub.url, desk.token) as device,
        ):
            await storm.insist(device, list(storm.sent.values()))
            for session_id in storm.session_ids:
                await device.ok("training:session:end", sessionId=session_id, **end)
        hub.kill()
    with running_hub(folder) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            await assert_nothing_acknowledged_is_missing(desk, storm)
            assert storm.open == []
            await assert_counted_once(desk, storm.session_ids[0], storm)
