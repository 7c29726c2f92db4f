"""A hub on a real socket inside the test, with a clock that the test moves."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from core.clock import ManualClock
from core.tasks import TaskScope
from hub_server.composition import BuiltHub, HubSettings, built_hub
from hub_server.serving import listen, serve
from tests.helpers.hub_clients import Api
from tests.helpers.hub_process import SECRET
from tests.helpers.waiting import until


@dataclass
class ClockedHub:
    """A hub, its clock, and what it wrote down."""

    hub: BuiltHub
    url: str
    clock: ManualClock
    file: Path
    desk: Api
    """Signed in as the desktop."""

    def audited(self, action: str) -> list[dict[str, Any]]:
        """Lines of the audit log with this action: actor, subject, detail."""
        with closing(sqlite3.connect(self.file)) as connection:
            rows = connection.execute(
                "SELECT actor, subject, detail FROM audit_log WHERE action = ? ORDER BY id",
                [action],
            ).fetchall()
        return [
            {"actor": actor, "subject": subject, "detail": json.loads(detail)}
            for actor, subject, detail in rows
        ]

    async def audit_has(self, action: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait for so many lines; refusals are noted in the background."""
        await until(lambda: len(self.audited(action)) >= count, f"{count} × {action} in the audit")
        return self.audited(action)


@asynccontextmanager
async def clocked_hub(
    folder: Path, *, now: float = 1_770_000_000.0, has_sample_club: bool = True, **changes: Any
) -> AsyncIterator[ClockedHub]:
    """A hub with the sample club at noon of a day in 2026, which stands still.

    Args:
        folder: For its database.
        now: Another instant, seconds since 1970.
        has_sample_club: Whether it has one, or nothing at all.
        changes: Of its `HubSettings`.
    """
    clock = ManualClock(now)
    file = folder / "hub.db"
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = HubSettings(
        database_url=f"sqlite:///{file}",
        desktop_secret=SECRET,
        has_sample_club=has_sample_club,
        join_address=lambda: url,
        clock=clock,
        **changes,
    )
    is_serving = asyncio.Event()
    tasks = TaskScope()
    async with built_hub(settings) as hub, aiohttp.ClientSession() as http:
        served = tasks.start(serve(hub, listener, on_serving=is_serving.set), name="serve")
        await is_serving.wait()
        desk = Api(http, url)
        await desk.sign_in_desktop(SECRET)
        try:
            yield ClockedHub(hub, url, clock, file, desk)
        finally:
            signal.raise_signal(signal.SIGTERM)
            await served
            await tasks.close()
