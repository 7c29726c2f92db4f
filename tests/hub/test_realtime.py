"""The `/training` namespace of a real hub, spoken to by python-socketio's own client."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from socketio import exceptions

from core.domain.ids import new_id
from tests.helpers.hub_clients import API, Api, Device, connected
from tests.hub.conftest import Plan

ROWER = "player-001"
ELSEWHERE = "player-007"


def reading(player_id: str, heart_rate: float | None, **more: Any) -> dict[str, Any]:
    return {
        "playerId": player_id,
        "sensorId": f"strap-{player_id}",
        "at": time.time(),
        "heartRateBpm": heart_rate,
        **more,
    }


def readings(session_id: str, *values: dict[str, Any], event_id: str = "") -> dict[str, Any]:
    return {"sessionId": session_id, "eventId": event_id or new_id(), "readings": list(values)}


async def recorded(desk: Api, session_id: str) -> list[dict[str, Any]]:
    recording = await desk.ok("GET", f"{API}/sessions/{session_id}/recording")
    assert [entry["seq"] for entry in recording] == list(range(1, len(recording) + 1))
    return [entry["event"] for entry in recording]


@pytest.mark.requirement(31, 62, 69)
async def test_that_a_session_runs_from_start_to_end_and_everybody_hears_it(
    desk: Api, plan: Plan
) -> None:
    player = await desk.player_token(ROWER)
    async with connected(desk.url, desk.token) as trainer, connected(desk.url, player) as phone:
        joined = await trainer.ok("training:session:join", sessionId=plan.rowing, role="trainer")
        assert len(joined["session"]["players"]) == 6
        own = await phone.ok(
            "training:session:join", sessionId=plan.rowing, role="player", playerId=ROWER
        )
        assert list(own["session"]["players"]) == [ROWER]
        for action in ("start", "pause", "resume"):
            await trainer.ok(f"training:session:{action}", sessionId=plan.rowing)
            for device in (trainer, phone):
                heard = await device.named(f"training:session:{action}")
                assert heard["sessionId"] == plan.rowing
                assert heard["kind"] == f"training:session:{action}"
        await trainer.ok("training:session:message", sessionId=plan.rowing, text="Last one!")
        assert (await phone.named("training:session:message"))["text"] == "Last one!"
        status = await desk.ok("GET", f"{API}/session-bundles/{plan.bundle_id}/status")
        assert status["sessions"][0]["status"] == "in_progress"
        await trainer.ok("training:session:end", sessionId=plan.rowing)
        await phone.named("training:session:end")
        refusal = await trainer.refused("training:session:pause", sessionId=plan.rowing)
        assert refusal["code"] == "WRONG_STATE"
    report = await desk.ok("GET", f"{API}/session-bundles/{plan.bundle_id}/report")
    assert [session["session"]["id"] for session in report["sessions"]] == [plan.rowing]
    assert len(report["sessions"][0]["summary"]["players"]) == 6


@pytest.mark.requirement(52, 71, 72)
async def test_that_readings_reach_other_trainers_and_each_player_only_his_own(
    desk: Api, plan: Plan
) -> None:
    token = await desk.player_token(ROWER)
    async with (
        connected(desk.url, desk.token) as gateway,
        connected(desk.url, desk.token) as trainer,
        connected(desk.url, token) as phone,
    ):
        for device in (gateway, trainer, phone):
            await device.ok("training:session:join", sessionId=plan.rowing)
        batch = readings(plan.rowing, reading(ROWER, 150), reading("player-002", 160))
        ack = await gateway.ok("training:session:readings", **batch)
        at_trainer = await trainer.named("training:session:readings")
        at_phone = await phone.named("training:session:readings")
        assert at_trainer["seq"] == at_phone["seq"] == ack["seq"]
        assert [one["playerId"] for one in at_trainer["readings"]] == [ROWER, "player-002"]
        assert [one["playerId"] for one in at_phone["readings"]] == [ROWER]
        await trainer.ok("training:session:message", sessionId=plan.rowing, text="heard?")
        await gateway.named("training:session:message")
        assert "training:session:readings" not in [name for name, _ in gateway.received]


@pytest.mark.requirement(52, 63, 65, 66, 71)
async def test_that_a_players_own_numbers_are_seen_by_trainers_and_not_by_other_players(
    desk: Api, plan: Plan
) -> None:
    tokens = [await desk.player_token(player) for player in (ROWER, "player-002")]
    async with (
        connected(desk.url, desk.token) as trainer,
        connected(desk.url, tokens[0]) as phone,
        connected(desk.url, tokens[1]) as other,
    ):
        for device in (trainer, phone, other):
            await device.ok("training:session:join", sessionId=plan.rowing)
        await phone.ok(
            "training:player:metrics",
            sessionId=plan.rowing,
            playerId=ROWER,
            heartRate=151.6,
            power=240,
            timestamp=time.time() * 1000,
        )
        heard = await trainer.named("training:player:metrics")
        assert (heard["playerId"], heard["heartRate"], heard["power"]) == (ROWER, 152, 240)
        await phone.ok(
            "training:player:exercise:progress",
            sessionId=plan.rowing,
            playerId=ROWER,
            exerciseId="row",
            exerciseName="Row",
            setNumber=1,
            totalSets=4,
            reps=10,
        )
        await phone.ok(
            "training:player:interval:progress",
            sessionId=plan.rowing,
            playerId=ROWER,
            intervalIndex=1,
            elapsedS=12.5,
        )
        await phone.ok(
            "training:player:status", sessionId=plan.rowing, playerId=ROWER, status="active"
        )
        await trainer.named("training:player:status")
        await trainer.ok("training:session:message", sessionId=plan.rowing, text="go")
        await other.named("training:session:message")
        assert not [name for name, load in other.received if load.get("playerId") == ROWER]


@pytest.mark.requirement(55)
async def test_that_a_repeated_event_id_is_acknowledged_with_its_first_number_and_ignored(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, desk.token) as gateway:
        batch = readings(plan.rowing, reading(ROWER, 140))
        first = await gateway.ok("training:session:readings", **batch)
        await gateway.ok("training:session:readings", **readings(plan.rowing, reading(ROWER, 141)))
        again = await gateway.ok("training:session:readings", **batch)
    assert again["seq"] == first["seq"]
    assert len(await recorded(desk, plan.rowing)) == 2


async def test_that_events_sent_without_waiting_are_recorded_once_each_and_in_order(
    desk: Api, plan: Plan
) -> None:
    batches = [readings(plan.rowing, reading(ROWER, 100 + index)) for index in range(100)]
    async with connected(desk.url, desk.token) as gateway:
        answers = await asyncio.gather(
            *(gateway.ok("training:session:readings", **batch) for batch in batches)
        )
    assert [answer["seq"] for answer in answers] == list(range(1, 101))
    log = await recorded(desk, plan.rowing)
    assert [event["readings"][0]["heartRateBpm"] for event in log] == list(range(100, 200))


@pytest.mark.requirement(72)
async def test_that_a_client_that_comes_back_gets_what_it_missed(desk: Api, plan: Plan) -> None:
    async with connected(desk.url, desk.token) as gateway:
        for heart_rate in (120, 121, 122):
            batch = readings(plan.rowing, reading(ROWER, heart_rate))
            await gateway.ok("training:session:readings", **batch)
        async with connected(desk.url, desk.token) as back:
            answer = await back.ok("training:session:join", sessionId=plan.rowing, lastSeq=1)
            assert [entry["seq"] for entry in answer["missed"]] == [2, 3]
            assert "session" not in answer
            current = await back.ok("training:session:join", sessionId=plan.rowing, lastSeq=3)
            assert current["missed"] == []
            impossible = await back.ok("training:session:join", sessionId=plan.rowing, lastSeq=99)
            assert impossible["session"]["seq"] == 3


@pytest.mark.requirement(71, 72)
async def test_that_a_player_who_comes_back_gets_only_his_own_part_of_what_he_missed(
    desk: Api, plan: Plan
) -> None:
    token = await desk.player_token(ROWER)
    async with connected(desk.url, desk.token) as gateway, connected(desk.url, token) as phone:
        batch = readings(plan.rowing, reading(ROWER, 150), reading("player-002", 160))
        await gateway.ok("training:session:readings", **batch)
        await gateway.ok(
            "training:session:readings", **readings(plan.rowing, reading("player-003", 150))
        )
        answer = await phone.ok("training:session:join", sessionId=plan.rowing, lastSeq=0)
    kinds = [entry["event"]["kind"] for entry in answer["missed"]]
    assert kinds == ["training:session:readings", "training:player:join"]
    assert len(answer["missed"][0]["event"]["readings"]) == 1


@pytest.mark.requirement(70, 117)
async def test_that_metrics_beyond_a_burst_of_five_are_refused_with_a_time(
    desk: Api, plan: Plan
) -> None:
    token = await desk.player_token("player-006")
    async with connected(desk.url, token) as phone:
        call = ("training:player:metrics",)
        load = {"sessionId": plan.rowing, "playerId": "player-006", "heartRate": 130}
        answers = [await phone.call(*call, **load) for _ in range(6)]
        assert [answer["ok"] for answer in answers] == [True] * 5 + [False]
        problem = answers[-1]["error"]
        assert problem["code"] == "TOO_MANY"
        assert 0 < problem["retryAfterMs"] <= 2000
        assert phone.client.connected


@pytest.mark.requirement(51, 70, 117)
@pytest.mark.parametrize(
    ("name", "load", "burst", "longest_ms"),
    [
        ("training:player:join", {}, 5, 1000),
        ("training:player:leave", {}, 5, 1000),
        ("training:session:join", {}, 5, 1000),
        ("training:session:leave", {}, 5, 1000),
        ("training:player:status", {"status": "active"}, 5, 1000),
        ("training:player:interval:progress", {"intervalIndex": 0, "elapsedS": 1.0}, 5, 1000),
        (
            "training:player:exercise:progress",
            {"exerciseId": "squat", "exerciseName": "Squat", "setNumber": 1, "totalSets": 3},
            3,
            5000,
        ),
    ],
)
async def test_that_a_phone_that_repeats_itself_is_slowed_down_by_kind(
    desk: Api, plan: Plan, name: str, load: dict[str, Any], burst: int, longest_ms: int
) -> None:
    token = await desk.player_token("player-005")
    whole = {"sessionId": plan.rowing, "playerId": "player-005", **load}
    if name == "training:session:leave":
        del whole["playerId"]
    async with connected(desk.url, token) as phone:
        answers = await asyncio.gather(*(phone.call(name, **whole) for _ in range(burst + 3)))
        refused = [answer["error"] for answer in answers if not answer["ok"]]
        assert {problem["code"] for problem in refused} == {"TOO_MANY"}
        assert all(0 < problem["retryAfterMs"] <= longest_ms for problem in refused)
        assert len(answers) - len(refused) >= burst


@pytest.mark.requirement(50, 117)
async def test_that_impossible_values_are_marked_in_a_batch_and_refused_from_a_phone(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, desk.token) as gateway:
        batch = readings(
            plan.rowing,
            reading(ROWER, 400, powerW=210),
            reading("player-002", 151),
            reading("player-003", -5),
            reading("nobody", 100),
        )
        await gateway.ok("training:session:readings", **batch)
        refusal = await gateway.refused(
            "training:session:readings", **readings(plan.rowing, reading("nobody", 100))
        )
        assert refusal["message"].startswith("Unknown player nobody")
        refusal = await gateway.refused(
            "training:player:metrics", sessionId=plan.rowing, playerId=ROWER, heartRate=300
        )
        assert (refusal["code"], refusal["field"]) == ("INVALID_INPUT", "heartRate")
    (event,) = await recorded(desk, plan.rowing)
    kept = [
        (one["playerId"], one["heartRateBpm"], one.get("heartRateQuality", "good"))
        for one in event["readings"]
    ]
    assert kept == [
        (ROWER, 400, "implausible"),
        ("player-002", 151, "good"),
        ("player-003", -5, "implausible"),
    ]


@pytest.mark.requirement(63)
async def test_that_a_device_that_vanishes_has_left_its_session(desk: Api, plan: Plan) -> None:
    token = await desk.player_token(ROWER)
    async with connected(desk.url, desk.token) as trainer:
        await trainer.ok("training:session:join", sessionId=plan.rowing)
        async with connected(desk.url, token) as phone:
            await phone.ok("training:session:join", sessionId=plan.rowing)
            assert (await trainer.named("training:player:join"))["playerId"] == ROWER
        assert (await trainer.named("training:player:leave"))["playerId"] == ROWER


@pytest.mark.requirement(64)
async def test_that_a_player_who_was_taken_out_hears_it_and_can_neither_speak_nor_return(
    desk: Api, plan: Plan
) -> None:
    token = await desk.player_token(ROWER)
    async with connected(desk.url, desk.token) as trainer, connected(desk.url, token) as phone:
        await phone.ok("training:session:join", sessionId=plan.rowing)
        await trainer.ok("training:player:kick", sessionId=plan.rowing, playerId=ROWER)
        await phone.named("training:player:kick")
        load = {"sessionId": plan.rowing, "playerId": ROWER}
        refusal = await phone.refused("training:player:metrics", **load, heartRate=120)
        assert refusal["code"] == "NOT_ALLOWED"
        refusal = await phone.refused("training:session:join", sessionId=plan.rowing)
        assert refusal["code"] == "NOT_ALLOWED"


@pytest.mark.requirement(34)
async def test_that_trainers_hear_of_bundles_started_and_changed(desk: Api, plan: Plan) -> None:
    async with connected(desk.url, desk.token) as trainer:
        address = f"{API}/session-bundles/{plan.bundle_id}"
        await desk.ok("PATCH", address, {"updates": {"common": {"name": "Renamed"}}})
        changed = await trainer.named("bundle:bulk_update")
        assert changed == {
            "bundleId": plan.bundle_id,
            "updates": {"common": {"name": "Renamed"}, "individual": {}},
        }
        for session_id in plan.session_ids[:2]:
            await trainer.ok("training:session:start", sessionId=session_id)
        assert (await trainer.named("bundle:started"))["bundleId"] == plan.bundle_id
        await trainer.ok("training:session:join", sessionId=plan.rowing)
        await trainer.ok("training:session:message", sessionId=plan.rowing, text="all heard")
        await trainer.named("training:session:message")
        assert [name for name, _ in trainer.received].count("bundle:started") == 1


async def test_that_a_changed_plan_is_what_the_next_to_join_sees(desk: Api, plan: Plan) -> None:
    async with connected(desk.url, desk.token) as trainer:
        await trainer.ok("training:session:join", sessionId=plan.rowing)
        changes = {"individual": {plan.rowing: {"playerIds": [ROWER]}}}
        await desk.ok("PATCH", f"{API}/session-bundles/{plan.bundle_id}", {"updates": changes})
        joined = await trainer.ok("training:session:join", sessionId=plan.rowing)
        assert list(joined["session"]["players"]) == [ROWER]


@pytest.mark.requirement(50, 117)
@pytest.mark.parametrize(
    ("name", "load", "code"),
    [
        ("training:session:join", {}, "INVALID_INPUT"),
        ("training:session:join", {"sessionId": "no-such"}, "NOT_FOUND"),
        ("training:session:join", {"sessionId": 7}, "INVALID_INPUT"),
        ("training:no:such", {"sessionId": "x"}, "INVALID_INPUT"),
        ("training:session:start", {"sessionId": "x" * 500}, "INVALID_INPUT"),
        ("training:session:readings", {"sessionId": "{rowing}", "readings": 3}, "INVALID_INPUT"),
        ("training:session:start", {"sessionId": "{rowing}", "timestamp": 1}, "INVALID_INPUT"),
        ("training:session:start", {"sessionId": "{rowing}", "timestamp": 1e300}, "INVALID_INPUT"),
        ("training:session:pause", {"sessionId": "{rowing}"}, "WRONG_STATE"),
        (
            "training:player:metrics",
            {"sessionId": "{rowing}", "playerId": ELSEWHERE, "heartRate": 100},
            "NOT_FOUND",
        ),
    ],
)
async def test_that_a_bad_request_gets_a_typed_refusal_and_changes_nothing(
    desk: Api, plan: Plan, name: str, load: dict[str, Any], code: str
) -> None:
    filled = {key: plan.rowing if value == "{rowing}" else value for key, value in load.items()}
    async with connected(desk.url, desk.token) as trainer:
        refusal = await trainer.refused(name, **filled)
    assert refusal["code"] == code
    assert refusal["message"].endswith(".")
    assert await recorded(desk, plan.rowing) == []


async def test_that_payloads_that_are_no_events_are_answered_or_end_the_connection_quietly(
    desk: Api, plan: Plan
) -> None:
    address = f"{desk.url}/socket.io/?EIO=4&transport=websocket"
    frames = [
        '421["training:session:join",{"sessionId":NaN}]',
        '422{"not":"a list"}',
        "423[" + "[" * 5000,
        '424[["training:session:join"]]',
        '425["training:session:join","\\ud800"]',
        '426["training:session:join",{"sessionId":' + "9" * 400 + "}]",
    ]
    async with aiohttp.ClientSession() as http, http.ws_connect(address) as socket:
        await socket.receive_str()
        await socket.send_str('40/training,{"token":"' + desk.token + '"}')
        assert (await socket.receive_str()).startswith("40/training,")
        for frame in frames:
            await socket.send_str(frame.replace("42", "42/training,", 1))
            answer = await socket.receive_str()
            assert answer.startswith(f"43/training,{frame[2]}["), answer
            assert '"ok":false' in answer
        await socket.send_str("4")
        await socket.send_str("xyz")
        assert (await socket.receive()).type in (
            aiohttp.WSMsgType.CLOSE,
            aiohttp.WSMsgType.CLOSED,
            aiohttp.WSMsgType.CLOSING,
        )
    async with connected(desk.url, desk.token) as trainer:
        await trainer.ok("training:session:join", sessionId=plan.rowing)


async def test_that_a_message_of_two_megabytes_ends_its_connection_and_no_other(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, desk.token) as other:
        async with connected(desk.url, desk.token) as sender:
            gone = asyncio.Event()
            sender.client.on("disconnect", lambda *_: gone.set(), namespace="/training")
            await sender.client.emit("x", "y" * 2_000_000, namespace="/training")
            async with asyncio.timeout(20):
                await gone.wait()
        await other.ok("training:session:join", sessionId=plan.rowing)


@pytest.mark.requirement(71)
async def test_that_nobody_connects_without_a_token_or_with_another_protocol(desk: Api) -> None:
    async with aiohttp.ClientSession() as http:
        for auth, code in (
            (None, "NOT_SIGNED_IN"),
            ({"token": "nonsense"}, "NOT_SIGNED_IN"),
            ({"token": desk.token, "protocolVersion": 99}, "VERSION_MISMATCH"),
        ):
            device = Device(http)
            refused = asyncio.get_running_loop().create_future()
            device.client.on("connect_error", refused.set_result, namespace="/training")
            with pytest.raises(exceptions.ConnectionError):
                await device.client.connect(
                    desk.url, transports=["websocket"], namespaces=["/training"], auth=auth
                )
            assert (await refused)["data"]["code"] == code
            await device.client.disconnect()
