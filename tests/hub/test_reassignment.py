"""A strap was on somebody else: what the hub makes of it, and whom it tells."""

from __future__ import annotations

import time
from typing import Any

from core.domain.ids import new_id
from tests.helpers.hub_clients import API, Api, Device, connected
from tests.hub.conftest import Plan

ONE, TWO = "player-001", "player-002"
ELSEWHERE = "player-007"


def batch(session_id: str, since: float, player_id: str, bpm: int) -> dict[str, Any]:
    """Ten seconds of a strap."""
    said = [
        {
            "playerId": player_id,
            "sensorId": f"strap-{player_id}",
            "at": since + second,
            "heartRateBpm": bpm,
            "source": "sensor",
        }
        for second in range(10)
    ]
    return {"sessionId": session_id, "eventId": new_id(), "readings": said}


def move(session_id: str, owner: str, other: str, since: float, **more: Any) -> dict[str, Any]:
    return {
        "sessionId": session_id,
        "sensorId": f"strap-{owner}",
        "fromPlayerId": owner,
        "toPlayerId": other,
        "since": since,
        **more,
    }


async def beats(device: Device, session_id: str) -> dict[str, float | None]:
    joined = await device.ok("training:session:join", sessionId=session_id)
    players = joined["session"]["players"]
    return {
        key: players[key]["heartRateBeats"] / sum(players[key]["secondsInZone"])
        for key in players
        if sum(players[key]["secondsInZone"]) > 0
    }


async def test_that_swapped_straps_are_re_attributed_in_state_and_report(
    desk: Api, plan: Plan
) -> None:
    began = time.time() - 20
    phone_token = await desk.player_token(ONE)
    async with (
        connected(desk.url, desk.token) as trainer,
        connected(desk.url, phone_token) as phone,
    ):
        await phone.ok("training:session:join", sessionId=plan.rowing, playerId=ONE, role="player")
        await trainer.ok(
            "training:session:start", sessionId=plan.rowing, timestamp=(began - 1) * 1000
        )
        for player_id, bpm in ((ONE, 120), (TWO, 170)):
            await trainer.ok(
                "training:session:readings", **batch(plan.rowing, began, player_id, bpm)
            )
        assert await beats(trainer, plan.rowing) == {ONE: 120, TWO: 170}
        refusal = await phone.refused(
            "training:session:reassigned", **move(plan.rowing, ONE, TWO, began)
        )
        assert refusal["code"] == "NOT_ALLOWED"
        for owner, other in ((ONE, TWO), (TWO, ONE)):
            await trainer.ok(
                "training:session:reassigned", **move(plan.rowing, owner, other, began)
            )
        heard = await phone.named("training:session:reassigned")
        assert (heard["fromPlayerId"], heard["toPlayerId"]) == (ONE, TWO)
        assert await beats(trainer, plan.rowing) == {ONE: 170, TWO: 120}
        refusal = await trainer.refused(
            "training:session:reassigned", **move(plan.rowing, ONE, TWO, time.time() + 500)
        )
        assert refusal["field"] == "since"
        await trainer.ok("training:session:end", sessionId=plan.rowing)
    report = await desk.ok("GET", f"{API}/session-bundles/{plan.bundle_id}/report")
    players = {one["playerId"]: one for one in report["sessions"][0]["summary"]["players"]}
    assert (players[ONE]["heartRateMaxBpm"], players[TWO]["heartRateMaxBpm"]) == (170, 120)
    assert players[ONE]["samplesReceived"] == players[TWO]["samplesReceived"] == 10


async def test_that_a_strap_worn_in_another_session_takes_its_readings_there(
    desk: Api, plan: Plan
) -> None:
    began = time.time() - 20
    other_session = plan.session_ids[1]
    async with connected(desk.url, desk.token) as trainer:
        for session_id in (plan.rowing, other_session):
            await trainer.ok(
                "training:session:start", sessionId=session_id, timestamp=(began - 1) * 1000
            )
        await trainer.ok("training:session:readings", **batch(plan.rowing, began, ONE, 150))
        correction = move(
            plan.rowing, ONE, ELSEWHERE, began, toSessionId=other_session, eventId=new_id()
        )
        for _ in range(2):  # a repetition does no harm
            await trainer.ok("training:session:reassigned", **correction)
        assert await beats(trainer, plan.rowing) == {}
        assert await beats(trainer, other_session) == {ELSEWHERE: 150}
    recording = await desk.ok("GET", f"{API}/sessions/{other_session}/recording")
    arrivals = [
        one["event"] for one in recording if one["event"]["kind"] == "training:session:reassigned"
    ]
    assert [len(one["readings"]) for one in arrivals] == [10]
