"""SQLAlchemy engines as the hub needs them, one set-up per kind of database."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import aiosqlite
import msgspec
from sqlalchemy import Connection, Dialect, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from core.errors import UnavailableError
from core.storage.column_types import dump_json
from core.storage.one_hop import OneHopConnection

_BUSY_TIMEOUT_S = 10.0
"""How long SQLite waits for another process that writes."""
_READERS = 4
_POSTGRES_CONNECTIONS = 10
_WRITERS_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    # FULL: in WAL mode only this makes a commit survive a power cut.
    "PRAGMA synchronous = FULL",
)
_READERS_PRAGMAS = ("PRAGMA foreign_keys = ON", "PRAGMA query_only = ON")


def sqlite_engine(path: Path, *, is_writer: bool) -> AsyncEngine:
    """An engine on a SQLite file.

    The writer has one connection, so that writers queue here, in order, instead of polling
    SQLite's lock; each of its transactions takes the lock at its start. Readers see the last
    committed state and never wait.
    """
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1 if is_writer else _READERS,
        max_overflow=0,
        # The writer's transactions all end by themselves; rolling back again is a round trip.
        pool_reset_on_return=None if is_writer else "rollback",
        pool_timeout=_BUSY_TIMEOUT_S,
        connect_args={"timeout": _BUSY_TIMEOUT_S, "isolation_level": None},
        json_serializer=dump_json,
        json_deserializer=msgspec.json.decode,
    )
    pragmas = _WRITERS_PRAGMAS if is_writer else _READERS_PRAGMAS
    begin = "BEGIN IMMEDIATE" if is_writer else "BEGIN"

    def connect(
        dialect: Dialect, _record: object, arguments: list[Any], named: dict[str, Any]
    ) -> DBAPIConnection:
        adapted: Any = dialect.connect(*arguments, **named)
        return cast("DBAPIConnection", OneHopConnection(adapted.dbapi, adapted.driver_connection))

    def set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "do_connect", connect)
    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", start)
    return engine


async def appending_connection(path: Path) -> aiosqlite.Connection:
    """A writing connection without engine, each statement a durable transaction."""
    connection = await aiosqlite.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
    for pragma in _WRITERS_PRAGMAS:
        await connection.execute_fetchall(pragma)
    # Whoever commits at the wrong moment would wait for it; the appender sees to it elsewhere.
    await connection.execute_fetchall("PRAGMA wal_autocheckpoint = 0")
    return connection


def postgres_engine(url: URL) -> AsyncEngine:
    """An engine on a PostgreSQL server, for readers and writers."""
    # Loaded with the engine anyway; on SQLite it would only cost start time.
    from asyncpg import PostgresError  # type: ignore[import-untyped] # noqa: PLC0415

    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        pool_size=_POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_BUSY_TIMEOUT_S,
        pool_pre_ping=True,
        json_serializer=dump_json,
        json_deserializer=msgspec.json.decode,
    )

    def connect(
        dialect: Dialect, _record: object, arguments: list[Any], named: dict[str, Any]
    ) -> DBAPIConnection:
        try:
            return dialect.connect(*arguments, **named)
        except PostgresError as error:
            message = f"The database server refuses the connection: {error}."
            raise UnavailableError(
                message, suggested_action="Check the database's address, user and password."
            ) from error

    event.listen(engine.sync_engine, "do_connect", connect)
    return engine
