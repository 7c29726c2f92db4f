"""The hub as a process: how it starts, stops, dies and comes back."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from socketio import exceptions

from core.domain.ids import new_id
from tests.helpers.hub_clients import API, Api, Device, bundle_draft, connected, signed_in
from tests.helpers.hub_process import HubProcess, hub_command, hub_environment, running_hub
from tests.helpers.waiting import until

ROOT = Path(__file__).parents[2]
DAY = "2031-05-05"


def run_hub(database: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        hub_command(f"sqlite:///{database}", *options),
        cwd=ROOT,
        env=hub_environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_that_a_port_in_use_ends_the_start_with_one_sentence_and_code_three(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path, options=()) as hub:
        second = run_hub(tmp_path / "second.db", "--port", str(hub.port))
    assert second.returncode == 3
    assert second.stdout == ""
    assert f"Port {hub.port} on 127.0.0.1 is used by another program." in second.stderr
    assert "Traceback" not in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1


def test_that_a_newer_database_ends_the_start_with_code_four_and_is_left_alone(
    tmp_path: Path,
) -> None:
    database = tmp_path / "hub.db"
    with running_hub(tmp_path, options=()) as hub:
        assert hub.stop() == 0
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = database.read_bytes()
    refused = run_hub(database, "--port", "0")
    assert refused.returncode == 4
    assert "newer" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert database.read_bytes() == before


def test_that_a_hub_nobody_needs_ends_by_itself(tmp_path: Path) -> None:
    ended = run_hub(tmp_path / "hub.db", "--port", "0", "--idle-exit-s", "0.5")
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["ready"] is True


async def test_that_an_orderly_stop_keeps_what_was_being_sent_and_the_presence_of_devices(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            session_id = await started_session(desk)
            token = await desk.player_token("player-001")
        async with connected(hub.url, token) as phone:
            await phone.ok("training:session:join", sessionId=session_id)
            assert await asyncio.to_thread(hub.stop) == 0
    with running_hub(tmp_path) as again:
        async with signed_in(again.url, again.secret) as desk:
            state = await desk.ok("GET", f"{API}/sessions/{session_id}/state")
    assert state["session"]["status"] == "in_progress"
    assert state["players"]["player-001"]["isPhonePresent"] is True


@pytest.mark.requirement(72)
async def test_that_a_killed_hub_loses_no_acknowledged_reading_and_counts_none_twice(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            session_id = await started_session(desk)
            sent = [one_reading(session_id, 100 + number % 100) for number in range(400)]
            async with connected(hub.url, desk.token) as gateway:
                acknowledged = await acknowledged_until_death(gateway, sent, hub)
    with running_hub(tmp_path, port=hub.port) as again:
        assert again.instance != hub.instance
        async with signed_in(again.url, again.secret) as desk:
            before = await recorded_ids(desk, session_id)
            assert len(set(before)) == len(before)
            assert acknowledged <= set(before)
            async with connected(again.url, desk.token) as gateway:
                for batch in sent:
                    await gateway.ok("training:session:readings", **batch)
                after = await recorded_ids(desk, session_id)
                assert len(after) == len(set(after)) == len(sent) + 1
                assert after[: len(before)] == before
                await gateway.ok("training:session:pause", sessionId=session_id)
                await gateway.ok("training:session:end", sessionId=session_id)
            state = await desk.ok("GET", f"{API}/sessions/{session_id}/state")
            assert state["session"]["status"] == "completed"


async def acknowledged_until_death(
    gateway: Device, batches: list[dict[str, Any]], hub: HubProcess
) -> set[str]:
    """Send without waiting, kill the hub while answers still come; the ids it acknowledged."""
    acknowledged: set[str] = set()
    enough = asyncio.Event()

    async def send(batch: dict[str, Any]) -> None:
        await gateway.ok("training:session:readings", **batch)
        acknowledged.add(batch["eventId"])
        if len(acknowledged) >= len(batches) // 8:
            enough.set()

    tasks = [asyncio.ensure_future(send(batch)) for batch in batches]  # noqa: TID251
    await enough.wait()
    hub.kill()
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        is_expected = isinstance(outcome, asyncio.CancelledError | exceptions.SocketIOError)
        assert outcome is None or is_expected, outcome
    assert len(acknowledged) < len(batches)
    return acknowledged


async def test_that_a_result_that_a_crash_prevented_is_made_at_the_next_start(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            session_id = await started_session(desk)
            async with connected(hub.url, desk.token) as trainer:
                await trainer.ok("training:session:readings", **one_reading(session_id, 150))
                await trainer.ok("training:session:end", sessionId=session_id)
        hub.kill()
    with closing(sqlite3.connect(tmp_path / "hub.db")) as connection, connection:
        connection.execute("DELETE FROM session_results")
    with running_hub(tmp_path) as again:
        await until(lambda: count_of_results(tmp_path) == 1, "the result is stored")
        assert again.stop() == 0


async def test_that_a_locked_database_makes_events_wait_and_never_acknowledges_falsely(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk, connected(hub.url, desk.token) as gate:
            session_id = await started_session(desk)
            with closing(sqlite3.connect(tmp_path / "hub.db", isolation_level=None)) as lock:
                lock.execute("BEGIN IMMEDIATE")
                batch = one_reading(session_id, 150)
                waiting = asyncio.ensure_future(  # noqa: TID251
                    gate.call("training:session:readings", **batch)
                )
                await gate.ok("training:session:join", sessionId=session_id)
                assert not waiting.done()
                assert len(await recorded_ids(desk, session_id)) == 1
                lock.execute("ROLLBACK")
            assert (await waiting)["ok"]
            assert len(await recorded_ids(desk, session_id)) == 2


async def started_session(desk: Api) -> str:
    created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(DAY))
    session_id = str(created["sessions"][0]["id"])
    await desk.ok("POST", f"{API}/sessions/{session_id}/start")
    return session_id


def one_reading(session_id: str, heart_rate: int) -> dict[str, Any]:
    reading = {
        "playerId": "player-001",
        "sensorId": "strap",
        "at": time.time(),
        "heartRateBpm": heart_rate,
    }
    return {"sessionId": session_id, "eventId": new_id(), "readings": [reading]}


async def recorded_ids(desk: Api, session_id: str) -> list[str]:
    recording = await desk.ok("GET", f"{API}/sessions/{session_id}/recording")
    assert [entry["seq"] for entry in recording] == list(range(1, len(recording) + 1))
    return [entry["event"]["eventId"] for entry in recording]


def count_of_results(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "hub.db")) as connection:
        count: int = connection.execute("SELECT count(*) FROM session_results").fetchone()[0]
    return count
