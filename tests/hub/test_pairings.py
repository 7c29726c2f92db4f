"""The club's pairings over REST: shared, checked, on the audit log, told to who needs them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.hub_clients import API, Api, connected
from tests.helpers.hub_process import HubProcess

STRAP = "C1:00:00:00:00:01"
ERG = "C1:00:00:00:00:02"


async def kept(desk: Api) -> dict[str, dict[str, Any]]:
    return {one["sensorId"]: one for one in await desk.ok("GET", f"{API}/pairings")}


async def put(desk: Api, *pairings: dict[str, Any]) -> tuple[int, Any]:
    return await desk.call("PUT", f"{API}/pairings", {"pairings": list(pairings)})


async def test_that_a_pairing_is_kept_replaced_and_removed_and_trainers_are_told(
    hub: HubProcess, desk: Api
):
    (unit, *_) = await desk.ok("GET", f"{API}/equipment")
    async with connected(hub.url, desk.token) as trainer:
        status, _ = await put(
            desk,
            {"sensorId": STRAP, "playerId": "player-001", "label": "blue 4"},
            {"sensorId": ERG, "unitId": unit["id"], "isLocked": True},
        )
        assert status == 200
        told = await trainer.named("training:pairings:changed")
        assert told["actor"] == "desktop"
    await put(desk, {"sensorId": STRAP, "playerId": "player-002"})
    pairings = await kept(desk)
    assert (pairings[STRAP]["playerId"], pairings[STRAP]["label"]) == ("player-002", "")
    assert (pairings[ERG]["unitId"], pairings[ERG]["isLocked"]) == (unit["id"], True)
    plan = await desk.ok("GET", f"{API}/gateway-plan")
    assert plan["owners"][ERG] == unit["name"]
    for sensor in (STRAP, ERG, ERG):  # removing what is not there does no harm
        await desk.ok("DELETE", f"{API}/pairings/{sensor.replace(':', '%3A')}")
    assert not {STRAP, ERG} & set(await kept(desk))


@pytest.mark.parametrize(
    ("pairing", "field"),
    [
        ({"sensorId": STRAP}, "pairings.1"),
        ({"sensorId": STRAP, "playerId": "player-001", "unitId": "rower-1"}, "pairings.1"),
        ({"sensorId": STRAP, "playerId": "player-999"}, "pairings.1.playerId"),
        ({"sensorId": STRAP, "unitId": "no-such-unit"}, "pairings.1.unitId"),
        ({"sensorId": "", "playerId": "player-001"}, "pairings.1.sensorId"),
    ],
)
async def test_that_one_pairing_that_cannot_be_meant_keeps_all_of_them_out(
    desk: Api, pairing: dict[str, Any], field: str
):
    good = {"sensorId": "C1:00:00:00:00:09", "playerId": "player-001"}
    status, problem = await put(desk, good, pairing)
    assert status in (400, 422)
    assert problem["field"] == field
    assert "C1:00:00:00:00:09" not in await kept(desk)


async def test_that_a_players_device_neither_reads_nor_changes_pairings(desk: Api):
    token = await desk.player_token("player-001")
    for method, path, body in (
        ("GET", "pairings", None),
        ("PUT", "pairings", {"pairings": []}),
        ("DELETE", f"pairings/{STRAP}", None),
        ("GET", "gateway-plan", None),
    ):
        status, _ = await desk.call(method, f"{API}/{path}", body, token=token)
        assert status == 403, path
