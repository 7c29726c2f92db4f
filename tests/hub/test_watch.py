"""Trainers see who is connected, what was refused and why, and what the hub takes."""

from __future__ import annotations

import pytest

from core.protocol.devices import DEVICES, JOIN_CODES
from core.protocol.hub_watch import EVENT_KINDS, PEERS
from hub_server.realtime.handlers import ROUTES
from tests.helpers.hub_clients import Api, connected
from tests.hub.conftest import Plan

ROWER = "player-001"


@pytest.mark.requirement(59, 73)
async def test_that_a_refused_event_reaches_who_watches_with_its_reason_and_nobody_else(
    desk: Api, plan: Plan
) -> None:
    token = await desk.player_token(ROWER)
    async with (
        connected(desk.url, desk.token) as watcher,
        connected(desk.url, desk.token) as other,
        connected(desk.url, token) as phone,
    ):
        await watcher.ok("training:hub:watch", isOn=True)
        problem = await phone.refused(
            "training:player:metrics", sessionId=plan.rowing, playerId="player-002", heartRate=120
        )
        news = await watcher.named("training:hub:refused")
        assert news["name"] == "training:player:metrics"
        assert (news["code"], news["reason"]) == (problem["code"], problem["message"])
        assert (news["subject"], news["role"], news["field"]) == (ROWER, "player", "playerId")
        assert news["sessionId"] == plan.rowing
        await watcher.ok("training:hub:watch", isOn=False)
        await phone.refused("training:player:metrics", sessionId=plan.rowing, playerId="player-002")
        answer = await desk.ok("GET", PEERS)
        mine = next(one for one in answer["peers"] if one["playerId"] == ROWER)
        assert (mine["events"], mine["refused"]) == (2, 2)
        assert mine["refusal"] == problem["message"]
        assert mine["waiting"] == 0
        assert mine["address"] == "127.0.0.1"
        assert mine["handlingMs"] >= 0
        assert not answer["isReachable"]
        assert [name for name, _ in watcher.received].count("training:hub:refused") == 1
        assert "training:hub:refused" not in [name for name, _ in other.received]


@pytest.mark.requirement(59, 73)
async def test_that_who_watches_hears_of_sessions_that_he_did_not_join(
    desk: Api, plan: Plan
) -> None:
    async with (
        connected(desk.url, desk.token) as watcher,
        connected(desk.url, desk.token) as leader,
    ):
        await watcher.ok("training:hub:watch", isOn=True)
        await leader.ok("training:session:start", sessionId=plan.rowing)
        started = await watcher.named("training:session:start")
        assert started["sessionId"] == plan.rowing
        assert started["seq"] == 1


async def test_that_phones_observers_and_gateways_may_not_look_into_the_hub(
    desk: Api, plan: Plan
) -> None:
    token = await desk.player_token(ROWER)
    for path in (PEERS, EVENT_KINDS):
        status, problem = await desk.call("GET", path, token=token)
        assert (status, problem["code"]) == (403, "NOT_ALLOWED")
    async with connected(desk.url, token) as phone:
        for name, payload in (
            ("training:hub:watch", {"isOn": True}),
            ("training:device:identify", {"deviceId": "any"}),
            ("training:playback:start", {"sessionId": plan.rowing}),
        ):
            assert (await phone.refused(name, **payload))["code"] == "NOT_ALLOWED"


async def test_that_every_event_that_the_hub_takes_is_listed_with_a_schema(desk: Api) -> None:
    kinds = {kind["name"]: kind for kind in await desk.ok("GET", EVENT_KINDS)}
    assert kinds.keys() == ROUTES.keys()
    for name, kind in kinds.items():
        assert kind["schema"]["type"] == "object", name
        assert kind["about"], name
        assert kind["roles"], name
    metrics = kinds["training:player:metrics"]
    assert {"sessionId", "playerId"} <= set(metrics["schema"]["required"])
    assert "player" in metrics["roles"]
    assert metrics["everyS"] == 2.0


@pytest.mark.requirement(59)
async def test_that_a_called_phone_is_told_and_no_other(desk: Api) -> None:
    body = {"kind": "player", "playerId": ROWER}
    joined = []
    for name in ("One", "Two"):
        code = (await desk.ok("POST", JOIN_CODES, body))["code"]
        joined.append(await desk.ok("POST", f"{DEVICES}/join", {"code": code, "deviceName": name}))
    async with (
        connected(desk.url, joined[0]["accessToken"]) as one,
        connected(desk.url, joined[1]["accessToken"]) as two,
        connected(desk.url, desk.token) as trainer,
    ):
        await trainer.ok("training:device:identify", deviceId=joined[1]["deviceId"])
        assert (await two.named("training:device:identify"))["text"]
        assert one.received == []
    async with connected(desk.url, desk.token) as trainer:
        gone = await trainer.refused("training:device:identify", deviceId=joined[1]["deviceId"])
        assert (gone["code"], gone["field"]) == ("NOT_FOUND", "deviceId")
