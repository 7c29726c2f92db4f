"""The built page, a browser, and a hub of its own for each test."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from hub_server.companion import build
from tests.helpers.chromium import chromium_path
from tests.helpers.hub_clients import Api, signed_in
from tests.helpers.hub_process import HubProcess, running_hub
from tests.helpers.phones import chromium


@pytest.fixture(scope="session")
def built_page() -> None:
    """The page as its source is now; skipped with the reason where it cannot be had."""
    try:
        build.build()
    except (OSError, build.BuildError) as error:
        _do_without(f"the players' page cannot be built: {error}")
    if chromium_path() is None:
        _do_without("there is no Chromium, and it could not be fetched")


def _do_without(reason: str) -> None:
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def hub(built_page: None, tmp_path: Path) -> Iterator[HubProcess]:
    with running_hub(tmp_path) as process:
        yield process
        assert process.stop() == 0
    log = (tmp_path / "hub.log").read_text()
    assert "Traceback" not in log, log[-5000:]


@pytest_asyncio.fixture
async def desk(hub: HubProcess) -> AsyncIterator[Api]:
    """REST as the desktop."""
    async with signed_in(hub.url, hub.secret) as api:
        yield api


@pytest_asyncio.fixture
async def browser(built_page: None) -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened
