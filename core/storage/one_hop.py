"""SQLite statements in one hop to the connection's thread, where the driver's adapter takes four.

Each hop (a queue, a thread, a wake-up of the loop) costs more than a small statement itself.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)
from typing_extensions import override

_Execution = Callable[[sqlite3.Connection], sqlite3.Cursor]
_Done = tuple[Any, list[Any], int, int]
"""Description of the columns, rows, last row's id, number of rows changed."""


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    """The driver's adapter, with cursors that do all of a statement at once."""

    __slots__ = ()

    @override
    def cursor(self, server_side: bool = False) -> AsyncAdapt_aiosqlite_cursor:
        return super().cursor(server_side) if server_side else OneHopCursor(self)


class OneHopCursor(AsyncAdapt_aiosqlite_cursor):
    """Executes and fetches in one go."""

    __slots__ = ()

    @override
    def execute(self, operation: Any, parameters: Any = None) -> Any:
        given = () if parameters is None else parameters
        self._hop(lambda connection: connection.execute(operation, given))

    @override
    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        self._hop(lambda connection: connection.executemany(operation, seq_of_parameters))

    def _hop(self, execution: _Execution) -> None:
        connection: Any = self._connection
        try:
            # The driver has no public call for "do this in your thread".
            waiting = connection._execute(partial(_done, connection._conn, execution))  # noqa: SLF001
            done: _Done = self.await_(waiting)
        except ValueError as error:
            self._adapt_connection._handle_exception(error)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        self.description, rows, self.lastrowid, self.rowcount = done
        self._rows = deque(rows)


def _done(connection: sqlite3.Connection, execution: _Execution) -> _Done:
    cursor = execution(connection)
    try:
        if cursor.description:
            return cursor.description, cursor.fetchall(), -1, -1
        return None, [], cursor.lastrowid or 0, cursor.rowcount
    finally:
        cursor.close()
