"""The one write that happens all the time, the shortest way: events to the end of their logs.

A unit of work on SQLite costs some ten changes between the loop and the writer's thread; one
statement that is a transaction by itself costs one, and is just as durable.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import aiosqlite
import msgspec
from sqlalchemy.dialects import sqlite

from core.live.events import Recorded
from core.storage.tables import session_events
from core.storage.transactions import no_answer

_log = logging.getLogger(__name__)

_CHECKPOINT_EVERY: Final = 300
"""Transactions: about the thousand pages after which SQLite would do it by itself."""
_MOST_LOG_PAGES: Final = 16_000
"""64 MB."""
_PATIENCE_S: Final = 1.0
_COLUMNS = ("session_id", "seq", "event_id", "at", "payload")
_ROW = f"({', '.join('?' * len(_COLUMNS))})"
_encode = msgspec.json.Encoder().encode


class SqliteAppender:
    """Adds events over a connection of its own.

    Args:
        path: The database file.
        connect: Opens one in which each statement is a transaction, as durable as the writer's.
        turn: Held by whoever writes to the file, so that nobody has to poll its lock.
    """

    def __init__(
        self,
        path: Path,
        connect: Callable[[Path], Awaitable[aiosqlite.Connection]],
        turn: asyncio.Lock,
    ) -> None:
        self._path = path
        self._connect = connect
        self._turn = turn
        self._connection: aiosqlite.Connection | None = None
        self._since_checkpoint = 0
        self._checkpoint: asyncio.Future[None] | None = None
        dialect = sqlite.dialect()
        self._instant = session_events.c.at.type.bind_processor(dialect) or _as_it_is

    async def append(self, recorded: Sequence[Recorded]) -> None:
        """Add events to their logs, all or none; when this returns they are durable.

        Raises:
            UnavailableError: The disk or the lock cannot be had.
        """
        insert = f"INSERT INTO {session_events.name} ({', '.join(_COLUMNS)}) VALUES "  # noqa: S608 - names of our own
        values: list[Any] = []
        for entry in recorded:
            event = entry.event
            at = self._instant(event.at)
            values += (event.session_id, entry.seq, event.event_id, at, _encode(event))
        try:
            async with self._turn:
                if self._connection is None:
                    self._connection = await self._connect(self._path)
                statement = insert + ", ".join([_ROW] * len(recorded))
                await self._connection.execute_fetchall(statement, values)
            self._checkpoint_if_due()
        except sqlite3.IntegrityError:
            raise  # What was asked is wrong, not the database.
        except (sqlite3.Error, OSError) as error:
            raise no_answer() from error

    async def close(self) -> None:
        """Let the connection go."""
        if self._checkpoint is not None:
            await asyncio.wait([self._checkpoint])
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    def _checkpoint_if_due(self) -> None:
        self._since_checkpoint += 1
        is_running = self._checkpoint is not None and not self._checkpoint.done()
        if self._since_checkpoint >= _CHECKPOINT_EVERY and not is_running:
            self._since_checkpoint = 0
            loop = asyncio.get_running_loop()
            self._checkpoint = loop.run_in_executor(None, _checkpoint, self._path)


def _checkpoint(path: Path) -> None:
    """Carry the write-ahead log over into the file while others write on.

    A log that has grown all the same, because somebody always writes, is begun anew: that makes
    them wait, but only for what the first pass has left.
    """
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE_S)) as connection:
            _, pages, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if pages > _MOST_LOG_PAGES:
                connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
    except sqlite3.Error as error:
        _log.warning("the write-ahead log could not be carried over: %s", error)


def _as_it_is(at: datetime) -> Any:  # noqa: ANN401 - whatever the driver takes
    return at
