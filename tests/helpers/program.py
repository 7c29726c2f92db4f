"""The program as a process of its own, as a person starts it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from app.composition import find_hub_client
from app.settings import Settings
from core.client.hub_client import HubClient
from core.tasks import TaskScope
from tests.helpers.waiting import until

ROOT = Path(__file__).resolve().parents[2]
_LIMIT_S = 60.0
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def environment(home: Path, **more: str) -> dict[str, str]:
    """This one's, with a home of its own and no display but what is given."""
    kept = {key: value for key, value in os.environ.items() if key not in _DISPLAYS}
    return kept | {"HOME": str(home), "HOCKEYHUB_HOME": str(home / "hockeyhub")} | more


def run_program(
    home: Path, *arguments: str, timeout_s: float = 110.0
) -> subprocess.CompletedProcess[str]:
    """Run it to its end without a display."""
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


@asynccontextmanager
async def started_program(
    *arguments: str, env: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A running program; killed afterwards if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app",
        *arguments,
        cwd=ROOT,
        env=env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@asynccontextmanager
async def hub_of(settings: Settings) -> AsyncIterator[tuple[int, HubClient]]:
    """Process id and a client of the hub that the program starts for this home."""
    await until(settings.hub_file.exists, "the hub is up", _LIMIT_S)
    tasks = TaskScope()
    address, client = find_hub_client(settings, tasks)
    try:
        yield address.pid, client
    finally:
        await client.close()
        await tasks.close()
