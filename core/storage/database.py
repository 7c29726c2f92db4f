"""Opens the hub's database and hands out units of work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path

from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from core.clock import SystemClock
from core.errors import DamagedDatabaseError, InvalidInputError
from core.live.events import Recorded
from core.ports.backups import Reason
from core.ports.clock import Clock
from core.ports.storage import UnitOfWork
from core.storage import sqlite_file
from core.storage.appending import SqliteAppender
from core.storage.backups import DatabaseFile
from core.storage.engines import appending_connection, postgres_engine, sqlite_engine
from core.storage.migrations import HEAD
from core.storage.transactions import transaction
from core.storage.unit_of_work import SqlUnitOfWork
from core.storage.upgrade import bring_up_to_date, check_known


class SqlDatabase:
    """Fulfils `Database`. Made by `open_database`.

    Args:
        reader: Where reading transactions come from.
        writer: Where writing transactions come from; on PostgreSQL the same engine.
        clock: Dates the audit log.
        file: What is copied; None on a server, whose operator does that.
    """

    def __init__(
        self,
        reader: AsyncEngine,
        writer: AsyncEngine,
        clock: Clock,
        file: DatabaseFile | None = None,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._clock = clock
        self._file = file
        self._turn = asyncio.Lock() if file is not None else None
        self._appender = (
            SqliteAppender(file.path, appending_connection, self._turn)
            if file is not None and self._turn is not None
            else None
        )

    @property
    def reader(self) -> AsyncEngine:
        """Where reading transactions come from."""
        return self._reader

    @property
    def writer(self) -> AsyncEngine:
        """Where writing transactions come from."""
        return self._writer

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that will not write; many may run at once."""
        return self._unit_of_work(self._reader, is_writing=False)

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that may write; on SQLite one at a time, taken at the start."""
        return self._unit_of_work(self._writer, is_writing=True, turn=self._turn)

    async def append(self, recorded: Sequence[Recorded]) -> None:
        """Add events to their logs in a transaction of its own, durable on return.

        Raises:
            UnavailableError: It could not be stored.
        """
        if self._appender is not None:
            await self._appender.append(recorded)
            return
        async with self.write() as work:
            await work.recordings.append(recorded)
            await work.commit()

    async def back_up_if_older(self, than_s: float) -> None:
        """Copy the database if the last daily copy is so old; others may write meanwhile.

        Raises:
            UnavailableError: The disk is full, or cannot be written.
        """
        if self._file is not None:
            await asyncio.to_thread(self._file.back_up_if_older, than_s)

    async def close(self) -> None:
        """Let all connections go."""
        if self._appender is not None:
            await self._appender.close()
        await self._reader.dispose()
        if self._writer is not self._reader:
            await self._writer.dispose()

    @asynccontextmanager
    async def _unit_of_work(
        self, engine: AsyncEngine, *, is_writing: bool, turn: asyncio.Lock | None = None
    ) -> AsyncIterator[UnitOfWork]:
        async with turn or nullcontext(), transaction(engine) as connection:
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
    address = parsed_address(url)
    if address.get_backend_name() == "sqlite":
        return await _open_sqlite(Path(str(address.database)), clock or SystemClock())
    return await _open_postgres(address, clock or SystemClock())


def database_file(url: str, *, clock: Clock | None = None) -> DatabaseFile:
    """The file of a SQLite database and its copies, to be copied or replaced.

    Raises:
        InvalidInputError: It is none.
    """
    address = parsed_address(url)
    if address.get_backend_name() != "sqlite":
        raise InvalidInputError(
            "A PostgreSQL database is copied and put back with the server's own tools.",
            suggested_action="Use pg_dump and pg_restore.",
            field="database",
        )
    return DatabaseFile(Path(str(address.database)), clock or SystemClock())


def parsed_address(url: str) -> URL:
    """A database's address, taken apart.

    Raises:
        InvalidInputError: It makes no sense, or names a database that is not supported.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise InvalidInputError("This is no database address.", field="database") from error
    kind = address.get_backend_name()
    if kind == "postgresql" or (kind == "sqlite" and address.database):
        return address
    raise InvalidInputError(
        "The database address must begin with sqlite:/// or postgresql://.", field="database"
    )


async def _open_sqlite(path: Path, clock: Clock) -> SqlDatabase:
    file = DatabaseFile(path, clock)
    condition = _inspected(file)
    check_known(condition.revision, has_tables=condition.has_tables)
    path.parent.mkdir(parents=True, exist_ok=True)
    if condition.revision not in (None, HEAD):
        file.back_up(Reason.UPGRADE)
    writer = sqlite_engine(path, is_writer=True)
    if condition.revision != HEAD:
        await bring_up_to_date(writer)
    return SqlDatabase(sqlite_engine(path, is_writer=False), writer, clock, file)


def _inspected(file: DatabaseFile) -> sqlite_file.FileCondition:
    try:
        return sqlite_file.inspect(file.path)
    except DamagedDatabaseError as error:
        good = file.newest_good()
        if good is None:
            raise
        raise DamagedDatabaseError(
            error.message,
            suggested_action=f"Bring back the newest good copy, of {good.at:%d %b %Y %H:%M} UTC, "
            f"with: hockeyhub restore {good.path}",
        ) from error


async def _open_postgres(url: URL, clock: Clock) -> SqlDatabase:
    engine = postgres_engine(url)
    await bring_up_to_date(engine)
    return SqlDatabase(engine, engine, clock)
