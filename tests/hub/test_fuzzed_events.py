"""Odd payloads to every event of a real hub: a typed refusal each, and nobody is worse off."""

from __future__ import annotations

import random
from typing import Any

from hub_server.realtime.handlers import ROUTES
from tests.helpers.hub_clients import API, Api, connected
from tests.hub.conftest import Plan

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**63, -(2**70), 1e308, "", "x", "\0", "é\u2028", "x" * 10_000,
    "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", [], [[]], [{}], {}, {"a": {"b": [1]}},
    "'; DROP TABLE players;--", "<script>", "../../etc/passwd", "player-001", "active",
)  # fmt: skip
FIELDS = (
    "sessionId", "eventId", "timestamp", "playerId", "role", "lastSeq", "reason", "text",
    "readings", "heartRate", "power", "status", "setNumber", "exerciseId", "elapsedS", "at",
)  # fmt: skip
EXPECTED = {"INVALID_INPUT", "NOT_FOUND", "NOT_ALLOWED", "WRONG_STATE", "TOO_MANY", "CONFLICT"}


async def test_that_two_thousand_odd_payloads_get_a_typed_answer_each(
    desk: Api, plan: Plan
) -> None:
    chance = random.Random(20260101)  # noqa: S311 - a seed, not a secret
    reading = {"playerId": "player-001", "sensorId": "s", "at": 0.0, "heartRateBpm": 1}
    async with connected(desk.url, desk.token) as trainer:
        for number in range(2000):
            name = chance.choice(tuple(ROUTES))
            load: Any = {field: chance.choice(ODD) for field in chance.sample(FIELDS, 5)}
            if number % 2:
                load["sessionId"] = plan.session_ids[2]
            if number % 5 == 0:
                load["readings"] = [{**reading, chance.choice(FIELDS): chance.choice(ODD)}]
            if number % 50 == 0:
                load = chance.choice(ODD[:-4])
            answer = await trainer.client.call(name, load, namespace="/training", timeout=20)
            if not answer["ok"]:
                problem = answer["error"]
                assert problem["code"] in EXPECTED, (name, load, problem)
                assert problem["message"]
    state = await desk.ok("GET", f"{API}/sessions/{plan.rowing}/state")
    assert state["seq"] == 0
