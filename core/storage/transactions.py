"""Transactions on an engine, with the driver's failures in our words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
    TimeoutError as PoolBusy,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.errors import UnavailableError

_HUB_LOCK = 0x48_4F_43_4B
"""Any fixed number."""


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A begun transaction that is rolled back unless committed inside.

    Raises:
        UnavailableError: The disk, the server or the lock cannot be had.
    """
    try:
        async with engine.connect() as connection, connection.begin() as begun:
            yield connection
            if begun.is_active:
                await begun.rollback()
    except (DataError, IntegrityError, ProgrammingError):
        raise  # What was asked is wrong, not the database.
    except (DBAPIError, PoolBusy, OSError) as error:
        raise no_answer() from error


def no_answer() -> UnavailableError:
    """The disk, the server or the lock cannot be had."""
    return UnavailableError(
        "The hub's database does not answer.",
        suggested_action="Check the disk or the database server, then try again.",
    )


async def take_turns(connection: AsyncConnection) -> None:
    """Wait for other hubs on the same server (on SQLite the transaction itself does that)."""
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:lock)")
        await connection.execute(lock, {"lock": _HUB_LOCK})
