"""A recording is played back to who asked, at his pace, and leaves no trace."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from core.domain.ids import new_id
from core.live.events import utc
from tests.helpers.four_groups import LIFTER, planned_four, start_all, token_of
from tests.helpers.hub_clients import Api, Device, connected
from tests.hub.conftest import Plan

SPAN_S = 30


async def recorded(device: Device, session_id: str) -> None:
    """Half a minute: a start, a heart rate each second, an end."""
    begin = time.time() - SPAN_S - 5
    stamp = lambda second: utc(begin + second).isoformat()  # noqa: E731
    await device.ok("training:session:start", sessionId=session_id, timestamp=stamp(0))
    for second in range(1, SPAN_S):
        reading = {
            "playerId": "player-001",
            "sensorId": "s",
            "at": begin + second,
            "heartRateBpm": 100 + second,
        }
        await device.ok(
            "training:session:readings",
            sessionId=session_id,
            eventId=new_id(),
            timestamp=stamp(second),
            readings=[reading],
        )
    await device.ok("training:session:end", sessionId=session_id, timestamp=stamp(SPAN_S))


def played(device: Device) -> list[dict[str, Any]]:
    return [
        payload["recorded"]
        for name, payload in device.received
        if name == "training:playback:event"
    ]


async def ended(device: Device) -> dict[str, Any]:
    return await device.until(
        lambda name, payload: name == "training:playback:status" and payload["phase"] == "ended"
    )


@pytest.mark.requirement(141)
async def test_that_a_recording_comes_back_whole_and_in_order_to_who_asked_alone(
    desk: Api, plan: Plan
) -> None:
    async with (
        connected(desk.url, desk.token) as trainer,
        connected(desk.url, desk.token) as other,
    ):
        await recorded(trainer, plan.rowing)
        before = await desk.ok("GET", f"/api/v1/recordings/{plan.rowing}")
        begun = time.monotonic()
        ack = await trainer.ok("training:playback:start", sessionId=plan.rowing, speed=60)
        assert ack["durationS"] == pytest.approx(SPAN_S, abs=0.01)
        assert ack["session"]["session"]["status"] == "in_progress"
        last = await ended(trainer)
        took_s = time.monotonic() - begun
        assert took_s + 0.05 >= SPAN_S / 60
        assert last["playbackId"] == ack["playbackId"]
        assert [one["seq"] for one in played(trainer)] == list(range(2, SPAN_S + 2))
        assert played(trainer)[-1]["event"]["kind"] == "training:session:end"
        assert not [name for name, _ in other.received if "playback" in name]
        assert await desk.ok("GET", f"/api/v1/recordings/{plan.rowing}") == before


@pytest.mark.requirement(141)
async def test_that_a_playback_begins_anywhere_with_the_state_of_that_instant(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, desk.token) as trainer:
        await recorded(trainer, plan.rowing)
        ack = await trainer.ok(
            "training:playback:start", sessionId=plan.rowing, fromS=20.5, speed=60
        )
        assert ack["session"]["seq"] == 21
        assert ack["session"]["players"]["player-001"]["heartRateBpm"] == 120
        await ended(trainer)
        assert next(one["seq"] for one in played(trainer)) == 22


@pytest.mark.requirement(141)
async def test_that_a_held_playback_stands_until_it_is_let_go(desk: Api, plan: Plan) -> None:
    async with connected(desk.url, desk.token) as trainer:
        await recorded(trainer, plan.rowing)
        await trainer.ok("training:playback:start", sessionId=plan.rowing, fromS=10, speed=0)
        await trainer.ok("training:playback:speed", speed=1)
        held = await trainer.ok("training:playback:speed", speed=0)
        assert held == {"ok": True}
        status = await trainer.until(
            lambda name, payload: name == "training:playback:status" and payload["speed"] == 0
        )
        assert status["phase"] == "held"
        assert status["positionS"] == pytest.approx(10, abs=2)
        await trainer.ok("training:playback:speed", speed=60)
        await ended(trainer)
        assert [one["seq"] for one in played(trainer)] == list(range(12, SPAN_S + 2))
        await trainer.ok("training:playback:stop")
        refused = await trainer.refused("training:playback:speed", speed=2)
        assert refused["code"] == "NOT_FOUND"


async def test_that_a_session_that_never_ran_and_a_wild_speed_are_refused(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, desk.token) as trainer:
        nothing = await trainer.refused("training:playback:start", sessionId=plan.rowing)
        assert nothing["code"] == "NOT_FOUND"
        wild = await trainer.refused("training:playback:start", sessionId=plan.rowing, speed=61)
        assert (wild["code"], wild["field"]) == ("INVALID_INPUT", "speed")


@pytest.mark.requirement(71, 141)
async def test_that_details_of_an_injury_are_played_back_only_to_who_may_read_them(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    async with (
        connected(desk.url, desk.token) as trainer,
        connected(desk.url, await token_of(desk, "assistant")) as assistant,
    ):
        await start_all(trainer, four)
        await trainer.ok(
            "training:medical:status_changed",
            sessionId=four.strength,
            playerId=LIFTER,
            status="injured",
            bodyPart="left knee",
            note="gave way",
            eventId=new_id(),
        )
        for device, is_told in ((trainer, True), (assistant, False)):
            whole = await device.ok("training:playback:start", sessionId=four.strength, fromS=1e6)
            assert ("left knee" in str(whole)) is is_told
            await device.ok("training:playback:start", sessionId=four.strength, speed=60)
            await ended(device)
            assert "training:medical:status_changed" in str(played(device))
            assert ("gave way" in str(played(device))) is is_told
