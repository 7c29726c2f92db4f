"""The hub leads a hybrid session through its blocks: a real hub, sockets, a moved clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.helpers.four_groups import state_of
from tests.helpers.hub_clients import API, Device, bundle_draft, connected
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.waiting import until

LIFTER, OTHER, STRANGER = "player-001", "player-002", "player-007"
BLOCK = "training:hybrid:block_transition"
MIXED = "training:hybrid:mixed_metrics"
SET = "training:strength:set_completion"
WARM_UP_S, LIFTS_S = 62.6, 140.9
"""Of the sample workout in a session of six minutes."""


@dataclass
class Room:
    """A hybrid session that runs."""

    hub: ClockedHub
    session_id: str
    trainer: Device
    phone: Device
    other: Device
    stranger: Device

    async def play(self, seconds: int, bpm: int = 140) -> None:
        """The clock runs, and the lifter is heard once a second."""
        for _ in range(seconds):
            await self.hub.clock.advance(1)
            reading = {
                "playerId": LIFTER,
                "sensorId": "strap",
                "at": self.hub.clock.now(),
                "heartRateBpm": bpm,
            }
            await self.trainer.ok(
                "training:session:readings", sessionId=self.session_id, readings=[reading]
            )

    async def play_until(self, done: Callable[[], object], most_s: int) -> None:
        """The clock runs until something has come; a busy machine looks late."""
        for _ in range(most_s):
            if done():
                return
            await self.play(1)
        await until(done, "what was to come")

    async def state(self) -> dict[str, Any]:
        return await state_of(self.hub.desk, self.session_id)

    async def recorded(self, kind: str) -> list[dict[str, Any]]:
        log = await self.hub.desk.ok("GET", f"{API}/sessions/{self.session_id}/recording")
        return [one["event"] for one in log if one["event"]["kind"] == kind]


def received(device: Device, name: str) -> list[dict[str, Any]]:
    return [payload for heard, payload in device.received if heard == name]


def seconds(event: dict[str, Any]) -> float:
    return datetime.fromisoformat(event["timestamp"]).timestamp()


@asynccontextmanager
async def devices(hub: ClockedHub, session_id: str) -> AsyncIterator[Room]:
    async with AsyncExitStack() as stack:
        found: list[Device] = []
        tokens = [hub.desk.token]
        tokens += [await hub.desk.player_token(one) for one in (LIFTER, OTHER, STRANGER)]
        for token in tokens:
            device = await stack.enter_async_context(connected(hub.url, token))
            if token != tokens[-1]:
                await device.ok("training:session:join", sessionId=session_id)
            found.append(device)
        yield Room(hub, session_id, *found)


async def planned(hub: ClockedHub) -> str:
    draft = bundle_draft("2026-02-03")
    draft["commonProperties"]["duration"] = 6
    draft["sessions"][0]["workoutId"] = "workout-power-mix"
    created = await hub.desk.ok("POST", f"{API}/session-bundles", draft)
    return str(created["sessions"][0]["id"])


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with clocked_hub(tmp_path) as hub:
        session_id = await planned(hub)
        async with devices(hub, session_id) as opened:
            await opened.trainer.ok("training:session:start", sessionId=session_id)
            yield opened


async def do_all_lifts(room: Room) -> None:
    for exercise in ("trap-bar-deadlift", "box-jump"):
        for number in range(1, 5):
            await room.trainer.ok(
                SET,
                sessionId=room.session_id,
                playerId=LIFTER,
                exerciseId=exercise,
                setData={"setNumber": number, "reps": 4, "weight": 100},
                timestamp=datetime.fromtimestamp(room.hub.clock.now()).astimezone().isoformat(),
            )


@pytest.mark.requirement(48)
async def test_that_the_clock_takes_everybody_to_the_next_block_and_all_are_told(
    room: Room,
) -> None:
    begun = room.hub.clock.now()
    await room.play_until(lambda: received(room.trainer, BLOCK), 120)
    for device in (room.trainer, room.phone, room.other):
        told = await device.named(BLOCK)
        assert (told["fromBlock"], told["toBlock"], told["blockName"]) == (0, 1, "Lifts")
        assert (told["isAutomatic"], told["mode"], "playerId" in told) == (True, "exercise", False)
        assert seconds(told) - begun == pytest.approx(WARM_UP_S, abs=0.1)
        assert told["seq"]
    assert received(room.stranger, BLOCK) == received(room.stranger, MIXED) == []
    state = await room.state()
    assert {one["hybrid"]["block"] for one in state["players"].values()} == {1}
    assert state["block"]["index"] == 1
    assert len(await room.recorded(BLOCK)) == 1


@pytest.mark.requirement(48)
async def test_that_who_has_done_all_sets_goes_ahead_alone(room: Room) -> None:
    await room.play_until(lambda: received(room.phone, BLOCK), 120)
    await do_all_lifts(room)

    def alone() -> list[dict[str, Any]]:
        return [one for one in received(room.phone, BLOCK) if "playerId" in one]

    await room.play_until(alone, 30)
    (told,) = alone()
    assert (told["playerId"], told["fromBlock"], told["toBlock"]) == (LIFTER, 1, 2)
    assert told["isAutomatic"]
    players = (await room.state())["players"]
    assert (players[LIFTER]["hybrid"]["block"], players[OTHER]["hybrid"]["block"]) == (2, 1)
    assert [one for one in received(room.other, BLOCK) if "playerId" in one] == []


@pytest.mark.requirement(48)
async def test_that_the_trainers_own_transition_moves_the_clocks_boundaries(room: Room) -> None:
    await room.play(10)
    await room.trainer.ok(
        BLOCK,
        sessionId=room.session_id,
        toBlock=1,
        durationS=30,
        timestamp=datetime.fromtimestamp(room.hub.clock.now()).astimezone().isoformat(),
    )
    at = room.hub.clock.now()
    await room.play_until(lambda: len(received(room.phone, BLOCK)) > 1, 60)
    told = received(room.phone, BLOCK)[1]
    assert (told["fromBlock"], told["isAutomatic"]) == (1, True)
    assert seconds(told) - at == pytest.approx(30, abs=0.1)
    assert [one["toBlock"] for one in await room.recorded(BLOCK)] == [1, 2]


@pytest.mark.requirement(48)
async def test_that_mixed_metrics_reach_trainers_and_their_own_player(room: Room) -> None:
    await room.play(80)
    await do_all_lifts(room)

    def lifted() -> list[dict[str, Any]]:
        return [one for one in received(room.phone, MIXED) if one.get("setsDone") == 8]

    await room.play_until(lifted, 30)
    mine = lifted()[0]
    assert (mine["playerId"], mine["repsDone"], mine["volumeKg"]) == (LIFTER, 32, 3200)
    assert (mine["heartRate"], mine["exerciseId"]) == (140, "box-jump")
    assert mine["trimp"] > 0
    assert mine["blockLeftS"] > 0
    assert "seq" not in mine
    await room.trainer.until(lambda name, load: (name, load) == (MIXED, mine))
    assert {one["playerId"] for one in received(room.other, MIXED)} == {OTHER}
    of_lifter = [one for one in received(room.trainer, MIXED) if one["playerId"] == LIFTER]
    assert 4 <= len(of_lifter) <= 60  # every five seconds, and when something has changed
    assert await room.recorded(MIXED) == []


@pytest.mark.requirement(48)
async def test_that_a_hub_that_was_away_records_what_it_missed_once_and_as_of_then(
    tmp_path: Path,
) -> None:
    async with clocked_hub(tmp_path) as hub:
        session_id = await planned(hub)
        async with devices(hub, session_id) as opened:
            await opened.trainer.ok("training:session:start", sessionId=session_id)
            begun = hub.clock.now()
            await opened.play_until(lambda: received(opened.trainer, BLOCK), 120)
    async with clocked_hub(tmp_path) as again, devices(again, session_id) as opened:
        again.clock.move_to(begun + 330)
        await opened.play_until(lambda: len(received(opened.phone, BLOCK)) >= 2, 20)
        await opened.play(3)
        events = await opened.recorded(BLOCK)
        assert [one["toBlock"] for one in events] == [1, 2, 3]
        assert [one["fromBlock"] for one in events] == [0, 1, 2]
        at = [seconds(one) - begun for one in events]
        assert at[:2] == pytest.approx([WARM_UP_S, WARM_UP_S + LIFTS_S], abs=0.1)
        assert at[2] < 330
