"""One real hub for the attacks of a module; afterwards its log must be clean and in good form."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.helpers.hub_clients import API, Api, bundle_draft, signed_in
from tests.helpers.hub_process import HubProcess, running_hub

_RECORD = re.compile(r"^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*) |^\{.*\}$")
_OF_THE_LIBRARY = re.compile("is not an accepted origin|using an unsupported version of")
"""What the library calls an error is a foreign page's, or a stranger's, attempt."""
FORGED = "2031-01-01 00:00:00,000 ERROR hub_server: forged"
"""What an attacker would like to see at the beginning of a line of the log."""


@pytest.fixture(scope="module")
def hub_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacked")


@pytest.fixture(scope="module")
def hub(hub_folder: Path) -> Iterator[HubProcess]:
    with running_hub(hub_folder) as process:
        yield process
        assert process.stop() == 0
    lines = (hub_folder / "hub.log").read_text().splitlines()
    assert [line for line in lines if not _RECORD.match(line)] == []
    assert [line for line in lines if line.startswith(FORGED[:10])] == []
    assert [line for line in lines if " ERROR " in line and not _OF_THE_LIBRARY.search(line)] == []


@pytest_asyncio.fixture
async def desk(hub: HubProcess) -> AsyncIterator[Api]:
    """REST as the desktop."""
    async with signed_in(hub.url, hub.secret) as api:
        yield api


@pytest_asyncio.fixture
async def session_ids(desk: Api, request: pytest.FixtureRequest) -> list[str]:
    """Three planned sessions of six players, on a day that is the test's own."""
    number = sum(map(ord, request.node.nodeid)) % 300
    day = f"20{31 + number // 28 % 60}-{1 + number % 12:02}-{1 + number % 28:02}"
    page = await desk.ok("GET", f"{API}/session-bundles?limit=100")
    taken = len(page["items"])
    draft = bundle_draft(f"{int(day[:4]) + taken}{day[4:]}")
    created = await desk.ok("POST", f"{API}/session-bundles", draft)
    return [str(one["id"]) for one in created["sessions"]]
