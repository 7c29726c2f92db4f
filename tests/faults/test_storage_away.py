"""The database is locked, full, torn, or its server is restarted, all under load.

Writes wait or are refused with a time; nothing is acknowledged falsely; what can go on does, and
afterwards everything is there by itself, once.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.ports.backups import Reason
from core.storage.database import database_file
from tests.helpers.event_storm import (
    IS_SOAK,
    Storm,
    assert_counted_once,
    assert_nothing_acknowledged_is_missing,
    begin_storm,
)
from tests.helpers.hub_clients import API, Api, Device, connected, signed_in
from tests.helpers.hub_process import HubProcess, hub_command, hub_environment, running_hub
from tests.helpers.postgres_server import PostgresServer, postgres_server
from tests.helpers.small_disk import FileSizeLimit, Room, may_mount, small_disk
from tests.helpers.waiting import until

DAY = "2031-05-05"
LOCKED_S = 10.0
EVENTS_AT_ONCE = 60

pytestmark = pytest.mark.timeout(180)


async def assert_live_view_goes_on(desk: Api, device: Device, storm: Storm) -> None:
    """Who looks at a session is answered, and quickly."""
    start = time.monotonic()
    for session_id in storm.session_ids:
        answer = await device.ok("training:session:join", sessionId=session_id, role="trainer")
        assert answer["session"]["session"]["status"] == "in_progress"
        await desk.ok("GET", f"{API}/sessions/{session_id}/state")
    status, _ = await desk.call("GET", "/health", token="")
    assert status == 200
    assert time.monotonic() - start < 5


async def end_and_count(desk: Api, device: Device, storm: Storm) -> None:
    """All is there once, and the sessions can be ended as ever."""
    assert storm.open == []
    await assert_nothing_acknowledged_is_missing(desk, storm)
    for session_id in storm.session_ids:
        await device.ok(
            "training:session:end", sessionId=session_id, timestamp=storm.over_at * 1000
        )
    await assert_counted_once(desk, storm.session_ids[0], storm)


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


async def test_that_ten_seconds_of_lock_make_writes_wait_and_are_nobodys_loss(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path) as hub:
        async with (
            signed_in(hub.url, hub.secret) as desk,
            connected(hub.url, desk.token) as device,
            connected(hub.url, desk.token) as watching,
        ):
            storm = await begin_storm(desk, DAY)
            await storm.insist(device, storm.more(10))
            known = set(storm.acknowledged)
            with closing(sqlite3.connect(tmp_path / "hub.db", isolation_level=None)) as lock:
                lock.execute("BEGIN IMMEDIATE")
                sending = asyncio.ensure_future(  # noqa: TID251
                    storm.insist(device, storm.more(EVENTS_AT_ONCE))
                )
                for _ in range(10):
                    await asyncio.sleep(LOCKED_S / 10)
                    await assert_live_view_goes_on(desk, watching, storm)
                    assert set(storm.acknowledged) == known
                lock.execute("ROLLBACK")
            await sending
            await end_and_count(desk, device, storm)
        assert hub.stop() == 0
    assert "Traceback" not in (tmp_path / "hub.log").read_text()


@contextmanager
def full_disk(folder: Path) -> Iterator[tuple[HubProcess, Room]]:
    with small_disk(folder / "disk") as disk, running_hub(disk.folder) as hub:
        yield hub, disk


@contextmanager
def limited_files(folder: Path) -> Iterator[tuple[HubProcess, Room]]:
    (folder / "disk").mkdir()
    with running_hub(folder / "disk") as hub:
        yield hub, FileSizeLimit(hub.pid, folder / "disk" / "hub.db")


needs_root = pytest.mark.skipif(not may_mount(), reason="only root may make a file system")


@pytest.mark.parametrize(
    "shortage",
    [pytest.param(full_disk, marks=needs_root), limited_files],
    ids=["full disk", "limit on files"],
)
async def test_that_a_full_disk_is_told_at_once_and_recording_goes_on_by_itself_when_it_is_not(
    tmp_path: Path, shortage: Callable[[Path], Iterator[tuple[HubProcess, Room]]]
) -> None:
    with shortage(tmp_path) as (hub, room):
        async with (
            signed_in(hub.url, hub.secret) as desk,
            connected(hub.url, desk.token) as device,
            connected(hub.url, desk.token) as watching,
        ):
            storm = await begin_storm(desk, DAY)
            await storm.insist(device, storm.more(EVENTS_AT_ONCE))
            room.use_up()
            while not storm.refusals:
                await asyncio.wait_for(storm.send(device, storm.more(EVENTS_AT_ONCE)), 20)
            assert set(storm.refusals) == {"UNAVAILABLE"}
            await assert_live_view_goes_on(desk, watching, storm)
            status, problem = await desk.call(
                "POST", f"{API}/sessions/{storm.session_ids[0]}/pause"
            )
            if status != 200:
                assert (status, problem["code"]) == (503, "UNAVAILABLE")
                assert problem["suggestedAction"]
            room.give_back()
            await storm.insist(device, list(storm.sent.values()))
            if status != 200:
                await desk.ok("POST", f"{API}/sessions/{storm.session_ids[0]}/pause")
            await desk.ok("POST", f"{API}/sessions/{storm.session_ids[0]}/resume")
            await assert_nothing_acknowledged_is_missing(desk, storm)
        assert hub.stop() == 0
        folder = tmp_path / "disk"
        assert integrity(folder / "hub.db") == "ok"
        with running_hub(folder) as again:
            async with signed_in(again.url, again.secret) as desk:
                await assert_nothing_acknowledged_is_missing(desk, storm)


async def test_that_a_database_torn_while_in_use_is_refused_with_a_sentence_and_then_set_aside(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path) as hub:
        async with (
            signed_in(hub.url, hub.secret) as desk,
            connected(hub.url, desk.token) as device,
        ):
            storm = await begin_storm(desk, DAY)
            await storm.insist(device, storm.more(EVENTS_AT_ONCE))
        hub.kill()
    database = tmp_path / "hub.db"
    good = database_file(f"sqlite:///{database}").back_up(Reason.DAILY)
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = database.stat().st_size
            with database.open("r+b") as file:
                file.seek(4096)
                file.write(b"\xa5" * (size - 8192))
            for path in (
                "players",
                "sessions",
                "session-bundles",
                f"sessions/{storm.session_ids[0]}",
            ):
                status, answer = await desk.call("GET", f"{API}/{path}")
                assert status in (200, 503), (path, status, answer)
        hub.kill()
    torn = database.read_bytes()
    refused = await asyncio.create_subprocess_exec(
        *hub_command(f"sqlite:///{database}", "--port", "0"),
        env=hub_environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await refused.communicate()
    assert refused.returncode == 5, said
    assert f"hockeyhub restore {good}".encode() in said
    assert b"Traceback" not in said
    assert (tmp_path / "hub.db.damaged-1").read_bytes() == torn
    assert not database.exists()


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as running:
        yield running


async def test_that_a_database_server_restarted_under_load_costs_no_acknowledged_event(
    tmp_path: Path, server: PostgresServer
) -> None:
    with running_hub(tmp_path, database=server.url) as hub:
        async with (
            signed_in(hub.url, hub.secret) as desk,
            connected(hub.url, desk.token) as device,
            connected(hub.url, desk.token) as watching,
        ):
            storm = await begin_storm(desk, DAY)
            for mode in ("immediate", "fast") * (10 if IS_SOAK else 1):
                sending = asyncio.ensure_future(  # noqa: TID251
                    storm.insist(device, storm.more(300))
                )
                before = len(storm.acknowledged)
                await until(lambda: len(storm.acknowledged) > before + 10, "events come in")  # noqa: B023
                await asyncio.to_thread(server.stop, mode)
                for session_id in storm.session_ids:
                    await watching.ok("training:session:join", sessionId=session_id, role="trainer")
                status, problem = await desk.call("GET", f"{API}/players")
                assert (status, problem["code"]) == (503, "UNAVAILABLE")
                late = storm.more(20)
                await asyncio.wait_for(storm.send(device, late), 20)
                assert {one.id for one in late}.isdisjoint(storm.acknowledged)  # so all refused
                await asyncio.to_thread(server.start)
                await asyncio.gather(sending, storm.insist(device, late))
            await end_and_count(desk, device, storm)
        assert hub.stop() == 0
    assert "Traceback" not in (tmp_path / "hub.log").read_text()
