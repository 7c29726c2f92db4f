"""Bulk edits through the API of a real hub: looked at, made, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.hub_clients import API, Api
from tests.hub.conftest import Plan


def address(plan: Plan) -> str:
    return f"{API}/session-bundles/{plan.bundle_id}"


def told(differences: list[dict[str, Any]]) -> set[tuple[str | None, str]]:
    return {(one["sessionId"], one["field"]) for one in differences}


@pytest.mark.requirement(6, 26, 30)
async def test_that_a_dry_run_shows_before_and_after_and_stores_nothing(
    desk: Api, plan: Plan
) -> None:
    before = await desk.ok("GET", address(plan))
    updates = {
        "common": {"startTime": "10:30", "duration": 50},
        "individual": {plan.rowing: {"name": "Boats"}},
    }
    body = {"updates": updates, "version": 1}
    preview = await desk.ok("PATCH", f"{address(plan)}?dryRun=true", body)
    assert preview["before"] == before
    assert preview["after"]["durationMin"] == 50
    assert told(preview["differences"]) == {
        (None, "startsAt"),
        (None, "durationMin"),
        (plan.rowing, "name"),
    }
    assert await desk.ok("GET", address(plan)) == before
    changed = await desk.ok("PATCH", address(plan), body)
    same = {"version", "updatedAt"}
    assert {key: value for key, value in changed.items() if key not in same} == {
        key: value for key, value in preview["after"].items() if key not in same
    }


@pytest.mark.requirement(20, 26, 30)
async def test_that_a_dry_run_is_refused_as_the_change_would_be(desk: Api, plan: Plan) -> None:
    updates = {"individual": {plan.rowing: {"equipment": "SQUAT_RACK", "name": " "}}}
    status, problem = await desk.call("PATCH", f"{address(plan)}?dryRun=true", {"updates": updates})
    assert (status, problem["field"]) == (400, f"updates.individual.{plan.rowing}.name")


@pytest.mark.requirement(6, 26, 30)
async def test_that_an_undone_change_leaves_all_as_it_was_and_undone_again_is_made_again(
    desk: Api, plan: Plan
) -> None:
    before = await desk.ok("GET", address(plan))
    held = await desk.ok("GET", f"{address(plan)}/reservations")
    first, second = plan.session_ids[:2]
    one, other = (session["assignments"] for session in before["sessions"][:2])
    individual = {
        first: {"playerIds": [entry["playerId"] for entry in one[1:]], "name": "Five"},
        second: {"playerIds": [entry["playerId"] for entry in (*other, one[0])]},
    }
    updates = {"common": {"duration": 40, "startTime": "11:00"}, "individual": individual}
    changed = await desk.ok("PATCH", address(plan), {"updates": updates, "version": 1})
    back = await desk.ok("POST", f"{address(plan)}/undo", {"version": 2})
    assert back["version"] == 3
    assert back["sessions"] == before["sessions"]
    assert await desk.ok("GET", f"{address(plan)}/reservations") == held
    again = await desk.ok("POST", f"{address(plan)}/undo", {"version": 3})
    assert again["sessions"] == changed["sessions"]


@pytest.mark.requirement(26, 30)
async def test_that_a_stale_edit_is_told_what_changed_and_in_which_session(
    desk: Api, plan: Plan
) -> None:
    individual = {plan.rowing: {"name": "Boats"}}
    await desk.ok("PATCH", address(plan), {"updates": {"individual": individual}, "version": 1})
    late = {"updates": {"common": {"duration": 30}}, "version": 1}
    for path in (address(plan), f"{address(plan)}?dryRun=true"):
        status, problem = await desk.call("PATCH", path, late)
        assert (status, problem["code"]) == (409, "STALE")
        (difference,) = problem["details"]["changed"]
        assert (difference["sessionId"], difference["field"]) == (plan.rowing, "name")
        assert difference["after"] == "Boats"
    status, problem = await desk.call("POST", f"{address(plan)}/undo", {"version": 1})
    assert (status, problem["code"]) == (409, "STALE")


@pytest.mark.requirement(26)
async def test_that_there_is_nothing_to_take_back_of_a_new_bundle(desk: Api, plan: Plan) -> None:
    status, problem = await desk.call("POST", f"{address(plan)}/undo", {"version": 1})
    assert (status, problem["code"]) == (409, "WRONG_STATE")
