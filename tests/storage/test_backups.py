"""Copies of a database in use: whole, kept by age, offered after damage, and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.clock import ManualClock
from core.errors import ConflictError, DamagedDatabaseError, InvalidInputError, UnavailableError
from core.ports.backups import Backup, Reason
from core.services.club.sample import load_sample_club
from core.storage.backups import DatabaseFile, outdated
from core.storage.database import SqlDatabase, database_file, open_database

NOON = 1_770_000_000.0
DAY_S = 86_400.0


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hub.db"


@pytest.fixture
def file(path: Path, clock: ManualClock) -> DatabaseFile:
    return database_file(f"sqlite:///{path}", clock=clock)


async def opened(path: Path, clock: ManualClock) -> SqlDatabase:
    return await open_database(f"sqlite:///{path}", clock=clock)


def cut(path: Path, length: int) -> None:
    """As a disk does that fails."""
    path.write_bytes(path.read_bytes()[:length])


def players_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM players").fetchone()[0])


async def test_that_a_copy_is_made_daily_while_others_write_and_is_one_whole_file(
    path: Path, file: DatabaseFile, clock: ManualClock
) -> None:
    database = await opened(path, clock)
    await load_sample_club(database)
    async with database.write():
        await database.back_up_if_older(DAY_S)
    clock.move_to(NOON + DAY_S - 1)
    await database.back_up_if_older(DAY_S)
    (first,) = file.backups()
    assert (first.at.timestamp(), first.reason) == (NOON, Reason.DAILY)
    assert players_in(first.path) == 18
    assert sorted(one.name for one in file.folder.iterdir()) == [first.path.name]
    clock.move_to(NOON + DAY_S)
    await database.back_up_if_older(DAY_S)
    assert len(file.backups()) == 2
    await database.close()


def test_that_the_newest_of_seven_days_and_of_four_weeks_are_kept() -> None:
    start = datetime(2026, 9, 1, 3, tzinfo=UTC)

    def made(hours: float, reason: Reason = Reason.DAILY) -> Backup:
        at = start + timedelta(hours=hours)
        return Backup(path=Path(f"{reason}-{hours}"), at=at, reason=reason)

    daily = [made(12.0 * number) for number in range(120)]
    reasons = (Reason.UPGRADE, Reason.WISH)
    others = [made(day * 24.0, reason) for day in range(6) for reason in reasons]
    gone = {one.path for one in outdated([*others, *daily])}
    kept = [one for one in daily if one.path not in gone]
    assert [(one.at.month, one.at.day, one.at.hour) for one in kept] == [
        (10, 11, 15),
        (10, 18, 15),
        (10, 24, 15),
        (10, 25, 15),
        (10, 26, 15),
        (10, 27, 15),
        (10, 28, 15),
        (10, 29, 15),
        (10, 30, 15),
    ]
    assert sum(one.reason is Reason.WISH and one.path in gone for one in others) == 0
    assert sum(one.reason is Reason.UPGRADE and one.path not in gone for one in others) == 4


async def test_that_after_damage_the_newest_good_copy_is_offered_and_can_be_put_back(
    path: Path, file: DatabaseFile, clock: ManualClock
) -> None:
    database = await opened(path, clock)
    await load_sample_club(database)
    await database.close()
    good = file.back_up(Reason.DAILY)
    clock.move_to(NOON + DAY_S)
    newer = file.back_up(Reason.DAILY)
    cut(newer, 20_000)
    cut(path, 500)
    with pytest.raises(DamagedDatabaseError) as refusal:
        await opened(path, clock)
    assert refusal.value.suggested_action.endswith(f"hockeyhub restore {good}")
    with pytest.raises(InvalidInputError, match="no whole database"):
        file.restore(newer)
    assert file.restore(good) is None
    again = await opened(path, clock)
    async with again.read() as unit:
        assert len(await unit.club.players()) == 18
    await again.close()


async def test_that_a_database_in_use_is_not_replaced_and_a_replaced_one_is_kept(
    path: Path, file: DatabaseFile, clock: ManualClock
) -> None:
    database = await opened(path, clock)
    copy = file.back_up(Reason.WISH)
    await load_sample_club(database)
    with pytest.raises(ConflictError, match="A hub is using the database"):
        file.restore(copy)
    assert players_in(path) == 18
    await database.close()
    kept = file.restore(copy)
    assert kept is not None
    assert (players_in(path), players_in(kept)) == (0, 18)


async def test_that_what_cannot_be_copied_leaves_nothing_behind(
    path: Path, file: DatabaseFile, clock: ManualClock
) -> None:
    await (await opened(path, clock)).close()
    with pytest.raises(ConflictError):
        file.back_up(Reason.WISH, path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    cut(path, 9000)
    with pytest.raises(UnavailableError, match="could not be copied"):
        file.back_up(Reason.DAILY)
    assert list(file.folder.iterdir()) == []


def test_that_a_server_s_database_is_left_to_its_own_tools() -> None:
    with pytest.raises(InvalidInputError) as refusal:
        database_file("postgresql://club@server/hub")
    assert "pg_dump" in refusal.value.suggested_action
