"""Events twice, in any order, late, and from the future: placed by their own time, once."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from core.domain.ids import new_id
from tests.helpers.hub_clients import API, Api, Device, bundle_draft, connected

PLAYERS = [f"player-{number:03}" for number in range(1, 7)]
LENGTH_S = 600


@dataclass
class Training:
    """One session, played again and again with the same readings."""

    desk: Api
    device: Device
    began_at: float

    def batches(self) -> list[dict[str, Any]]:
        """Ten minutes of readings, two seconds in each batch."""
        chance = random.Random(5)  # noqa: S311 - a seed, not a secret
        return [
            {
                "eventId": new_id(),
                "timestamp": (self.began_at + second + 2) * 1000,
                "readings": [
                    {
                        "playerId": player,
                        "sensorId": f"strap-{player}",
                        "at": self.began_at + second + step,
                        "heartRateBpm": 110 + chance.randrange(70),
                    }
                    for step in (0.5, 1.5)
                    for player in PLAYERS
                ],
            }
            for second in range(0, LENGTH_S, 2)
        ]

    async def play(self, batches: list[dict[str, Any]], day: str, *, late: bool = False) -> Any:
        """Plan, start, send, end; the figures and traces of each player.

        Args:
            batches: In the order in which they are sent.
            day: Of the plan.
            late: Whether the second half comes after the end was asked for, ten minutes later.
        """
        draft = bundle_draft(day)
        created = await self.desk.ok("POST", f"{API}/session-bundles", draft)
        session_id = created["sessions"][0]["id"]
        await self._tell("start", session_id, 0)
        first = batches[: len(batches) // 2] if late else batches
        await self._send(session_id, first)
        if late:
            await self._tell("pause", session_id, LENGTH_S)
            await self._send(session_id, batches[len(batches) // 2 :])
        await self._tell("end", session_id, LENGTH_S)
        address = f"{API}/session-bundles/{created['bundleId']}/report"
        part = (await self.desk.ok("GET", address))["sessions"][0]
        return part["summary"]["players"], part["traces"]

    async def _tell(self, action: str, session_id: str, after_s: float) -> None:
        await self.device.ok(
            f"training:session:{action}",
            sessionId=session_id,
            timestamp=(self.began_at + after_s) * 1000,
        )

    async def _send(self, session_id: str, batches: list[dict[str, Any]]) -> None:
        for batch in batches:
            await self.device.ok("training:session:readings", sessionId=session_id, **batch)


@pytest.fixture
async def training(desk: Api) -> AsyncIterator[Training]:
    async with connected(desk.url, desk.token) as device:
        yield Training(desk, device, float(int(time.time()) - 3600))


async def test_that_figures_depend_on_when_things_happened_and_not_on_when_they_came(
    training: Training,
) -> None:
    chance = random.Random(6)  # noqa: S311 - a seed, not a secret
    expected = await training.play(training.batches(), "2061-01-01")
    assert all(figures["samplesReceived"] == LENGTH_S for figures in expected[0])

    shuffled = training.batches()
    chance.shuffle(shuffled)
    assert await training.play(shuffled, "2061-01-02") == expected

    doubled = [batch for batch in training.batches() for _ in range(2)]
    for index in range(0, len(doubled) - 5, 5):
        doubled[index : index + 5] = chance.sample(doubled[index : index + 5], 5)
    assert await training.play(doubled, "2061-01-03") == expected

    assert await training.play(training.batches(), "2061-01-04", late=True) == expected


async def test_that_what_lies_beyond_any_clocks_error_is_refused(
    training: Training, session_ids: list[str]
) -> None:
    now = time.time()
    common = {"sessionId": session_ids[0], "playerId": PLAYERS[0], "heartRate": 120}
    for at_s in (now + 120, now + 3600, now - 25 * 3600, 0, -1e9, 253402300800, 1e14):
        refusal = await training.device.refused(
            "training:player:metrics", **common, timestamp=at_s * 1000
        )
        assert (refusal["code"], refusal["field"]) == ("INVALID_INPUT", "timestamp")
        assert refusal["suggestedAction"]
    for at_s in (now + 30, now, now - 600, now - 23 * 3600):
        await training.device.ok("training:player:metrics", **common, timestamp=at_s * 1000)
    log = await training.desk.ok("GET", f"{API}/sessions/{session_ids[0]}/recording")
    assert len(log) == 4
    instants = [entry["event"]["timestamp"] for entry in log]
    assert max(instants) <= time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 1))


async def test_that_one_id_means_one_event_whatever_is_sent_under_it_later(
    training: Training, session_ids: list[str]
) -> None:
    load = {"sessionId": session_ids[0], "eventId": new_id()}
    first = await training.device.ok("training:session:message", **load, text="Go")
    again = await training.device.ok("training:session:message", **load, text="Something else")
    other = await training.device.ok("training:session:start", **load)
    assert first["seq"] == again["seq"] == other["seq"] == 1
    refusal = await training.device.refused(
        "training:session:message", sessionId=session_ids[1], eventId=load["eventId"], text="Go"
    )
    assert refusal["code"] == "CONFLICT"
    (entry,) = await training.desk.ok("GET", f"{API}/sessions/{session_ids[0]}/recording")
    assert entry["event"]["text"] == "Go"
