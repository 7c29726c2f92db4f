"""Takes a whole club from one database to another: laptop to server, or back."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Column, ColumnElement, Integer, String, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import ConflictError, InvalidInputError, UnavailableError
from core.ports.moving import MovedTable
from core.storage import sqlite_file
from core.storage.database import open_database, parsed_address
from core.storage.tables import metadata
from core.storage.transactions import take_turns, transaction

_AT_ONCE: Final = 500
"""Rows."""


async def move_club(
    source: str, target: str, tell: Callable[[MovedTable], None]
) -> tuple[MovedTable, ...]:
    """Copy everything in one transaction on each side; all of it is read back and compared.

    Args:
        source: Address of the club's database, which no hub is using.
        target: Address of an empty one.
        tell: Told of each table that was copied and compared.

    Raises:
        ConflictError: A hub is using the source, or there is something in the target.
        InvalidInputError: An address makes no sense.
        UnavailableError: One of them cannot be reached, or the copy is not the same.
    """
    _check_apart(source, target)
    old, new = await open_database(source), await open_database(target)
    try:
        async with transaction(old.reader) as reading, transaction(new.writer) as writing:
            await take_turns(writing)
            await _require_empty(writing)
            moved = []
            for table in metadata.sorted_tables:
                one = await _move(table, reading, writing)
                moved.append(one)
                tell(one)
            await writing.commit()
    finally:
        await old.close()
        await new.close()
    return tuple(moved)


def _check_apart(source: str, target: str) -> None:
    old, new = parsed_address(source), parsed_address(target)
    if old == new:
        raise InvalidInputError("Both addresses are the same database.", field="to")
    if old.get_backend_name() != "sqlite":
        return
    path = Path(str(old.database))
    if not path.exists():
        raise InvalidInputError(
            f"There is no database {path}.",
            suggested_action="Name the club's database with --from.",
            field="from",
        )
    sqlite_file.require_unused(path)


async def _require_empty(connection: AsyncConnection) -> None:
    for table in metadata.sorted_tables:
        if await connection.scalar(select(select(table).exists())):
            raise ConflictError(
                f"The target is not empty: there is something in {table.name}.",
                suggested_action="Name an empty database; nothing was changed in this one.",
            )


async def _move(table: Table, old: AsyncConnection, new: AsyncConnection) -> MovedTable:
    rows: list[Mapping[str, Any]] = []
    digest, count = hashlib.sha256(), 0
    async for row in _rows(table, old):
        digest.update(_line(row))
        count += 1
        rows.append(row)
        if len(rows) == _AT_ONCE:
            await new.execute(insert(table), rows)
            rows = []
    if rows:
        await new.execute(insert(table), rows)
    await _go_on_counting(table, new)
    copy, copied = hashlib.sha256(), 0
    async for row in _rows(table, new):
        copy.update(_line(row))
        copied += 1
    if (copied, copy.digest()) != (count, digest.digest()):
        raise UnavailableError(
            f"The copy of {table.name} is not the same ({copied} of {count} rows).",
            suggested_action="Nothing was kept in the target. Try again; look at its disk.",
        )
    return MovedTable(name=table.name, rows=count, digest=digest.hexdigest())


async def _rows(table: Table, connection: AsyncConnection) -> AsyncIterator[dict[str, Any]]:
    """All rows in an order that both databases agree on."""
    order = [_by_bytes(column, connection.dialect.name) for column in table.primary_key]
    result = await connection.stream(select(table).order_by(*order))
    async for row in result.mappings():
        yield dict(row)


def _by_bytes(column: Column[Any], dialect: str) -> ColumnElement[Any]:
    """PostgreSQL sorts text as its place's language does, SQLite by bytes."""
    if dialect == "postgresql" and isinstance(column.type, String):
        return column.collate("C")
    return column


def _line(row: Mapping[str, Any]) -> bytes:
    """PostgreSQL keeps the names inside JSON in an order of its own."""
    return msgspec.json.encode(row, order="sorted") + b"\n"


async def _go_on_counting(table: Table, connection: AsyncConnection) -> None:
    """What numbers its rows itself must not begin again at 1 (PostgreSQL does)."""
    if connection.dialect.name != "postgresql":
        return
    key = table.autoincrement_column
    if key is None or not isinstance(key.type, Integer):
        return
    await connection.execute(
        text("SELECT setval(pg_get_serial_sequence(:table, :key), :last, :is_used)"),
        {
            "table": table.name,
            "key": key.name,
            "last": max(await connection.scalar(select(func.max(key))) or 1, 1),
            "is_used": bool(await connection.scalar(select(select(table).exists()))),
        },
    )
