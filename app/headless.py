"""`hockeyhub --demo --headless`: the main job with no display, many times faster than life."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from app.composition import (
    Desk,
    Gym,
    find_hub_client,
    open_desk,
    open_gym,
    start_capture,
    start_hub,
)
from app.demo import Demo, Script, script_of
from app.log import set_up_logging
from app.settings import Settings, default_settings
from core.clock import PacedClock
from core.domain.ids import BundleId
from core.domain.session import Bundle
from core.errors import HockeyHubError
from core.live.board import LiveBoard
from core.services.desk.demo_plan import free_start
from core.services.desk.exports import ReportExport
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_EARLIER_S = 120.0
"""The played hour ends about now: it starts that long, and its own length, before."""
_PROGRESS_LINES = 10


def run_headless(options: argparse.Namespace) -> int:
    """Run the demo and leave its files in `--out`."""
    script = script_of(options)
    with _home() as settings:
        settings.prepare()
        set_up_logging(settings.log)
        with asyncio.Runner(loop_factory=_new_loop) as runner:
            runner.run(_run(options, script, settings))
    return 0


async def _run(options: argparse.Namespace, script: Script, settings: Settings) -> None:
    failures: list[BaseException] = []

    def failed(name: str, error: BaseException) -> None:
        _log.error("task %s failed", name, exc_info=error)
        failures.append(error)

    tasks = TaskScope(failed)
    async with AsyncExitStack() as beginning:
        hub = await start_hub(settings, tasks, sample_club=True)
        beginning.push_async_callback(hub.stop)
        clock = PacedClock(start=await _start(settings, tasks, script.minutes))
        gym = open_gym(clock, options.seed, options.gym)
        clock.settle = gym.settle
        sensors = gym.source(clock, options.seed)
        end_capture = start_capture(options.capture, sensors, clock)
        desk = await open_desk(settings, hub, sensors, clock, tasks)
        beginning.pop_all()
    try:
        tasks.spawn(clock.run(), name="clock")
        await _main_job(options, script, desk, gym, clock)
    finally:
        await desk.close(stop_hub=True)
        await end_capture()
        await gym.close()
    if failures:
        raise HockeyHubError(
            f"{len(failures)} background tasks failed during the demo.",
            suggested_action=f"See {settings.log}.",
        )


async def _start(settings: Settings, tasks: TaskScope, minutes: float) -> float:
    """When the played time begins: so that it ends about now, or before what is left unfinished."""
    wanted = time.time() - minutes * 60 - _EARLIER_S
    _, client = find_hub_client(settings, tasks)
    try:
        start = await free_start(client, wanted, minutes)
    finally:
        await client.close()
    if start < wanted:
        earlier = f"{(wanted - start) / 60:.0f} min earlier"
        _say(f"An unfinished run keeps its machines and its hour; this one is played {earlier}.")
    return start


async def _main_job(
    options: argparse.Namespace, script: Script, desk: Desk, gym: Gym, clock: PacedClock
) -> None:
    """Plan, connect, train, report."""
    began = time.monotonic()
    demo = Demo(desk, gym, script)
    bundle = await demo.set_up()
    players = sum(len(session.assignments) for session in bundle.sessions)
    _say(f"Planned {bundle.name}: {len(bundle.sessions)} groups, {players} players.")
    await gym.start()
    _say(f"{await demo.connect()} of {len(gym.devices)} virtual devices are live.")
    clock.set_speed(options.speed or 1.0)
    await _train(demo, desk.floor.board, clock, bundle, script.minutes)
    clock.set_speed(1.0)
    _say(f"{script.minutes:g} minutes of training took {time.monotonic() - began:.0f} s.")
    await _export(desk.export, bundle.id, options.out)


async def _train(
    demo: Demo, board: LiveBoard, clock: PacedClock, bundle: Bundle, minutes: float
) -> None:
    """Let the planned time pass, and say now and then how it goes."""
    await demo.start()
    session_ids = [session.id for session in bundle.sessions]
    for tenth in range(1, _PROGRESS_LINES + 1):
        await clock.sleep(minutes * 60 / _PROGRESS_LINES)
        totals = board.totals(session_ids)
        mean = totals.heart_rate_mean_bpm
        _say(
            f"{minutes * tenth / _PROGRESS_LINES:5.1f} min: {totals.sensors_live} of"
            f" {totals.player_count} heart rates live, mean"
            f" {'–' if mean is None else round(mean)} bpm, {totals.energy_kcal:.0f} kcal"
        )
    await demo.end()


async def _export(export: ReportExport, bundle_id: BundleId, folder: Path) -> None:
    paths = await export.write(bundle_id, folder)
    fit_files = sum(path.suffix == ".fit" for path in paths)
    _say(f"{len(paths)} files in {folder}: team.pdf, players.csv, summary.json, {fit_files} FIT.")


def _new_loop() -> asyncio.AbstractEventLoop:
    """The quicker loop where there is one; without a window nothing needs Qt's."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415 - not on Windows

    return uvloop.new_event_loop()


@contextmanager
def _home() -> Iterator[Settings]:
    """A home of its own that is gone afterwards, unless `HOCKEYHUB_HOME` names one."""
    if "HOCKEYHUB_HOME" in os.environ:
        yield default_settings(demo=True)
        return
    with tempfile.TemporaryDirectory(prefix="hockeyhub-") as folder:
        yield Settings(home=Path(folder))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the command's output
