"""Players who change sessions while these run, on a real hub over real sockets."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from core.domain.ids import new_id
from tests.helpers.four_groups import (
    LIFTER,
    ROWER,
    FourGroups,
    planned_four,
    start_all,
    state_of,
    token_of,
)
from tests.helpers.hub_clients import API, Api, Device, connected

MOVE = "training:cross:session_participant_move"


def move(four: FourGroups, player_id: str, source: str, target: str) -> dict[str, Any]:
    return {
        "playerId": player_id,
        "fromSessionId": source,
        "toSessionId": target,
        "reason": "too easy",
        "eventId": new_id(),
    }


async def readings(device: Device, session_id: str, player_id: str, *bpm: float) -> None:
    now = time.time()
    await device.ok(
        "training:session:readings",
        sessionId=session_id,
        eventId=new_id(),
        readings=[
            {
                "playerId": player_id,
                "sensorId": f"strap-{player_id}",
                "at": now - len(bpm) + index,
                "heartRateBpm": value,
            }
            for index, value in enumerate(bpm, 1)
        ],
    )


async def reserved(desk: Api, session_id: str) -> set[str]:
    session = await desk.ok("GET", f"{API}/sessions/{session_id}")
    return {one["unitId"] for one in session["assignments"]}


@pytest.mark.requirement(34, 35, 56)
async def test_that_a_moved_player_keeps_his_figures_and_begins_anew_where_he_comes(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    phone_token = await desk.player_token(ROWER)
    async with connected(desk.url, desk.token) as trainer, connected(desk.url, phone_token) as mine:
        await start_all(trainer, four)
        await mine.ok("training:session:join", sessionId=four.conditioning, playerId=ROWER)
        await readings(trainer, four.conditioning, ROWER, 120, 130, 140)
        before = (await state_of(desk, four.conditioning))["players"][ROWER]
        assert before["heartRateBpm"] == 140

        order = move(four, ROWER, four.conditioning, four.hybrid)
        seq = (await trainer.ok(MOVE, **order))["seq"]
        news = await trainer.named("bundle:participant_moved")
        assert (news["from"], news["to"], news["playerId"], news["bundleId"]) == (
            four.conditioning,
            four.hybrid,
            ROWER,
            four.bundle_id,
        )
        told = await mine.named(MOVE)
        assert (told["toSessionId"], told.get("reason", "")) == (four.hybrid, "")

        old, new = await state_of(desk, four.conditioning), await state_of(desk, four.hybrid)
        left, there = old["players"][ROWER], new["players"][ROWER]
        assert left["heartRateMaxBpm"] == 140
        assert left["movedTo"] == four.hybrid
        assert there.get("heartRateBpm") is None
        assert there["equipment"] == "BIKE_ERG"
        assert there["unitName"].startswith("Bike Erg")
        assert ROWER not in {one["playerId"] for one in old["session"]["assignments"]}
        stored = await desk.ok("GET", f"{API}/sessions/{four.hybrid}")
        assert {"playerId": ROWER, "unitId": there["unitId"]} in stored["assignments"]

        # Said twice, done once; what belongs to the new session does not go into the old one.
        assert (await trainer.ok(MOVE, **order))["seq"] == seq
        refusal = await mine.refused(
            "training:player:status", sessionId=four.conditioning, playerId=ROWER, status="active"
        )
        assert "another session" in refusal["message"]
        await mine.ok("training:session:join", sessionId=four.hybrid, playerId=ROWER)
        await readings(trainer, four.hybrid, ROWER, 150, 155)
        assert (await state_of(desk, four.hybrid))["players"][ROWER]["heartRateBpm"] == 155


@pytest.mark.requirement(35)
async def test_that_a_move_back_is_its_undo_and_gives_back_the_machine(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    async with connected(desk.url, desk.token) as trainer:
        await start_all(trainer, four)
        await readings(trainer, four.conditioning, ROWER, 120, 130, 140)
        before = (await state_of(desk, four.conditioning))["players"][ROWER]
        units = [await reserved(desk, one) for one in four.session_ids]
        await trainer.ok(MOVE, **move(four, ROWER, four.conditioning, four.hybrid))
        assert before["unitId"] not in await reserved(desk, four.conditioning)
        await trainer.ok(MOVE, **move(four, ROWER, four.hybrid, four.conditioning))
        assert [await reserved(desk, one) for one in four.session_ids] == units
        after = (await state_of(desk, four.conditioning))["players"][ROWER]
        assert after["unitId"] == before["unitId"]
        assert after.get("removedAt") is None
        assert after["heartRateMaxBpm"] == 140
        counted = sum(after["secondsInZone"])
        await readings(trainer, four.conditioning, ROWER, 141)
        again = (await state_of(desk, four.conditioning))["players"][ROWER]
        assert sum(again["secondsInZone"]) == pytest.approx(counted), "his absence counts nothing"
        await trainer.ok("training:session:end", sessionId=four.conditioning)
    report = await desk.ok("GET", f"{API}/session-bundles/{four.bundle_id}/report")
    rowing = next(one for one in report["sessions"] if one["session"]["id"] == four.conditioning)
    assert ROWER in {one["playerId"] for one in rowing["summary"]["players"]}


@pytest.mark.requirement(35, 56, 117)
async def test_that_a_move_needs_room_the_same_bundle_and_a_trainer(
    desk: Api, new_day: Callable[[], str]
) -> None:
    draft_day = new_day()
    four = await planned_four(desk, draft_day)
    other = await planned_four(desk, new_day())
    phone, watcher = await desk.player_token(ROWER), await token_of(desk, "observer")
    async with (
        connected(desk.url, desk.token) as trainer,
        connected(desk.url, phone) as mine,
        connected(desk.url, watcher) as observer,
    ):
        await start_all(trainer, four)
        order = move(four, ROWER, four.conditioning, four.strength)
        for device in (mine, observer):
            assert (await device.refused(MOVE, **order))["code"] == "NOT_ALLOWED"
        foreign = move(four, ROWER, four.conditioning, other.strength)
        assert (await trainer.refused(MOVE, **foreign))["field"] == "toSessionId"
        twice = move(four, ROWER, four.strength, four.conditioning)
        assert (await trainer.refused(MOVE, **twice))["code"] in ("NOT_FOUND", "CONFLICT")
        for number in (6, 7):  # six racks, four taken
            fits = move(four, f"player-{number:03}", four.conditioning, four.strength)
            await trainer.ok(MOVE, **fits)
        refusal = await trainer.refused(MOVE, **order)
        assert refusal["code"] == "OVER_CAPACITY"
        assert "Rack" in refusal["message"]
        state = await state_of(desk, four.conditioning)
        assert state["players"][ROWER].get("removedAt") is None
        await trainer.ok("training:session:end", sessionId=four.agility)
        over = move(four, ROWER, four.conditioning, four.agility)
        assert (await trainer.refused(MOVE, **over))["code"] == "WRONG_STATE"


@pytest.mark.requirement(35, 87)
async def test_that_the_gate_stands_before_the_new_machine_too(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    async with connected(desk.url, desk.token) as trainer:
        await start_all(trainer, four)
        restriction = {
            "id": new_id(),
            "playerId": LIFTER,
            "bodyPart": "ankle",
            "forbiddenEquipment": ["AGILITY_LANE"],
            "validFrom": "2026-01-01",
            "note": "sprain",
        }
        await desk.ok("POST", f"{API}/restrictions", restriction)
        try:
            refusal = await trainer.refused(MOVE, **move(four, LIFTER, four.strength, four.agility))
        finally:
            await desk.ok("POST", f"{API}/restrictions", restriction | {"validTo": "2026-01-02"})
        assert refusal["code"] == "RESTRICTED"
        assert "sprain" not in str(refusal)


@pytest.mark.requirement(35, 71)
async def test_that_a_moved_player_still_reads_his_own_part_of_where_he_was_and_nobody_elses(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    own_token, strange_token = await desk.player_token(ROWER), await desk.player_token(LIFTER)
    paths = (
        f"{API}/sessions/{four.conditioning}/recording",
        f"/api/v1/recordings/{four.conditioning}",
    )

    async def read(token: str) -> list[Any]:
        return [await desk.call("GET", path, token=token) for path in paths]

    async with connected(desk.url, desk.token) as trainer:
        await start_all(trainer, four)
        for player_id, bpm in ((ROWER, 120), ("player-006", 130)):
            await readings(trainer, four.conditioning, player_id, bpm)
        await trainer.ok(MOVE, **move(four, ROWER, four.conditioning, four.hybrid))
        await readings(trainer, four.conditioning, "player-006", 131)
        for stand in ("while it runs", "after its end"):
            (status, listed), (streamed_status, lines) = await read(own_token)
            assert (status, streamed_status) == (200, 200), stand
            assert [json.loads(line) for line in lines.splitlines()] == listed
            heard = [one for entry in listed for one in entry["event"].get("readings", ())]
            assert [(one["playerId"], one["heartRateBpm"]) for one in heard] == [(ROWER, 120)]
            (moved,) = [entry["event"] for entry in listed if entry["event"]["kind"] == MOVE]
            assert (moved["toSessionId"], moved.get("reason", "")) == (four.hybrid, "")
            about = {entry["event"].get("playerId", ROWER) for entry in listed}
            assert about == {ROWER}
            for token in (strange_token, await token_of(desk, "observer")):
                answers = await read(token)
                assert [answer[0] for answer in answers] == [403, 403], stand
                assert {answer[1]["code"] for answer in answers} == {"NOT_ALLOWED"}
            for role in ("medical", "assistant"):
                assert [one[0] for one in await read(await token_of(desk, role))] == [200, 200]
            if stand == "while it runs":
                await trainer.ok("training:session:end", sessionId=four.conditioning)
