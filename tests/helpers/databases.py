"""Real databases for tests: a SQLite file always, PostgreSQL where a server is given."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine.url import make_url

from core.domain.ids import new_id
from core.ports.clock import Clock
from core.storage.database import SqlDatabase, open_database

KINDS = ("sqlite", "postgresql")
_SERVER = "HOCKEYHUB_TEST_POSTGRES"


@asynccontextmanager
async def fresh_url(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of an empty database, which is gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'hub.db'}"
        return
    server = os.environ.get(_SERVER)
    if server is None:
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(f"{_SERVER} must name a PostgreSQL server (REQUIRE_ALL=1)")
        pytest.skip(f"no PostgreSQL server: {_SERVER} is not set")
    name = "hub_" + new_id().replace("-", "")
    await _administer(server, f"CREATE DATABASE {name}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        await _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def fresh_database(
    kind: str, folder: Path, clock: Clock | None = None
) -> AsyncIterator[SqlDatabase]:
    """An open, empty database."""
    async with fresh_url(kind, folder) as url:
        database = await open_database(url, clock=clock)
        try:
            yield database
        finally:
            await database.close()


async def _administer(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
