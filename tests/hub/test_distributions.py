"""Proposals over REST."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft

DISTRIBUTIONS = f"{API}/distributions"


def body(day: str, **more: object) -> dict[str, object]:
    common = bundle_draft(day)["commonProperties"]
    groups = [
        {"name": "Boats", "equipment": "ROWING"},
        {"name": "Bikes", "equipment": "BIKE_ERG"},
        {"name": "Skis", "equipment": "SKI_ERG"},
    ]
    return {"commonProperties": common, "groups": groups, "strategy": "skill-based", **more}


@pytest.mark.requirement(5, 19)
async def test_that_a_proposal_comes_with_its_figures_and_stores_nothing(
    desk: Api, new_day: Callable[[], str]
) -> None:
    before = await desk.ok("GET", f"{API}/session-bundles")
    status, proposal = await desk.call("POST", DISTRIBUTIONS, body(new_day()))
    assert status == 200
    assert [group["name"] for group in proposal["groups"]] == ["Boats", "Bikes", "Skis"]
    assert proposal["spreads"][0]["measure"] == "ftp_per_kg"
    assert proposal["groups"][0]["figures"][0]["mean"] > 0
    assert proposal["groups"][2]["barred"][0]["reason"]
    assert proposal["sentences"]
    assert await desk.ok("GET", f"{API}/session-bundles") == before


@pytest.mark.requirement(20)
async def test_that_a_wish_that_makes_no_sense_is_refused_at_its_field(
    desk: Api, new_day: Callable[[], str]
) -> None:
    pair = [["player-001", "player-002"]]
    status, problem = await desk.call(
        "POST", DISTRIBUTIONS, body(new_day(), keepTogether=pair, keepApart=pair)
    )
    assert (status, problem["field"]) == (400, "keepTogether.0")
    assert problem["suggestedAction"]


async def test_that_a_player_may_not_ask_who_trains_with_whom(
    desk: Api, new_day: Callable[[], str]
) -> None:
    token = await desk.player_token("player-001")
    status, _ = await desk.call("POST", DISTRIBUTIONS, body(new_day()), token=token)
    assert status == 403


async def test_that_form_is_told_to_trainers_and_not_to_players(
    desk: Api,
) -> None:
    values = (await desk.ok("GET", f"{DISTRIBUTIONS}/form"))["values"]
    assert all(isinstance(one, float) for one in values.values())
    token = await desk.player_token("player-001")
    assert (await desk.call("GET", f"{DISTRIBUTIONS}/form", token=token))[0] == 403
