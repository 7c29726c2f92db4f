"""Recordings as a stream of lines, for those who may read them."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.domain.ids import new_id
from core.live.events import utc
from tests.helpers.hub_clients import API, Api, bundle_draft, connected, signed_in
from tests.helpers.hub_process import running_hub
from tests.helpers.waiting import until
from tests.hub.conftest import Plan

RECORDINGS = "/api/v1/recordings"


async def lines(api: Api, session_id: str, *, token: str | None = None, after: int = 0) -> Any:
    status, text = await api.call("GET", f"{RECORDINGS}/{session_id}?after={after}", token=token)
    assert status == 200
    return [json.loads(line) for line in text.splitlines()]


async def recorded(desk: Api, plan: Plan) -> None:
    """A session that ran, with enough readings to be packed."""
    now = time.time()
    async with connected(desk.url, desk.token) as device:
        await device.ok("training:session:join", sessionId=plan.rowing, role="trainer")
        await device.ok("training:session:start", sessionId=plan.rowing)
        for number in range(120):
            readings = [
                {
                    "playerId": player_id,
                    "sensorId": "s",
                    "at": now,
                    "heartRateBpm": 120 + number % 9,
                }
                for player_id in ("player-001", "player-002")
            ]
            await device.ok(
                "training:session:readings",
                sessionId=plan.rowing,
                eventId=new_id(),
                timestamp=utc(now).isoformat(),
                readings=readings,
            )


@pytest.mark.requirement(141)
async def test_that_a_recording_is_streamed_in_order_before_and_after_it_is_packed(
    tmp_path: Path, new_day: Callable[[], str]
) -> None:
    def loose() -> int:
        with closing(sqlite3.connect(tmp_path / "hub.db")) as connection:
            return int(connection.execute("SELECT count(*) FROM session_events").fetchone()[0])

    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(new_day()))
            plan = Plan(created["bundleId"], [one["id"] for one in created["sessions"]])
            await recorded(desk, plan)
            running = await lines(desk, plan.rowing)
            assert [one["seq"] for one in running] == list(range(1, 122))
            assert running == await desk.ok("GET", f"{API}/sessions/{plan.rowing}/recording")
            await desk.ok("POST", f"{API}/sessions/{plan.rowing}/end")
            await until(lambda: loose() == 2, "only start and end stand in rows")
            assert (await lines(desk, plan.rowing))[:121] == running
            assert [one["seq"] for one in await lines(desk, plan.rowing, after=119)] == [
                120,
                121,
                122,
            ]


@pytest.mark.requirement(71, 141)
async def test_that_a_player_gets_his_own_part_and_a_stranger_nothing(
    desk: Api, plan: Plan
) -> None:
    await recorded(desk, plan)
    own = await lines(desk, plan.rowing, token=await desk.player_token("player-001"))
    heard = {reading["playerId"] for one in own for reading in one["event"].get("readings", ())}
    assert heard == {"player-001"}
    stranger = await desk.player_token("player-018")
    status, problem = await desk.call("GET", f"{RECORDINGS}/{plan.rowing}", token=stranger)
    assert (status, problem["code"]) == (403, "NOT_ALLOWED")
    status, problem = await desk.call("GET", f"{RECORDINGS}/nothing")
    assert (status, problem["code"]) == (404, "NOT_FOUND")
