"""A hub that no desktop has started, over TLS with a certificate of its own making."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from core.domain.certificate import digest_of
from tests.helpers.hub_clients import Api
from tests.helpers.hub_process import HubProcess, running_hub

PASSWORD = "long enough 1"
_CODE = re.compile(r"first administrator is ([A-Z0-9-]{19})\n")


@dataclass
class StandAlone:
    """A running one."""

    process: HubProcess
    folder: Path

    @property
    def url(self) -> str:
        """`https://127.0.0.1:port`."""
        return self.process.url

    @property
    def log(self) -> str:
        """What it has said so far."""
        return (self.folder / "hub.log").read_text()

    @property
    def setup_code(self) -> str:
        """As its terminal shows it, the last one."""
        return _CODE.findall(self.log)[-1]

    @asynccontextmanager
    async def api(self, token: str = "") -> AsyncIterator[Api]:
        """REST, believing its certificate only."""
        shown = self.process.fingerprint
        connector = aiohttp.TCPConnector(
            ssl=aiohttp.Fingerprint(digest_of(shown)) if shown else True
        )
        async with aiohttp.ClientSession(connector=connector) as http:
            yield Api(http, self.url, token)

    async def set_up(self, api: Api, **changes: Any) -> dict[str, Any]:
        """Become the first administrator, signed in from then on."""
        body = {"code": self.setup_code, "name": "Ann", "login": "ann", "password": PASSWORD}
        answer: dict[str, Any] = await api.ok("POST", "/api/v1/setup", body | changes)
        api.token = answer["accessToken"]
        return answer

    async def add_user(self, api: Api, login: str, role: str) -> dict[str, Any]:
        """Somebody else who signs in with the usual password."""
        body = {
            "id": f"user-{login}",
            "name": login.title(),
            "role": role,
            "login": login,
            "password": PASSWORD,
        }
        answer: dict[str, Any] = await api.ok("POST", "/api/v1/auth/users", body)
        return answer


@contextmanager
def stand_alone_hub(
    folder: Path,
    *more: str,
    port: int = 0,
    tls: tuple[str, ...] = ("--tls-generate",),
) -> Iterator[StandAlone]:
    """Start one; it keeps its certificate in `folder/tls`."""
    folder.mkdir(exist_ok=True)
    options = ("--sample-club", "--data-dir", str(folder), *tls, *more)
    with running_hub(folder, port=port, options=options, has_desktop=False) as process:
        yield StandAlone(process, folder)
