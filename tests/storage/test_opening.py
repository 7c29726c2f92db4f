from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy.engine.url import make_url

from core.errors import (
    DamagedDatabaseError,
    InvalidInputError,
    NewerDatabaseError,
    UnavailableError,
)
from core.services.club.sample import load_sample_club
from core.storage import migrations, sqlite_file, upgrade
from core.storage.database import open_database
from core.storage.engines import postgres_engine, sqlite_engine
from core.storage.tables import metadata
from core.storage.transactions import transaction
from tests.helpers.databases import KINDS, fresh_url


@pytest.fixture(params=KINDS)
async def url(request: pytest.FixtureRequest, tmp_path: Path):
    async with fresh_url(request.param, tmp_path) as fresh:
        yield fresh


def engine_of(url: str):
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return sqlite_engine(Path(str(address.database)), is_writer=True)
    return postgres_engine(address)


def content_of(url: str) -> bytes:
    address = make_url(url)
    is_file = address.get_backend_name() == "sqlite"
    return Path(str(address.database)).read_bytes() if is_file else b""


def exit_code_of(program: str) -> int:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, check=False, timeout=30).returncode


def described(connection: Connection) -> dict[str, object]:
    look = inspect(connection)
    result: dict[str, object] = {
        "views": {n: look.get_view_definition(n) for n in look.get_view_names()}
    }
    for table in look.get_table_names():
        result[table] = {
            "columns": [
                (one["name"], str(one["type"]), one["nullable"], str(one["default"]))
                for one in look.get_columns(table)
            ],
            "key": look.get_pk_constraint(table),
            "foreign": sorted(map(str, look.get_foreign_keys(table))),
            "indexes": sorted(map(str, look.get_indexes(table))),
            "unique": sorted(map(str, look.get_unique_constraints(table))),
        }
    return result


async def test_that_all_migrations_together_make_the_schema_of_the_tables(
    url: str, tmp_path: Path
) -> None:
    engine = engine_of(url)
    async with transaction(engine) as connection:
        await connection.run_sync(upgrade.run_migrations)
        migrated = await connection.run_sync(described)
    async with transaction(engine) as connection:
        await connection.run_sync(upgrade.create_schema)
        made = await connection.run_sync(described)
    await engine.dispose()
    assert migrated == made
    assert set(metadata.tables) | {"alembic_version", "views"} == set(made)


def test_that_the_known_revisions_are_those_of_the_scripts() -> None:
    names = sorted(Path(migrations.__file__).parent.glob("versions/[0-9]*.py"))
    assert tuple(name.name[:4] for name in names) == migrations.REVISIONS


async def test_that_opening_an_up_to_date_database_loads_no_alembic(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from core.storage.database import open_database\n"
        f"database = asyncio.run(open_database('sqlite:///{tmp_path / 'hub.db'}'))\n"
        "assert 'alembic' not in sys.modules\n"
        "assert 'sqlalchemy.dialects.postgresql' not in sys.modules\n"
    )
    await (await open_database(f"sqlite:///{tmp_path / 'hub.db'}")).close()
    assert await asyncio.to_thread(exit_code_of, program) == 0


async def test_that_an_older_file_is_copied_then_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hub.db"
    first = await open_database(f"sqlite:///{path}")
    await load_sample_club(first)
    await first.close()
    monkeypatch.setattr("core.storage.database.HEAD", "later")
    monkeypatch.setattr("core.storage.upgrade.HEAD", "later")
    again = await open_database(f"sqlite:///{path}")
    async with again.read() as unit:
        assert len(await unit.club.players()) == 18
    await again.close()
    (copy,) = (tmp_path / "backups").glob("hub-*-upgrade.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM players").fetchone() == (18,)


async def test_that_a_newer_database_is_refused_and_not_touched(url: str) -> None:
    engine = engine_of(url)
    await (await open_database(url)).close()
    async with transaction(engine) as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        await connection.commit()
    await engine.dispose()
    before = content_of(url)
    with pytest.raises(NewerDatabaseError, match=r"newer version.*9999.*Nothing was changed"):
        await open_database(url)
    assert content_of(url) == before


async def test_that_another_programs_database_is_refused(url: str) -> None:
    engine = engine_of(url)
    async with transaction(engine) as connection:
        await connection.exec_driver_sql("CREATE TABLE invoices (id INTEGER)")
        await connection.commit()
    await engine.dispose()
    with pytest.raises(InvalidInputError, match="another program"):
        await open_database(url)


async def test_that_a_file_that_is_no_database_is_set_aside_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    for number in (1, 2):
        path.write_bytes(b"holiday pictures" * 1000)
        with pytest.raises(DamagedDatabaseError, match=rf"hub\.db\.damaged-{number}"):
            await open_database(f"sqlite:///{path}")
        assert (tmp_path / f"hub.db.damaged-{number}").read_bytes().startswith(b"holiday")
    await (await open_database(f"sqlite:///{path}")).close()


@pytest.mark.parametrize("part", ["torn page", "cut off"])
async def test_that_a_broken_database_is_set_aside(tmp_path: Path, part: str) -> None:
    path = tmp_path / "hub.db"
    database = await open_database(f"sqlite:///{path}")
    await load_sample_club(database)
    await database.close()
    whole = path.read_bytes()
    middle = len(whole) // 2
    torn = whole[:middle] + os.urandom(8192) + whole[middle + 8192 :]
    path.write_bytes(torn if part == "torn page" else whole[:middle])
    with pytest.raises(DamagedDatabaseError):
        await open_database(f"sqlite:///{path}")
    assert not path.exists()


async def test_that_a_crash_loses_nothing_committed_and_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    program = (
        "import asyncio, os\n"
        "from core.storage.database import open_database\n"
        "from core.services.club.sample import load_sample_club\n"
        "async def main():\n"
        f"    database = await open_database('sqlite:///{path}')\n"
        "    await load_sample_club(database)\n"
        "    async with database.write() as unit:\n"
        "        await unit.club.delete_player('player-001')\n"
        "        os._exit(9)\n"
        "asyncio.run(main())\n"
    )
    assert await asyncio.to_thread(exit_code_of, program) == 9
    database = await open_database(f"sqlite:///{path}")
    async with database.read() as unit:
        assert len(await unit.club.players()) == 18
    await database.close()


@pytest.mark.parametrize("url", ["mysql://host/x", "nonsense", "sqlite://"])
async def test_that_an_address_that_makes_no_sense_is_refused(url: str) -> None:
    with pytest.raises(InvalidInputError):
        await open_database(url)


async def test_that_a_server_that_is_away_is_said_to_be_so() -> None:
    with pytest.raises(UnavailableError):
        await open_database("postgresql://hub@127.0.0.1:1/hub")


async def test_that_a_server_that_refuses_is_quoted(tmp_path: Path) -> None:
    async with fresh_url("postgresql", tmp_path) as url:
        elsewhere = make_url(url).set(database="no_such_database")
        with pytest.raises(UnavailableError, match="no_such_database"):
            await open_database(elsewhere.render_as_string(hide_password=False))


def test_that_inspecting_a_missing_file_makes_none(tmp_path: Path) -> None:
    condition = sqlite_file.inspect(tmp_path / "hub.db")
    assert (condition.revision, condition.has_tables) == (None, False)
    assert list(tmp_path.iterdir()) == []
