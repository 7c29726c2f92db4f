"""A whole club, taken from one database to another."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.domain.audit import AuditFilter
from core.domain.ids import new_id
from core.errors import ConflictError, InvalidInputError
from core.ports.moving import MovedTable
from core.services.club.sample import load_sample_club
from core.storage import tables
from core.storage.database import open_database
from core.storage.moving import move_club
from tests.helpers.databases import KINDS, fresh_url
from tests.helpers.hub_clients import API, bundle_draft, connected, signed_in
from tests.helpers.hub_process import HubProcess, running_hub

pytestmark = pytest.mark.timeout(120)

UNSORTED_IDS = ("a", "B", "ä", "Z-1", "_", "z 2")
"""Which PostgreSQL's languages sort otherwise than SQLite."""


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a club that has trained: plans, a recording, a summary, sign-ins, devices."""
    folder = tmp_path_factory.mktemp("club")
    with running_hub(folder) as hub:
        asyncio.run(train(hub))
        assert hub.stop() == 0
    with closing(sqlite3.connect(folder / "hub.db")) as connection, connection:
        for name in UNSORTED_IDS:
            connection.execute("INSERT INTO teams (id, name) VALUES (?, ?)", [name, f"Team {name}"])
    return folder / "hub.db"


async def train(hub: HubProcess) -> None:
    async with signed_in(hub.url, hub.secret) as desk, connected(hub.url, desk.token) as gate:
        created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft("2031-05-05"))
        session_id = str(created["sessions"][0]["id"])
        await desk.player_token("player-002")
        await desk.ok("POST", f"{API}/sessions/{session_id}/start")
        for bpm in range(100, 160):
            reading = {
                "playerId": "player-001",
                "sensorId": "strap",
                "at": time.time(),
                "heartRateBpm": bpm,
            }
            await gate.ok(
                "training:session:readings",
                sessionId=session_id,
                eventId=new_id(),
                readings=[reading],
            )
        await gate.ok("training:session:end", sessionId=session_id)


@pytest.mark.parametrize("kind", KINDS)
async def test_that_everything_is_the_same_in_its_new_place_and_goes_on_there(
    kind: str, club: Path, tmp_path: Path
) -> None:
    told: list[MovedTable] = []
    async with fresh_url(kind, tmp_path) as target:
        moved = await move_club(f"sqlite:///{club}", target, told.append)
        assert list(moved) == told
        rows = {one.name: one.rows for one in moved}
        with closing(sqlite3.connect(club)) as connection:
            for name, count in rows.items():
                query = f"SELECT count(*) FROM {name}"  # noqa: S608 - a table of ours
                assert connection.execute(query).fetchone() == (count,)
        assert set(rows) == set(tables.metadata.tables)
        assert rows["players"] == 18
        assert rows["session_events"] + rows["recording_parts"] > 0
        assert rows["audit_log"] >= 3
        await compare_and_go_on(f"sqlite:///{club}", target)


async def compare_and_go_on(source: str, target: str) -> None:
    """What the program reads is the same on both sides, and the next line gets the next number."""
    old, new = await open_database(source), await open_database(target)
    try:
        async with old.read() as left, new.read() as right:
            assert await left.club.players() == await right.club.players()
            assert await left.club.workouts() == await right.club.workouts()
            (ended,) = [one for one in await left.schedule.sessions() if one.ended_at]
            assert await left.recordings.read(ended.id) == await right.recordings.read(ended.id)
            before = await left.audit.page(AuditFilter(), limit=500)
            assert before == await right.audit.page(AuditFilter(), limit=500)
        async with new.write() as unit:
            await unit.audit.note(actor="a", action="b", subject="c", detail=b"{}")
            await unit.commit()
        async with new.read() as unit:
            newest = await unit.audit.page(AuditFilter(), limit=1)
        assert newest.items[0].id == before.items[0].id + 1
    finally:
        await old.close()
        await new.close()


async def test_that_the_way_back_from_a_server_is_open(club: Path, tmp_path: Path) -> None:
    async with fresh_url("postgresql", tmp_path) as server:
        there = await move_club(f"sqlite:///{club}", server, _nobody)
        back = await move_club(server, f"sqlite:///{tmp_path / 'back.db'}", _nobody)
    assert [(one.name, one.rows) for one in back] == [(one.name, one.rows) for one in there]
    again = await move_club(
        f"sqlite:///{tmp_path / 'back.db'}", f"sqlite:///{tmp_path / 'third.db'}", _nobody
    )
    assert again == back


@pytest.mark.parametrize("kind", KINDS)
async def test_that_a_club_that_is_there_already_is_not_written_over(
    kind: str, club: Path, tmp_path: Path
) -> None:
    async with fresh_url(kind, tmp_path) as target:
        there = await open_database(target)
        await load_sample_club(there)
        await there.close()
        with pytest.raises(ConflictError, match="not empty"):
            await move_club(f"sqlite:///{club}", target, _nobody)
        there = await open_database(target)
        async with there.reader.connect() as connection:
            assert await connection.scalar(select(func.count()).select_from(tables.audit_log)) == 0
        await there.close()


async def test_that_a_club_whose_hub_runs_is_not_moved(tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path / 'new.db'}"
    with (
        running_hub(tmp_path),
        pytest.raises(ConflictError, match="A hub is using the database"),
    ):
        await move_club(f"sqlite:///{tmp_path / 'hub.db'}", new, _nobody)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("source", "target"),
    [("sqlite:///{0}/none.db", "sqlite:///{0}/b.db"), ("mysql://x/y", "sqlite:///{0}/b.db")],
)
async def test_that_a_source_that_is_none_is_refused_and_nothing_is_made(
    source: str, target: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInputError):
        await move_club(source.format(tmp_path), target.format(tmp_path), _nobody)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - not on the loop for long


def _nobody(_one: MovedTable) -> None:
    pass
