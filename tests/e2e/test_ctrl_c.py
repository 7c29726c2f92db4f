"""Ctrl+C in the terminal: the window closes in good order, as at log-out."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.hub_address import is_alive, running_hub
from app.settings import Settings
from tests.helpers.hub_clients import signed_in
from tests.helpers.program import environment, started_program
from tests.helpers.waiting import until

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Of a desk with a hub of its own; a hub that a failed test leaves behind is ended."""
    settings = Settings(home=tmp_path / "hockeyhub")
    yield settings
    left = running_hub(settings)
    if left is not None and is_alive(left.pid):
        os.kill(left.pid, signal.SIGKILL)


async def test_that_ctrl_c_ends_window_and_hub_without_a_traceback(
    tmp_path: Path, settings: Settings
) -> None:
    env = environment(tmp_path, QT_QPA_PLATFORM="offscreen")
    async with started_program(env=env) as program:
        await until(settings.hub_file.exists, "the hub is up", 60)
        hub = running_hub(settings)
        assert hub is not None
        async with signed_in(hub.url, hub.secret) as api, asyncio.timeout(40):
            # Only then has the library that connects had its chance to take the signal over.
            while not (await api.ok("GET", "/api/v1/hub/peers"))["peers"]:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        program.send_signal(signal.SIGINT)
        async with asyncio.timeout(30):
            _, said = await program.communicate()
    assert program.returncode == 0, said.decode()
    assert b"Traceback" not in said, said.decode()
    await until(lambda: not is_alive(hub.pid), "the hub has ended", 20)
    assert not settings.hub_file.exists()
