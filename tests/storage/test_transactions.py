from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from core.domain.ids import TeamId
from core.domain.player import Team
from core.errors import UnavailableError
from core.storage.database import SqlDatabase, open_database


async def test_that_reading_goes_on_while_somebody_writes(club: SqlDatabase) -> None:
    async with club.write() as writer:
        await writer.club.save_team(Team(id=TeamId("new"), name="New"))
        async with club.read() as first, club.read() as second:
            assert len(await first.club.teams()) == 1
            assert len(await second.club.teams()) == 1
        await writer.commit()
    async with club.read() as unit:
        assert len(await unit.club.teams()) == 2


async def test_that_a_reader_sees_one_state_from_first_to_last(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    async with database.read() as reader:
        assert await reader.club.teams() == ()
        async with database.write() as writer:
            await writer.club.save_team(Team(id=TeamId("new"), name="New"))
            await writer.commit()
        assert await reader.club.teams() == ()
    await database.close()


async def test_that_writers_on_sqlite_take_turns_from_their_start(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    order: list[str] = []
    first_has_it = asyncio.Event()

    async def first() -> None:
        async with database.write() as unit:
            first_has_it.set()
            order.append("first in")
            await unit.club.save_team(Team(id=TeamId("1"), name="1"))
            await unit.commit()
            order.append("first out")

    async def second() -> None:
        await first_has_it.wait()
        async with database.write() as unit:
            order.append("second in")
            assert len(await unit.club.teams()) == 1

    await asyncio.gather(first(), second())
    await database.close()
    assert order == ["first in", "first out", "second in"]


async def test_that_a_reading_unit_of_work_cannot_write_on_sqlite(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    with pytest.raises(UnavailableError):
        async with database.read() as unit:
            await unit.club.save_team(Team(id=TeamId("new"), name="New"))
    await database.close()


async def test_that_a_commit_on_sqlite_survives_a_power_cut(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    async with database._writer.connect() as connection:

        async def pragma(name: str) -> object:
            return await connection.scalar(text(f"PRAGMA {name}"))

        assert await pragma("journal_mode") == "wal"
        assert await pragma("synchronous") == 2  # FULL
        assert await pragma("foreign_keys") == 1
        assert await pragma("busy_timeout") == 10_000
    await database.close()


async def test_that_a_cancelled_writer_gives_the_lock_back(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    has_it = asyncio.Event()

    async def hold() -> None:
        async with database.write() as unit:
            await unit.club.save_team(Team(id=TeamId("lost"), name="Lost"))
            has_it.set()
            await asyncio.get_running_loop().create_future()

    holder = asyncio.get_running_loop().create_task(hold())
    await has_it.wait()
    holder.cancel()
    await asyncio.gather(holder, return_exceptions=True)
    async with database.write() as unit:
        assert await unit.club.teams() == ()
    await database.close()
