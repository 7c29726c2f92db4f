"""Each kind of event of a workout over a real socket: taken, recorded, told, folded, or refused."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from core.domain.ids import new_id
from tests.helpers.hub_clients import API, Api, Device, bundle_draft, connected

ONE, TWO = "player-001", "player-002"
CONDITIONING, STRENGTH, AGILITY, HYBRID = range(4)
WORKOUTS = ("workout-pyramid", "workout-lower-body", "workout-edges", "workout-power-mix")
SET = {"setNumber": 1, "reps": 5, "weight": 100, "rpe": 8, "formRating": 4}

# Workout, event, what a player's device sends, where it shows in his state, what is wrong, field.
Case = tuple[int, str, dict[str, Any], Callable[[dict[str, Any]], object], dict[str, Any], str]
CASES: tuple[Case, ...] = (
    (
        STRENGTH,
        "training:strength:set_completion",
        {"exerciseId": "back-squat", "setData": SET},
        lambda me: me["strength"]["exercises"]["back-squat"]["sets"][0]["reps"] == 5,
        {"setData": {**SET, "rpe": 11}},
        "setData.rpe",
    ),
    (
        STRENGTH,
        "training:strength:weight_update",
        {"exerciseId": "back-squat", "weight": 102.5},
        lambda me: me["strength"]["exercises"]["back-squat"]["weight"] == 102.5,
        {"weight": -1},
        "weight",
    ),
    (
        STRENGTH,
        "training:strength:rest_timer",
        {"exerciseId": "back-squat", "action": "started", "restS": 120},
        lambda me: abs(me["strength"]["restUntil"] - time.time() - 120) < 30,
        {"action": "later"},
        "action",
    ),
    (
        STRENGTH,
        "training:strength:form_feedback",
        {"exerciseId": "back-squat", "formRating": 3, "suggestion": "Chest up."},
        lambda me: me["strength"]["exercises"]["back-squat"]["formRating"] == 3,
        {"formRating": 6},
        "formRating",
    ),
    (
        CONDITIONING,
        "training:conditioning:heart_rate_update",
        {"heartRate": 142.4},
        lambda me: me["heartRateBpm"] == 142,
        {"heartRate": 400},
        "heartRate",
    ),
    (
        CONDITIONING,
        "training:conditioning:power_update",
        {"power": 210, "cadence": 26},
        lambda me: (me["powerW"], me["cadencePerMin"]) == (210, 26),
        {"power": "much"},
        "power",
    ),
    (
        HYBRID,
        "training:hybrid:block_transition",
        {"toBlock": 1},
        lambda me: (me["hybrid"]["block"], me["hybrid"]["mode"]) == (1, "exercise"),
        {"toBlock": 9},
        "toBlock",
    ),
    (
        HYBRID,
        "training:hybrid:mode_switch",
        {"mode": "rest"},
        lambda me: me["hybrid"]["mode"] == "rest",
        {"mode": "sleep"},
        "mode",
    ),
    (
        HYBRID,
        "training:hybrid:mixed_metrics",
        {"mode": "interval", "heartRate": 151, "power": 190, "setsDone": 2},
        lambda me: (me["heartRateBpm"], me["powerW"]) == (151, 190),
        {"power": 1e9},
        "power",
    ),
    (
        AGILITY,
        "training:agility:drill_completion",
        {"drillId": "pro-agility", "repetition": 1, "timeS": 4.71, "errors": 0},
        lambda me: me["agility"]["drills"]["pro-agility"]["results"][0]["timeS"] == 4.71,
        {"timeS": 0},
        "timeS",
    ),
    (
        AGILITY,
        "training:agility:error_tracking",
        {"drillId": "pro-agility", "error": "missed_line", "step": 2},
        lambda me: me["agility"]["drills"]["pro-agility"]["errorCount"] == 1,
        {"error": ""},
        "error",
    ),
    (
        AGILITY,
        "training:agility:pattern_progress",
        {"drillId": "pro-agility", "step": 2, "totalSteps": 4},
        lambda me: me["agility"]["drills"]["pro-agility"]["stepLabel"] == "Touch the right line",
        {"step": 5, "totalSteps": 4},
        "step",
    ),
    (
        AGILITY,
        "training:agility:timing_update",
        {"drillId": "pro-agility", "timeS": 2.4, "split": 1},
        lambda me: me["agility"]["drills"]["pro-agility"]["timeS"] == 2.4,
        {"split": 0},
        "split",
    ),
)
NAMES = [case[1].removeprefix("training:") for case in CASES]


@dataclass
class Room:
    """A running session with its trainer, a player and another player's phone."""

    desk: Api
    session_id: str
    trainer: Device
    phone: Device
    other: Device

    async def state(self) -> dict[str, Any]:
        """As a trainer sees it."""
        state: dict[str, Any] = await self.desk.ok("GET", f"{API}/sessions/{self.session_id}/state")
        return state

    async def recorded(self) -> list[dict[str, Any]]:
        """The log."""
        recording = await self.desk.ok("GET", f"{API}/sessions/{self.session_id}/recording")
        return [entry["event"] for entry in recording]


Rooms = Callable[[int], Any]


@pytest_asyncio.fixture
async def rooms(desk: Api, new_day: Callable[[], str]) -> AsyncIterator[Callable[[int], Any]]:
    """Opens the session of one kind of workout."""
    draft = bundle_draft(new_day())
    units = ("ROWING", "BIKE_ERG", "SKI_ERG", "ROWING")
    draft["sessions"] = [
        {
            "name": workout,
            "equipment": unit,
            "workoutId": workout,
            "playerIds": [f"player-{index * 2 + number:03}" for number in (1, 2)],
        }
        for index, (workout, unit) in enumerate(zip(WORKOUTS, units, strict=True))
    ]
    created = await desk.ok("POST", f"{API}/session-bundles", draft)
    session_ids = [session["id"] for session in created["sessions"]]
    tokens = {number: await desk.player_token(f"player-{number:03}") for number in range(1, 9)}
    async with connected(desk.url, desk.token) as trainer:

        class _Opened:
            def __init__(self, kind: int) -> None:
                self.kind = kind

            async def __aenter__(self) -> Room:
                self.phones = [connected(desk.url, tokens[self.kind * 2 + n]) for n in (1, 2)]
                phone, other = [await one.__aenter__() for one in self.phones]
                room = Room(desk, session_ids[self.kind], trainer, phone, other)
                await trainer.ok("training:session:join", sessionId=room.session_id)
                await trainer.ok("training:session:start", sessionId=room.session_id)
                for device in (phone, other):
                    await device.ok("training:session:join", sessionId=room.session_id)
                return room

            async def __aexit__(self, *error: object) -> None:
                for one in self.phones:
                    await one.__aexit__(None, None, None)

        yield _Opened


def player_of(kind: int, number: int = 1) -> str:
    return f"player-{kind * 2 + number:03}"


@pytest.mark.requirement(40, 41, 42, 43, 46, 47, 48, 49, 50)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
async def test_that_an_event_is_taken_recorded_told_and_folded(case: Case, rooms: Rooms) -> None:
    kind, name, payload, shows, _, _ = case
    me = player_of(kind)
    async with rooms(kind) as room:
        event_id = new_id()
        sent = {"sessionId": room.session_id, "playerId": me, "eventId": event_id, **payload}
        answer = await room.phone.ok(name, **sent)
        again = await room.phone.ok(name, **sent)
        assert again["seq"] == answer["seq"]
        for device in (room.trainer, room.phone):
            heard = await device.named(name)
            assert (heard["seq"], heard["playerId"]) == (answer["seq"], me)
        mine = [one for one in await room.recorded() if one["kind"] == name]
        assert [one["eventId"] for one in mine] == [event_id]
        assert mine[0]["actor"]
        state = await room.state()
        assert shows(state["players"][me]), state["players"][me]
        snapshot = await room.phone.ok("training:session:join", sessionId=room.session_id)
        assert list(snapshot["session"]["players"]) == [me]
        assert shows(snapshot["session"]["players"][me])
        assert name not in [heard for heard, _ in room.other.received]


@pytest.mark.requirement(38, 50, 71)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
async def test_that_what_is_wrong_is_refused_with_the_field_and_trainers_learn_of_it(
    case: Case, rooms: Rooms
) -> None:
    kind, name, payload, _, wrong, field = case
    me, other = player_of(kind), player_of(kind, 2)
    async with rooms(kind) as room:
        before = (await room.state())["seq"]
        sent = {"sessionId": room.session_id, "playerId": me, **payload}
        problem = await room.phone.refused(name, **{**sent, **wrong})
        assert (problem["code"], problem["field"]) == ("INVALID_INPUT", field), problem
        told = await room.trainer.named("training:type:specific_error")
        assert (told["eventName"], told["playerId"]) == (name, me)
        assert told["error"]["message"] == problem["message"]
        assert told["workoutKind"].lower() in name
        problem = await room.phone.refused(name, **{**sent, "playerId": other})
        assert problem["code"] == "NOT_ALLOWED"
        problem = await room.trainer.refused(name, **{**sent, "playerId": "player-018"})
        assert problem["code"] == "NOT_FOUND"
        assert (await room.state())["seq"] == before


@pytest.mark.requirement(44)
async def test_that_the_trainers_next_interval_holds_for_every_screen(rooms: Rooms) -> None:
    name = "training:conditioning:interval_transition"
    async with rooms(CONDITIONING) as room:
        refusal = await room.phone.refused(name, sessionId=room.session_id, toInterval=3)
        assert refusal["code"] == "NOT_ALLOWED"
        refusal = await room.trainer.refused(name, sessionId=room.session_id, toInterval=99)
        assert refusal["field"] == "toInterval"
        await room.trainer.ok(name, sessionId=room.session_id, toInterval=3)
        for device in (room.trainer, room.phone, room.other):
            heard = await device.named(name)
            assert (heard["fromInterval"], heard["toInterval"]) == (0, 3)
        jumps = (await room.state())["jumps"]
        assert [jump["toInterval"] for jump in jumps] == [3]
        await room.trainer.ok("training:session:end", sessionId=room.session_id)
        refusal = await room.trainer.refused(name, sessionId=room.session_id, toInterval=4)
        assert refusal["code"] == "WRONG_STATE"


@pytest.mark.requirement(48)
async def test_that_only_who_leads_moves_everybody_to_another_block(rooms: Rooms) -> None:
    name = "training:hybrid:block_transition"
    async with rooms(HYBRID) as room:
        refusal = await room.phone.refused(name, sessionId=room.session_id, toBlock=2)
        assert refusal["code"] == "NOT_ALLOWED"
        await room.trainer.ok(name, sessionId=room.session_id, toBlock=2)
        for device in (room.phone, room.other):
            assert (await device.named(name))["blockName"] == "Engine"
        state = await room.state()
        assert {player["hybrid"]["block"] for player in state["players"].values()} == {2}
        assert state["jumps"]


@pytest.mark.requirement(40)
async def test_that_a_set_comes_back_with_the_next_one_and_its_reason(rooms: Rooms) -> None:
    async with rooms(STRENGTH) as room:
        await room.phone.ok(
            "STRENGTH_SET_COMPLETION",
            sessionId=room.session_id,
            playerId=player_of(STRENGTH),
            exerciseId="back-squat",
            setData=SET,
        )
        heard = await room.trainer.named("training:strength:set_completion")
        assert heard["exerciseName"] == "Back squat"
        preview = heard["nextSetPreview"]
        assert preview["weight"] > 0
        assert preview["targetReps"] == 5
        assert preview["estimatedRest"] >= 150
        assert preview["reason"]


@pytest.mark.requirement(51, 70)
async def test_that_the_newest_of_what_came_too_soon_is_kept_and_taken_by_itself(
    rooms: Rooms,
) -> None:
    name = "training:conditioning:heart_rate_update"
    me = player_of(CONDITIONING)
    async with rooms(CONDITIONING) as room:
        answers = [
            await room.phone.call(
                name, sessionId=room.session_id, playerId=me, heartRate=120 + number
            )
            for number in range(8)
        ]
        taken = [number for number, answer in enumerate(answers) if answer["ok"]]
        assert taken[:5] == [0, 1, 2, 3, 4]
        assert 7 not in taken
        problem = answers[7]["error"]
        assert problem["code"] == "TOO_MANY"
        assert 0 < problem["retryAfterMs"] <= 2000
        heard = await room.trainer.until(lambda one, load: one == name and load["heartRate"] == 127)
        assert heard["seq"]
        told = [load["heartRate"] for one, load in room.trainer.received if one == name]
        assert told == [120 + number for number in taken] + [127]


@pytest.mark.requirement(51)
async def test_that_kept_sets_are_all_taken_and_a_repeated_one_is_recorded_once(
    rooms: Rooms,
) -> None:
    name = "training:strength:set_completion"
    me = player_of(STRENGTH)
    sets = [
        {
            "sessionId": room_id,
            "playerId": me,
            "exerciseId": "back-squat",
            "eventId": new_id(),
            "setData": {"setNumber": number, "reps": 5, "weight": 100},
        }
        for number, room_id in ((number, "") for number in range(1, 5))
    ]
    async with rooms(STRENGTH) as room:
        answers = [
            await room.phone.call(name, **{**one, "sessionId": room.session_id}) for one in sets
        ]
        assert [answer["ok"] for answer in answers] == [True, True, True, False]
        assert answers[3]["error"]["retryAfterMs"] <= 5000
        fourth = await room.trainer.until(
            lambda one, load: one == name and load["setData"]["setNumber"] == 4
        )
        again = await room.phone.ok(name, **{**sets[3], "sessionId": room.session_id})
        assert again["seq"] == fourth["seq"]
        kinds = [one["eventId"] for one in await room.recorded() if one["kind"] == name]
        assert kinds == [one["eventId"] for one in sets]
