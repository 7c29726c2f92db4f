"""How the hub is seen from outside: health, metrics, headers, logs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from core.clock import SystemClock
from core.domain.ids import new_id
from core.tasks import TaskScope
from hub_server.observability.metrics import SLOW_S
from tests.helpers.hub_clients import API, Api, bundle_draft, connected, signed_in
from tests.helpers.hub_process import HubProcess, running_hub
from tests.hub.conftest import Plan

ORIGIN = "https://board.club.example"


def figures(text: str) -> dict[str, float]:
    """Prometheus' text as a table."""
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


async def metrics_of(desk: Api) -> dict[str, float]:
    return figures(await desk.ok("GET", "/metrics"))


async def test_that_being_alive_and_being_ready_are_asked_apart(desk: Api) -> None:
    for path in ("/health", "/health/live", "/health/ready"):
        status, health = await desk.call("GET", path, token="")
        assert (status, health["status"]) == (200, "ok")


async def test_that_a_hub_that_cannot_record_is_alive_and_not_ready(tmp_path: Path) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            assert (await desk.call("GET", "/health/ready"))[0] == 200
            with closing(sqlite3.connect(tmp_path / "hub.db")) as connection, connection:
                connection.execute("ALTER TABLE signing_keys RENAME TO gone")
            status, problem = await desk.call("GET", "/health/ready")
            assert (status, problem["code"]) == (503, "UNAVAILABLE")
            assert (await desk.call("GET", "/health/live"))[0] == 200


@pytest.mark.requirement(73, 108)
async def test_that_events_commits_refusals_and_connections_are_counted(
    desk: Api, hub: HubProcess, plan: Plan
) -> None:
    before = await metrics_of(desk)
    async with connected(hub.url, desk.token) as trainer:
        during = await metrics_of(desk)
        await trainer.ok("training:session:start", sessionId=plan.rowing, eventId=new_id())
        await trainer.refused("training:session:start", sessionId=plan.rowing, eventId=new_id())
        await trainer.refused("training:made:up", sessionId=plan.rowing)
        await trainer.ok("training:session:end", sessionId=plan.rowing, eventId=new_id())
        assert (await desk.call("GET", "/api/v1/training/players/none"))[0] == 404
    after = await metrics_of(desk)

    def grew(name: str) -> float:
        return after[name] - before.get(name, 0.0)

    start = 'hockeyhub_handler_seconds_count{name="training:session:start",via="socket"}'
    assert grew(start) == 2
    assert grew('hockeyhub_handler_seconds_count{name="unknown",via="socket"}') == 1
    assert not any("made:up" in name for name in after)
    assert grew('hockeyhub_refused_total{code="WRONG_STATE",via="socket"}') == 1
    assert grew('hockeyhub_refused_total{code="INVALID_INPUT",via="socket"}') == 1
    assert grew('hockeyhub_refused_total{code="NOT_FOUND",via="rest"}') >= 1
    assert grew("hockeyhub_commit_events_sum") >= 2
    assert grew("hockeyhub_commit_seconds_count") >= 2
    assert during['hockeyhub_connections{role="admin"}'] >= 1
    assert after["hockeyhub_recorder_waiting"] == 0
    assert after["hockeyhub_recorder_lag_seconds"] >= 0
    assert "hockeyhub_sessions_running" in after
    assert "hockeyhub_outgoing_packets_deepest" in after
    route = "GET /api/v1/training/players/{player_id:str}"
    assert any(route.replace(":str", "") in name or route in name for name in after)


async def test_that_every_answer_carries_its_request_id_and_tells_browsers_to_be_careful(
    hub: HubProcess, desk: Api
) -> None:
    async with aiohttp.ClientSession() as http:
        for path in ("/health", "/api/v1/training/players", "/none", "/schema/openapi.json"):
            async with http.get(hub.url + path, headers={"X-Request-Id": "trace-0001"}) as answer:
                headers = answer.headers
            assert headers["X-Request-Id"] == "trace-0001"
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert "Strict-Transport-Security" not in headers
            assert "Access-Control-Allow-Origin" not in headers
        for forged in ("x", "a b c d e f g h", "a" * 65):
            async with http.get(f"{hub.url}/health", headers={"X-Request-Id": forged}) as answer:
                assert answer.headers["X-Request-Id"] not in (forged, "trace-0001")


async def test_that_pages_of_foreign_sites_are_refused(hub: HubProcess) -> None:
    async with aiohttp.ClientSession() as http:
        for origin in ("https://evil.example", "null", hub.url.replace("127.0.0.1", "localhost")):
            async with http.get(f"{hub.url}/health", headers={"Origin": origin}) as answer:
                assert answer.status == 403
                assert (await answer.json())["code"] == "NOT_ALLOWED"
        async with http.get(f"{hub.url}/health", headers={"Origin": hub.url}) as answer:
            assert answer.status == 200
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(
                f"{hub.url}/socket.io/?EIO=4&transport=websocket",
                headers={"Origin": "https://evil.example"},
            )


async def test_that_a_site_on_the_allow_list_may_call_and_no_other(tmp_path: Path) -> None:
    preflight = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    with running_hub(tmp_path, options=("--allow-origin", ORIGIN)) as hub:
        async with aiohttp.ClientSession() as http:
            async with http.options(f"{hub.url}/api/v1/auth/token", headers=preflight) as answer:
                assert answer.status == 204
                assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
                assert "Access-Control-Allow-Credentials" not in answer.headers
            async with http.get(f"{hub.url}/health", headers={"Origin": ORIGIN}) as answer:
                assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
            async with http.get(
                f"{hub.url}/health", headers={"Origin": f"{ORIGIN}.evil.example"}
            ) as answer:
                assert answer.status == 403
            async with http.ws_connect(
                f"{hub.url}/socket.io/?EIO=4&transport=websocket", headers={"Origin": ORIGIN}
            ) as socket:
                assert (await socket.receive_str()).startswith("0")


async def be_slow(desk: Api, database: Path, event_id: str) -> None:
    """Start a session while somebody else keeps the database longer than half a second."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE players SET sex = 'male'")
    created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft("2031-05-05"))
    tasks = TaskScope()
    async with connected(desk.url, desk.token) as trainer:
        with closing(sqlite3.connect(database, isolation_level=None)) as lock:
            lock.execute("BEGIN IMMEDIATE")
            session_id = created["sessions"][0]["id"]
            begun = trainer.ok("training:session:start", sessionId=session_id, eventId=event_id)
            waiting = tasks.start(begun, name="start")
            await SystemClock().sleep(SLOW_S * 1.2)
            lock.execute("ROLLBACK")
        await waiting
    await tasks.close()


@pytest.mark.requirement(73)
async def test_that_each_record_is_one_line_of_json_with_the_ids_it_belongs_to(
    tmp_path: Path,
) -> None:
    event_id = new_id()
    with running_hub(tmp_path, options=("--sample-club", "--log-json")) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            with closing(sqlite3.connect(tmp_path / "hub.db")) as connection, connection:
                connection.execute("UPDATE players SET sex = 'nonsense'")
            async with desk._http.get(
                f"{hub.url}/api/v1/training/players?x=%0A%7B%22level%22%3A%22FORGED%22%7D",
                headers={"Authorization": f"Bearer {desk.token}", "X-Request-Id": "trace-0002"},
            ) as answer:
                assert answer.status == 500
            await be_slow(desk, tmp_path / "hub.db", event_id)
        assert hub.stop() == 0
    lines = [json.loads(line) for line in (tmp_path / "hub.log").read_text().splitlines()]
    failed = next(line for line in lines if line.get("requestId") == "trace-0002")
    assert failed["level"] == "ERROR"
    assert "Traceback" in failed["error"]
    slow = next(line for line in lines if line.get("eventId") == event_id)
    assert slow["level"] == "WARNING"
    assert slow["message"].startswith("slow: socket training:session:start took ")
    assert not any(line["level"] == "FORGED" for line in lines)
