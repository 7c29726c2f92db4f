"""What happens when a player hurts: the flows of [S2], on a real hub over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from core.domain.ids import new_id
from tests.helpers.four_groups import (
    LIFTER,
    MIXER,
    ROWER,
    RUNNER,
    FourGroups,
    planned_four,
    start_all,
    state_of,
    token_of,
)
from tests.helpers.hub_clients import API, Api, Device, connected

MEDICAL = "training:medical:status_changed"
MOVE = "training:cross:session_participant_move"
STATUS = "training:player:status"
SECRETS = ("left knee", "gave way", "restriction")


@asynccontextmanager
async def devices(desk: Api, *tokens: str) -> AsyncIterator[list[Device]]:
    """Connected devices, in the order of their tokens."""
    opened = [connected(desk.url, token) for token in tokens]
    try:
        yield [await one.__aenter__() for one in opened]
    finally:
        for one in opened:
            await one.__aexit__(None, None, None)


async def lifted(desk: Api, restriction_id: str) -> None:
    """No other test shall find the player restricted."""
    all_of_them = await desk.ok("GET", f"{API}/restrictions")
    found = next((one for one in all_of_them if one["id"] == restriction_id), None)
    if found is not None:
        ended = {"validFrom": "2020-01-01", "validTo": "2020-01-02"}
        await desk.ok("POST", f"{API}/restrictions", found | ended)


def saying(four: FourGroups, player_id: str, status: str, **more: Any) -> dict[str, Any]:
    return {
        "sessionId": four.strength,
        "playerId": player_id,
        "status": status,
        "eventId": new_id(),
        **more,
    }


async def trainers_know_and_others_learn_a_hint(
    knowing: tuple[Device, ...], hinted: tuple[Device, ...]
) -> None:
    """Trainers and medical staff, whether they follow the session or not; others: restricted."""
    for device in knowing:
        alarm = await device.named(MEDICAL)
        assert (alarm["status"], alarm["bodyPart"]) == ("injured", "left knee")
        assert alarm["note"] == "gave way in the squat"
        assert alarm["response"].endswith("goes to “Rowing”.")
    for device in hinted:
        hint = await device.named(MEDICAL)
        assert hint["restricted"]
        assert hint["status"] == "limited"
        assert not any(secret in str(hint) for secret in ("left knee", "gave way"))


async def what_follows_is_marked(four: FourGroups, lead: Device, own: Device, mate: Device) -> None:
    """What he does from now on is; the others' is not."""
    await own.ok("training:session:join", sessionId=four.conditioning, playerId=LIFTER)
    await own.ok(STATUS, sessionId=four.conditioning, playerId=LIFTER, status="active")
    mark = await lead.until(lambda name, payload: name == STATUS and payload["playerId"] == LIFTER)
    assert mark["restricted"]
    assert not any(secret in str(mark) for secret in SECRETS)
    await mate.ok(STATUS, sessionId=four.strength, playerId="player-002", status="active")
    free = await lead.until(
        lambda name, payload: name == STATUS and payload["playerId"] == "player-002"
    )
    assert "restricted" not in free


@pytest.mark.requirement(39, 52, 58, 117, 145)
async def test_that_an_injury_tells_restricts_moves_rewrites_and_marks_what_follows(  # noqa: PLR0915 - one story
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    tokens = [
        desk.token,
        await token_of(desk, "trainer"),
        await token_of(desk, "medical"),
        await token_of(desk, "observer"),
        await token_of(desk, "assistant"),
        await desk.player_token(LIFTER),
        await desk.player_token("player-002"),
    ]
    async with devices(desk, *tokens) as (lead, other, doctor, observer, helper, own, mate):
        await start_all(lead, four)
        for watcher in (observer, helper):
            await watcher.ok("training:session:join", sessionId=four.strength)
        await own.ok("training:session:join", sessionId=four.strength, playerId=LIFTER)
        await mate.ok("training:session:join", sessionId=four.strength, playerId="player-002")

        injury = saying(four, LIFTER, "injured", bodyPart="left knee", note="gave way in the squat")
        seq = (await doctor.ok(MEDICAL, **injury))["seq"]
        try:
            await trainers_know_and_others_learn_a_hint(
                knowing=(lead, other, doctor), hinted=(observer, helper, own)
            )
            moved = await lead.until(
                lambda name, payload: name == MOVE and payload["sessionId"] == four.conditioning
            )
            assert moved["playerId"] == LIFTER

            old = (await state_of(desk, four.strength))["players"][LIFTER]
            new = (await state_of(desk, four.conditioning))["players"][LIFTER]
            assert old["movedTo"] == four.conditioning
            assert new["medical"]["status"] == "injured"
            assert {one["instead"] for one in new["changes"]} == {"zone 2 and 75 % of threshold"}
            assert max(one["targetZone"] for one in new["content"]["intervals"]) == 2

            (restriction,) = [
                one
                for one in await desk.ok("GET", f"{API}/restrictions")
                if one["id"] == injury["eventId"]
            ]
            assert restriction["forbiddenEquipment"] == ["SQUAT_RACK"]
            assert (restriction["bodyPart"], restriction["severity"]) == ("left knee", "limited")

            await what_follows_is_marked(four, lead, own, mate)

            # A repeated message does nothing twice, and no snapshot or log tells more than the
            # broadcast did.
            assert (await doctor.ok(MEDICAL, **injury))["seq"] == seq
            log = await desk.ok("GET", f"{API}/sessions/{four.strength}/recording")
            assert [one["event"]["kind"] for one in log].count(MEDICAL) == 1
            for device, player_id in ((observer, None), (helper, None), (own, LIFTER)):
                for session_id in (four.strength, four.conditioning):
                    shown = await device.call(
                        "training:session:join", sessionId=session_id, playerId=player_id
                    )
                    assert not any(secret in str(shown) for secret in ("left knee", "gave way"))
            for token in tokens[4:6]:
                path = f"{API}/sessions/{four.conditioning}/recording"
                _, text = await desk.call("GET", path, token=token)
                assert not any(secret in str(text) for secret in ("left knee", "gave way"))
        finally:
            await lifted(desk, str(injury["eventId"]))


@pytest.mark.requirement(58, 87, 53)
async def test_that_pain_goes_to_the_trainer_who_decides_what_he_may_still_do(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    async with devices(desk, desk.token, await desk.player_token(LIFTER)) as (trainer, own):
        await start_all(trainer, four)
        await own.ok("training:session:join", sessionId=four.strength, playerId=LIFTER)
        pain = saying(four, LIFTER, "pain")
        await own.ok(MEDICAL, **pain)
        alarm = await trainer.named(MEDICAL)
        assert alarm["status"] == "pain"
        assert alarm["proposedSessionId"] == four.conditioning
        state = await state_of(desk, four.strength)
        assert state["players"][LIFTER].get("movedTo") is None, "a proposal moves nobody"

        limited = saying(four, LIFTER, "limited", bodyPart="knee")
        await trainer.ok(MEDICAL, **limited)
        try:
            player = (await state_of(desk, four.strength))["players"][LIFTER]
            changed = {one["what"]: one.get("instead") for one in player["changes"]}
            # The other exercises load the knee, too; what is nearest to them and spares it:
            assert changed == {"Back squat": None, "Split squat": None}
            left = [
                exercise["id"]
                for block in player["content"]["blocks"]
                for exercise in block["exercises"]
            ]
            assert left == ["romanian-deadlift", "push-press", "hip-bridge", "one-arm-row"]
            planned = (await state_of(desk, four.strength))["session"]["intervals"]
            assert len(player["content"]["intervals"]) == len(planned), "the timeline stays"

            refusal = await own.refused(MEDICAL, **saying(four, LIFTER, "fit"))
            assert refusal["code"] == "NOT_ALLOWED", "players do not lift what trainers have set"
            await trainer.ok(MEDICAL, **saying(four, LIFTER, "fit"))
            player = (await state_of(desk, four.strength))["players"][LIFTER]
            assert player.get("content") is None
            assert not player["medical"].get("restricted", False)
        finally:
            for said in (pain, limited):
                await lifted(desk, str(said["eventId"]))


@pytest.mark.requirement(39, 58)
async def test_that_a_player_without_any_allowed_session_is_paused_and_the_trainer_told(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    async with devices(desk, desk.token) as (trainer,):
        await start_all(trainer, four)
        injury = saying(four, LIFTER, "injured", bodyPart="head", severity="stop")
        await trainer.ok(MEDICAL, **injury)
        try:
            alarm = await trainer.named(MEDICAL)
            assert "is paused: no session" in alarm["response"]
            player = (await state_of(desk, four.strength))["players"][LIFTER]
            assert player["status"] == "paused"
            left = [one for block in player["content"]["blocks"] for one in block["exercises"]]
            assert left == []
            await trainer.ok(MEDICAL, **saying(four, LIFTER, "fit"))
            player = (await state_of(desk, four.strength))["players"][LIFTER]
            assert player["status"] == "active", "who is fit again goes on"
            assert not player["medical"].get("restricted", False)
        finally:
            await lifted(desk, str(injury["eventId"]))


@pytest.mark.requirement(39, 71, 117)
async def test_that_only_those_who_may_say_how_a_player_is(
    desk: Api, new_day: Callable[[], str]
) -> None:
    four = await planned_four(desk, new_day())
    tokens = [
        desk.token,
        await desk.player_token(LIFTER),
        await token_of(desk, "observer"),
        await token_of(desk, "assistant"),
    ]
    async with devices(desk, *tokens) as (trainer, own, observer, helper):
        await start_all(trainer, four)
        for device, words in (
            (own, saying(four, LIFTER, "injured")),
            (own, saying(four, "player-002", "pain")),
            (own, saying(four, LIFTER, "pain", forbiddenMovements=["squat"])),
            (observer, saying(four, LIFTER, "pain")),
            (helper, saying(four, LIFTER, "injured")),
            (helper, saying(four, LIFTER, "fit")),
        ):
            assert (await device.refused(MEDICAL, **words))["code"] == "NOT_ALLOWED", words
        for words in (
            saying(four, LIFTER, "dying"),
            saying(four, LIFTER, "limited", intensityCeilingZone=9),
            saying(four, LIFTER, "limited", note="x" * 2000),
        ):
            assert (await trainer.refused(MEDICAL, **words))["code"] == "INVALID_INPUT"
        assert (await trainer.refused(MEDICAL, **saying(four, RUNNER, "pain")))["code"] == (
            "NOT_FOUND"
        )
        said = saying(four, LIFTER, "pain")
        await helper.ok(MEDICAL, **said)
        await lifted(desk, str(said["eventId"]))


@pytest.mark.requirement(35, 37, 40, 49, 57)
async def test_that_four_kinds_of_training_run_side_by_side_from_plan_to_summary(
    desk: Api, new_day: Callable[[], str]
) -> None:
    async with devices(desk, desk.token) as (trainer,):
        four = await planned_four(desk, new_day())
        created = await trainer.named("bundle:created")
        assert created["bundleId"] == four.bundle_id
        kinds = [
            (await desk.ok("GET", f"{API}/sessions/{one}"))["kind"] for one in four.session_ids
        ]
        assert kinds == ["STRENGTH", "CONDITIONING", "HYBRID", "AGILITY"]
        await start_all(trainer, four)
        homes = dict(zip(four.session_ids, (LIFTER, ROWER, MIXER, RUNNER), strict=True))
        phone_tokens = [await desk.player_token(one) for one in homes.values()]
        async with devices(desk, *phone_tokens) as phones:
            for phone, (session_id, player_id) in zip(phones, homes.items(), strict=True):
                await phone.ok("training:session:join", sessionId=session_id, playerId=player_id)
            lifter, rower, mixer, runner = phones
            await lifter.ok(
                "training:strength:set_completion",
                sessionId=four.strength,
                playerId=LIFTER,
                exerciseId="back-squat",
                setData={"setNumber": 1, "reps": 5, "weight": 100, "rpe": 8, "formRating": 4},
            )
            await rower.ok(
                "training:player:metrics",
                sessionId=four.conditioning,
                playerId=ROWER,
                heartRate=150,
                power=220,
            )
            await trainer.ok(
                "training:hybrid:block_transition", sessionId=four.hybrid, toBlock=1, fromBlock=0
            )
            await runner.ok(
                "training:agility:drill_completion",
                sessionId=four.agility,
                playerId=RUNNER,
                drillId="pro-agility",
                repetition=1,
                timeS=4.7,
            )
            # On the numbers, the trainer lets the mixer row.
            await trainer.ok(
                MOVE,
                playerId=MIXER,
                fromSessionId=four.hybrid,
                toSessionId=four.conditioning,
                reason="falls off",
            )
            assert (await mixer.named(MOVE))["toSessionId"] == four.conditioning
            for kind in (
                "training:strength:set_completion",
                "training:player:metrics",
                "training:hybrid:block_transition",
                "training:agility:drill_completion",
                "bundle:participant_moved",
            ):
                await trainer.named(kind)
        for session_id in four.session_ids:
            await trainer.ok("training:session:end", sessionId=session_id)
        async with asyncio.timeout(20):
            report = await desk.ok("GET", f"{API}/session-bundles/{four.bundle_id}/report")
        assert len(report["sessions"]) == 4
        rowing = report["sessions"][1]["summary"]["players"]
        assert MIXER in {one["playerId"] for one in rowing}
