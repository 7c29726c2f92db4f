"""Opens the hub's database and hands out units of work."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from core.clock import SystemClock
from core.errors import InvalidInputError
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.storage import UnitOfWork
from core.storage import sqlite_file, tables
from core.storage.engines import postgres_engine, sqlite_engine
from core.storage.migrations import HEAD
from core.storage.transactions import take_turns, transaction
from core.storage.unit_of_work import SqlUnitOfWork
from core.storage.upgrade import bring_up_to_date, check_known

_KEY_BYTES = 32


class SqlDatabase:
    """Fulfils `Database`. Made by `open_database`.

    Args:
        reader: Where reading transactions come from.
        writer: Where writing transactions come from; on PostgreSQL the same engine.
        clock: Dates the audit log.
    """

    def __init__(self, reader: AsyncEngine, writer: AsyncEngine, clock: Clock) -> None:
        self._reader = reader
        self._writer = writer
        self._clock = clock

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that will not write; many may run at once."""
        return self._unit_of_work(self._reader, is_writing=False)

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that may write; on SQLite one at a time, taken at the start."""
        return self._unit_of_work(self._writer, is_writing=True)

    async def signing_key(self) -> bytes:
        """The hub's key for tokens, made at first use."""
        table = tables.signing_keys
        newest = select(table.c.key).order_by(table.c.created_at.desc()).limit(1)
        async with transaction(self._writer) as connection:
            await take_turns(connection)
            found: bytes | None = await connection.scalar(newest)
            if found is not None:
                return found
            key = secrets.token_bytes(_KEY_BYTES)
            row = {"id": "key-1", "key": key, "created_at": utc(self._clock.now())}
            await connection.execute(insert(table), [row])
            await connection.commit()
            return key

    async def close(self) -> None:
        """Let all connections go."""
        await self._reader.dispose()
        if self._writer is not self._reader:
            await self._writer.dispose()

    @asynccontextmanager
    async def _unit_of_work(
        self, engine: AsyncEngine, *, is_writing: bool
    ) -> AsyncIterator[UnitOfWork]:
        async with transaction(engine) as connection:
            yield SqlUnitOfWork(connection, self._clock, is_writing=is_writing)


async def open_database(url: str, *, clock: Clock | None = None) -> SqlDatabase:
    """Open a database, bringing its schema up to date.

    Args:
        url: `sqlite:///path/hub.db` or `postgresql://user@host/name`.
        clock: Dates the audit log; the computer's by default.

    Raises:
        NewerDatabaseError: A newer version of the program wrote it; nothing was touched.
        DamagedDatabaseError: The file is broken; it was set aside.
        UnavailableError: It cannot be reached or read.
        InvalidInputError: The address makes no sense, or it is another program's database.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise InvalidInputError("This is no database address.", field="database") from error
    kind = address.get_backend_name()
    if kind == "sqlite" and address.database:
        return await _open_sqlite(Path(address.database), clock or SystemClock())
    if kind == "postgresql":
        return await _open_postgres(address, clock or SystemClock())
    raise InvalidInputError(
        "The database address must begin with sqlite:/// or postgresql://.", field="database"
    )


async def _open_sqlite(path: Path, clock: Clock) -> SqlDatabase:
    condition = sqlite_file.inspect(path)
    check_known(condition.revision, has_tables=condition.has_tables)
    path.parent.mkdir(parents=True, exist_ok=True)
    if condition.revision not in (None, HEAD):
        sqlite_file.copy_before_migration(path, str(condition.revision))
    writer = sqlite_engine(path, is_writer=True)
    if condition.revision != HEAD:
        await bring_up_to_date(writer)
    return SqlDatabase(sqlite_engine(path, is_writer=False), writer, clock)


async def _open_postgres(url: URL, clock: Clock) -> SqlDatabase:
    engine = postgres_engine(url)
    await bring_up_to_date(engine)
    return SqlDatabase(engine, engine, clock)
