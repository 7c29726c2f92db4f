"""Players who do not come, through the API of a real hub."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft
from tests.hub.conftest import Plan


def address(plan: Plan) -> str:
    return f"{API}/session-bundles/{plan.bundle_id}"


@pytest.mark.requirement(5, 19, 30, 125)
async def test_that_a_bundle_is_balanced_again_in_under_a_second_and_applied_as_one_change(
    desk: Api, plan: Plan
) -> None:
    before = await desk.ok("GET", address(plan))
    absent = [one["playerId"] for one in before["sessions"][0]["assignments"][:3]]
    started = time.perf_counter()
    proposal = await desk.ok("POST", f"{address(plan)}/replan", {"absentPlayerIds": absent})
    assert time.perf_counter() - started < 1.0
    assert sorted(len(group["after"]) for group in proposal["groups"]) == [5, 5, 5]
    kinds = [step["kind"] for step in proposal["steps"]]
    assert (kinds.count("absent"), kinds.count("moved")) == (3, 2)
    assert proposal["sentences"][0] == "2 players move; all others stay where they are."
    assert await desk.ok("GET", address(plan)) == before, "a proposal changes nothing"
    after = await desk.ok("PATCH", address(plan), proposal["changes"])
    assert after["version"] == before["version"] + 1
    for group, session in zip(proposal["groups"], after["sessions"], strict=True):
        assert [one["playerId"] for one in session["assignments"]] == group["after"]
    held = await desk.ok("GET", f"{address(plan)}/reservations")
    assert len(held) == 15
    back = await desk.ok("POST", f"{address(plan)}/undo", {"version": after["version"]})
    assert back["sessions"] == before["sessions"]


@pytest.mark.requirement(19)
async def test_that_groups_made_anew_keep_everybody_who_is_there(desk: Api, plan: Plan) -> None:
    before = await desk.ok("GET", address(plan))
    everybody = [
        one["playerId"] for session in before["sessions"] for one in session["assignments"]
    ]
    body = {"absentPlayerIds": everybody[:4], "mode": "anew"}
    proposal = await desk.ok("POST", f"{address(plan)}/replan", body)
    placed = [one for group in proposal["groups"] for one in group["after"]]
    assert sorted(placed) == sorted(everybody[4:])
    spread = [group["meanAfter"] for group in proposal["groups"]]
    planned = [group["meanBefore"] for group in proposal["groups"]]
    assert max(spread) - min(spread) <= max(planned) - min(planned)


@pytest.mark.requirement(20)
async def test_that_an_absence_that_cannot_be_meant_is_refused_at_its_field(
    desk: Api, plan: Plan
) -> None:
    for body, field in (
        ({"absentPlayerIds": ["nobody"]}, "absentPlayerIds"),
        ({"joiningPlayerIds": ["player-001"]}, "joiningPlayerIds"),
        ({"joiningPlayerIds": ["nobody"]}, "joiningPlayerIds"),
        ({"joiningPlayerIds": ["player-019", "player-019"]}, "joiningPlayerIds"),
    ):
        status, problem = await desk.call("POST", f"{address(plan)}/replan", body)
        assert (status, problem["field"]) == (400, field)


async def test_that_a_proposal_for_an_older_version_is_not_applied(desk: Api, plan: Plan) -> None:
    proposal = await desk.ok("POST", f"{address(plan)}/replan", {"absentPlayerIds": ["player-001"]})
    await desk.ok("PATCH", address(plan), {"updates": {"common": {"name": "Later"}}})
    status, problem = await desk.call("PATCH", address(plan), proposal["changes"])
    assert (status, problem["code"]) == (409, "STALE")


async def test_that_a_session_that_has_begun_stays_as_it_is(
    desk: Api, new_day: Callable[[], str]
) -> None:
    created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(new_day()))
    first = created["sessions"][0]["id"]
    await desk.ok("POST", f"{API}/sessions/{first}/start", {})
    bundle = f"{API}/session-bundles/{created['bundleId']}"
    status, problem = await desk.call(
        "POST", f"{bundle}/replan", {"absentPlayerIds": ["player-001"]}
    )
    assert (status, problem["code"]) == (409, "WRONG_STATE")
    proposal = await desk.ok(
        "POST", f"{bundle}/replan", {"absentPlayerIds": ["player-008", "player-009"]}
    )
    assert [group["isFixed"] for group in proposal["groups"]] == [True, False, False]
    assert proposal["groups"][0]["after"] == proposal["groups"][0]["before"]
    await desk.ok("POST", f"{API}/sessions/{first}/end", {})
