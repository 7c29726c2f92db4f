"""One real hub for all tests of this folder; each test plans bundles on days of its own."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio

from tests.helpers.hub_clients import API, Api, bundle_draft, signed_in
from tests.helpers.hub_process import HubProcess, running_hub

_DAYS = itertools.count()


@dataclass
class Plan:
    """A bundle that was created."""

    bundle_id: str
    session_ids: list[str]

    @property
    def rowing(self) -> str:
        """The session of players 1 to 6."""
        return self.session_ids[0]


@pytest.fixture
def new_day() -> Callable[[], str]:
    """Days on which nothing is planned yet."""

    def day() -> str:
        return (date(2031, 1, 1) + timedelta(days=next(_DAYS))).isoformat()

    return day


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    folder = tmp_path_factory.mktemp("hub")
    with running_hub(folder) as process:
        yield process
        assert process.stop() == 0
    log = (folder / "hub.log").read_text()
    assert "Traceback" not in log, log[-5000:]
    errors = [line for line in log.splitlines() if " ERROR " in line]
    # The library calls a foreign page's attempt an error.
    assert [line for line in errors if "is not an accepted origin" not in line] == []


@pytest_asyncio.fixture
async def desk(hub: HubProcess) -> AsyncIterator[Api]:
    """REST as the desktop."""
    async with signed_in(hub.url, hub.secret) as api:
        yield api


@pytest_asyncio.fixture
async def plan(desk: Api, new_day: Callable[[], str]) -> Plan:
    """Eighteen players in three sessions, planned."""
    created: dict[str, Any] = await desk.ok(
        "POST", f"{API}/session-bundles", bundle_draft(new_day())
    )
    return Plan(created["bundleId"], [session["id"] for session in created["sessions"]])
