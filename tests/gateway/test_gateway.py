"""A second computer's sensors reach the session: true hub, true outbox, virtual link."""

import stat
from pathlib import Path

import pytest

from core.domain.sensor import LinkState
from core.errors import HockeyHubError, NotSignedInError
from core.ports.hub_link import LinkStatus
from tests.helpers.gateways import (
    NAME,
    PLAYERS,
    a_code,
    a_gateway,
    a_running_session,
    recorded,
    straps,
)
from tests.helpers.hub_clients import API, Api, connected, signed_in
from tests.helpers.hub_process import running_hub
from tests.helpers.waiting import until

DAY = "2031-02-03"

pytestmark = pytest.mark.timeout(90)


@pytest.mark.requirement(28)
async def test_that_a_gateway_joined_by_a_code_sends_what_it_hears_with_nobody_at_the_desk(
    tmp_path: Path,
):
    devices = straps()
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            session_id = await a_running_session(desk, devices, DAY)
            code = await a_code(desk)
        # No desktop is there from here on; the hub and the gateway are alone.
        async with a_gateway(tmp_path / "gateway", hub.url, devices, code) as far:
            await until(lambda: len(far.heard) > 12, "the straps are heard")
            await until(lambda: far.gateway.floor.plan.sessions, "the plan is there")
            count = len(far.heard)
            await until(lambda: len(far.heard) > count + 12, "more is heard")
            await far.gateway.courier.delivered()
        kept = tmp_path / "gateway" / "gateway.json"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        async with signed_in(hub.url, hub.secret) as desk:
            readings = await recorded(desk, session_id)
    owners = {device.address: player for device, player in zip(devices, PLAYERS, strict=True)}
    assert {one["playerId"] for one in readings} == set(PLAYERS)
    assert all(owners[one["sensorId"]] == one["playerId"] for one in readings)
    assert {one["receiver"] for one in readings} == {NAME}
    assert all(one["rssiDbm"] < 0 for one in readings)


async def test_that_a_killed_hub_gets_every_reading_exactly_once_when_it_is_back(tmp_path: Path):
    devices = straps()
    home = tmp_path / "gateway"
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            session_id = await a_running_session(desk, devices, DAY)
            code = await a_code(desk)
        async with a_gateway(home, hub.url, devices, code) as far:
            link, courier = far.gateway.link, far.gateway.courier
            await until(lambda: far.gateway.floor.plan.sessions, "the plan is there")
            begin = len(far.heard)
            await until(lambda: len(far.heard) > begin + 15, "readings arrive")
            await courier.delivered()
            hub.kill()
            await until(lambda: link.status is LinkStatus.AWAY, "it is noticed")
            await until(lambda: courier.waiting > 20, "what is heard is kept")
        # The gateway is stopped, too, and started while the hub is still away.
        async with a_gateway(home, hub.url, devices) as far:
            second = len(far.heard)
            courier = far.gateway.courier
            assert courier.waiting > 20
            await until(lambda: len(far.heard) > second + 10, "it hears without a hub")
            with running_hub(tmp_path, port=hub.port) as again:
                await until(lambda: far.gateway.link.status is LinkStatus.ONLINE, "it is back", 30)
                await courier.delivered()
                heard = {(sensor, at) for sensor, at in far.heard[:-30]}
                async with signed_in(again.url, again.secret) as desk:
                    await expect_each_once(desk, session_id, heard)


async def expect_each_once(desk: Api, session_id: str, heard: set[tuple[str, float]]) -> None:
    """All that was heard is on record, nothing twice, and no second counted twice."""
    readings = await recorded(desk, session_id)
    state = await desk.ok("GET", f"{API}/sessions/{session_id}/state")
    instants = [(one["sensorId"], one["at"]) for one in readings]
    assert len(instants) == len(set(instants))
    assert heard <= set(instants)
    for player_id in PLAYERS:
        own = [one["at"] for one in readings if one["playerId"] == player_id]
        assert sum(state["players"][player_id]["secondsInZone"]) <= own[-1] - own[0] + 5


async def test_that_a_wrong_or_used_code_is_refused_with_one_sentence(tmp_path: Path):
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            code = await a_code(desk)
        async with a_gateway(tmp_path / "one", hub.url, straps(1), code):
            pass
        for wrong in (code, "000000" if code != "000000" else "000001"):
            with pytest.raises(HockeyHubError) as refusal:
                async with a_gateway(tmp_path / "two", hub.url, straps(1), wrong):
                    pass
            assert refusal.value.message
            assert refusal.value.suggested_action
        assert not (tmp_path / "two" / "gateway.json").exists()


async def test_that_a_gateway_that_was_sent_away_is_told_so(tmp_path: Path):
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            code = await a_code(desk)
            async with a_gateway(tmp_path / "gateway", hub.url, straps(1), code) as far:
                told: list[HockeyHubError] = []
                far.gateway.link.dismissed.connect(told.append)
                await until(lambda: far.gateway.link.status is LinkStatus.ONLINE, "it is in")
                (device,) = await desk.ok("GET", "/api/v1/devices")
                assert device["name"] == NAME
                await desk.ok("DELETE", f"/api/v1/devices/{device['id']}")
                await until(lambda: told, "it is told")
                assert isinstance(told[0], NotSignedInError)


async def test_that_a_new_pairing_reaches_the_gateway_and_what_it_hears_reaches_trainers(
    tmp_path: Path,
):
    devices = straps(2)
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            session_id = await a_running_session(desk, devices[:1], DAY)
            code = await a_code(desk)
            async with (
                connected(hub.url, desk.token) as trainer,
                a_gateway(tmp_path / "gateway", hub.url, devices, code) as far,
            ):
                unpaired = devices[1].address
                news = await trainer.until(
                    lambda name, payload: (
                        name == "training:gateway:heard"
                        and unpaired in {one["id"] for one in payload["sensors"]}
                    )
                )
                assert news["receiver"] == NAME
                pairing = {"sensorId": unpaired, "playerId": PLAYERS[1]}
                await desk.ok("PUT", f"{API}/pairings", {"pairings": [pairing]})
                await trainer.named("training:pairings:changed")
                sensors = far.gateway.sensors
                await until(
                    lambda: (
                        (LinkState.LIVE, unpaired)
                        in {(one.state, one.id) for one in sensors.sensors}
                    ),
                    "the strap is connected by the gateway alone",
                )
                count = len(far.heard)
                await until(lambda: len(far.heard) > count + 12, "it is heard")
                await far.gateway.courier.delivered()
                readings = await recorded(desk, session_id)
                assert {one["playerId"] for one in readings} == set(PLAYERS[:2])


async def test_that_a_gateway_learns_no_more_of_the_club_than_it_needs(tmp_path: Path):
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            code = await a_code(desk)
            joined = await desk.ok(
                "POST", "/api/v1/devices/join", {"code": code, "deviceName": NAME}
            )
            desk.token = joined["accessToken"]
            for path in ("players", "restrictions", "session-bundles", "equipment"):
                status, _ = await desk.call("GET", f"{API}/{path}")
                assert status == 403, path
            status, _ = await desk.call("PUT", f"{API}/pairings", {"pairings": []})
            assert status == 403
            assert await desk.ok("GET", f"{API}/gateway-plan")
