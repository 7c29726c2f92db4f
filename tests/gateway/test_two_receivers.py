"""A strap heard by the laptop and by a gateway: one value, whoever of the two goes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.composition import DESK_RECEIVER, Desk, Gym, open_desk, start_hub
from app.settings import Settings
from core.clock import SystemClock
from core.domain.ids import BundleId, PlayerId, SensorId, SessionId
from core.domain.sensor import LinkState, Pairing
from core.ports.hub_link import SessionAction
from core.sensors.virtual.devices import VirtualDevice
from core.tasks import TaskScope
from tests.helpers.gateways import NAME, PLAYERS, a_code, a_gateway, recorded, straps
from tests.helpers.hub_clients import API, Api, bundle_draft, signed_in
from tests.helpers.waiting import until

pytestmark = pytest.mark.timeout(90)


@asynccontextmanager
async def a_desk(home: Path, devices: Sequence[VirtualDevice]) -> AsyncIterator[Desk]:
    """A trainer's desk whose radio hears the very straps that the gateway hears."""
    failures: list[tuple[str, BaseException]] = []
    tasks = TaskScope(lambda name, error: failures.append((name, error)))
    clock = SystemClock()
    gym = Gym(clock, seed=3, devices=devices)
    settings = Settings(home=home)
    hub = await start_hub(settings, tasks, sample_club=True)
    desk = await open_desk(settings, hub, gym.source(clock, 1), clock, tasks)
    await gym.start()
    try:
        yield desk
    finally:
        await desk.close(stop_hub=True)
        await gym.close()
    assert failures == []


async def begun(desk: Desk, api: Api, devices: Sequence[VirtualDevice]) -> SessionId:
    """A session of the paired players that runs on the dashboard."""
    created = await api.ok("POST", f"{API}/session-bundles", bundle_draft("2031-02-05"))
    bundle = await desk.floor.open_bundle(BundleId(created["bundleId"]))
    desk.pairings.pair(
        *(
            Pairing(sensor_id=SensorId(device.address), player_id=PlayerId(player))
            for device, player in zip(devices, PLAYERS, strict=False)
        )
    )
    desk.attendance.start()
    await desk.sensors.start()
    await desk.floor.act(bundle.sessions[0].id, SessionAction.START)
    return bundle.sessions[0].id


@pytest.mark.requirement(28)
async def test_that_a_strap_heard_twice_counts_once_and_the_gateway_goes_on_alone(
    tmp_path: Path,
):
    devices = straps(2)
    async with a_desk(tmp_path, devices) as desk:
        address = desk.hub.address
        async with signed_in(address.url, address.secret) as api:
            session_id = await begun(desk, api, devices)
            code = await a_code(api)
            async with a_gateway(tmp_path / "far", address.url, devices, code) as far:
                await until(lambda: far.gateway.floor.plan.sessions, "the plan is there")
                count = len(far.heard)
                await until(lambda: len(far.heard) > count + 16, "both hear the straps")
                await until(lambda: NAME in desk.everywhere._far, "the desk is told", 10)
                await desk.courier.delivered()
                await far.gateway.courier.delivered()
                heard_by = {one["receiver"] for one in await recorded(api, session_id)}
                assert heard_by == {DESK_RECEIVER, NAME}
                await expect_single_time(api, session_id)

                # The laptop's radio is gone; its straps are the gateway's alone now.
                await desk.sensors.close()
                count = len(far.heard)
                await until(lambda: len(far.heard) > count + 16, "the gateway goes on")
                await far.gateway.courier.delivered()
                state = await expect_single_time(api, session_id)
                for player in PLAYERS[:2]:
                    assert state["players"][player]["heartRateBy"]["receiver"] == NAME
                shown = {one.id: one for one in desk.everywhere.sensors}
                strap = shown[SensorId(devices[0].address)]
                assert (strap.state, strap.receiver) == (LinkState.LIVE, NAME)
                board = desk.floor.board.session(session_id)
                assert board is not None
                speaker = board.players[PlayerId(PLAYERS[0])].heart_rate_by
                assert speaker is not None
                assert speaker.receiver == NAME


async def expect_single_time(api: Api, session_id: str) -> dict:
    """No second is counted twice for anybody; the session's state."""
    state = await api.ok("GET", f"{API}/sessions/{session_id}/state")
    readings = await recorded(api, session_id)
    for player in PLAYERS[:2]:
        own = [one["at"] for one in readings if one["playerId"] == player]
        span_s = max(own) - min(own)
        assert sum(state["players"][player]["secondsInZone"]) <= span_s + 1
    return state
