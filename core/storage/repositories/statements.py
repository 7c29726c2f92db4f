"""What the repositories share: reading rows and putting them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, RowMapping, Select, Table, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection


class Statements:
    """A connection in a transaction.

    Args:
        connection: Already begun; whoever hands it over commits or rolls back.
        is_writing: Whether rows that are read by id are kept from others until the end.
    """

    def __init__(self, connection: AsyncConnection, *, is_writing: bool) -> None:
        self._connection = connection
        self._is_writing = is_writing

    async def rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        """All rows of a query."""
        return (await self._connection.execute(query)).mappings().all()

    async def row(self, query: Select[Any]) -> RowMapping | None:
        """The first row of a query."""
        return (await self._connection.execute(query)).mappings().first()

    def kept(self, query: Select[Any]) -> Select[Any]:
        """The query, keeping its rows from other writers (on SQLite, all of them wait anyway)."""
        return query.with_for_update(key_share=True) if self._is_writing else query

    async def run(self, statement: Executable, rows: Sequence[Mapping[str, Any]] = ()) -> int:
        """Execute once, or once for each row; gives the number of rows changed, if known."""
        if not rows:
            return (await self._connection.execute(statement)).rowcount
        return (await self._connection.execute(statement, rows)).rowcount

    async def add(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows."""
        if rows:
            await self._connection.execute(insert(table), rows)

    async def put(self, table: Table, row: Mapping[str, Any]) -> None:
        """Insert a row, or replace the one with the same key (the table's first column)."""
        key = next(iter(table.primary_key.columns))
        changed = await self.run(update(table).where(key == row[key.name]).values(**row))
        if changed == 0:
            await self.add(table, [row])
