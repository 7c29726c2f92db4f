"""Templates through the API of a real hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft

TEMPLATES = f"{API}/bundle-templates"
PLAYERS = [f"player-{number:03d}" for number in range(1, 19)]


def template(name: str, **changes: Any) -> dict[str, Any]:
    """Two groups, rowers and bikes."""
    sessions = [
        {"equipment": "ROWING", "playerCount": 6, "workoutTemplate": "workout-4x4"},
        {"equipment": "BIKE_ERG", "playerCount": 6, "customName": "Bikes"},
    ]
    return {"name": name, "sessions": sessions, "defaultDuration": 45} | changes


@pytest.mark.requirement(9, 32)
async def test_that_the_sample_club_has_a_template_of_three_stations(desk: Api) -> None:
    found = await desk.ok("GET", f"{TEMPLATES}?text=parallel&tag=team")
    (sample,) = [one for one in found if one["name"] == "3-Station Parallel"]
    assert sample["isPublic"]
    assert [one["equipment"] for one in sample["sessions"]] == ["ROWING", "BIKE_ERG", "SKI_ERG"]
    assert "team" in await desk.ok("GET", f"{TEMPLATES}/tags")


@pytest.mark.requirement(4, 9, 32)
async def test_that_a_bundle_starts_from_a_template_and_counts_as_its_use(
    desk: Api, new_day: Callable[[], str]
) -> None:
    kept = await desk.ok("POST", TEMPLATES, template("Starts"))
    use = {"startDate": new_day(), "startTime": "09:00", "playerIds": PLAYERS[:10]}
    created = await desk.ok("POST", f"{TEMPLATES}/{kept['id']}/bundles", use)
    bundle = await desk.ok("GET", f"{API}/session-bundles/{created['bundleId']}")
    assert bundle["templateId"] == kept["id"]
    assert bundle["durationMin"] == 45
    assert [one["name"] for one in bundle["sessions"]] == ["Rowing Group A", "Bikes"]
    assert [len(one["assignments"]) for one in bundle["sessions"]] == [5, 5]
    assert bundle["sessions"][0]["workoutId"] == "workout-4x4"
    again = await desk.ok("GET", f"{TEMPLATES}/{kept['id']}")
    assert again["usageCount"] == 1
    assert again["lastUsedAt"] is not None


@pytest.mark.requirement(4, 18)
async def test_that_a_set_saved_as_template_can_be_unfolded_again(
    desk: Api, new_day: Callable[[], str]
) -> None:
    wanted = bundle_draft(new_day()) | {
        "saveAsTemplate": True,
        "templateName": "Kept set",
        "templateTags": ["kept"],
    }
    created = await desk.ok("POST", f"{API}/session-bundles", wanted)
    use = {"startDate": new_day(), "startTime": "07:30", "playerIds": PLAYERS}
    address = f"{TEMPLATES}/{created['templateId']}"
    draft = await desk.ok("POST", f"{address}/draft", use)
    assert [one["name"] for one in draft["sessions"]] == [one["name"] for one in wanted["sessions"]]
    assert draft["templateId"] == created["templateId"]
    assert (await desk.ok("POST", f"{API}/session-bundles", draft))["unassigned"] == []
    assert (await desk.ok("GET", address))["tags"] == ["kept"]


@pytest.mark.requirement(32)
async def test_that_a_stale_change_is_refused_with_what_changed(desk: Api) -> None:
    kept = await desk.ok("POST", TEMPLATES, template("Versions"))
    address = f"{TEMPLATES}/{kept['id']}"
    changed = await desk.ok("PATCH", address, {"version": 1, "defaultDuration": 50})
    assert (changed["version"], changed["defaultDuration"]) == (2, 50)
    status, problem = await desk.call("PATCH", address, {"version": 1, "tags": ["late"]})
    assert (status, problem["code"], problem["field"]) == (409, "STALE", "version")
    (difference,) = [
        one for one in problem["details"]["changed"] if one["field"] == "defaultDuration"
    ]
    assert (difference["before"], difference["after"]) == (45, 50)


@pytest.mark.requirement(32)
async def test_that_a_template_that_was_put_away_comes_back_as_it_was(desk: Api) -> None:
    kept = await desk.ok("POST", TEMPLATES, template("Away", tags=["gone"]))
    address = f"{TEMPLATES}/{kept['id']}"
    await desk.ok("DELETE", address)
    assert kept["id"] not in [one["id"] for one in await desk.ok("GET", TEMPLATES)]
    away = await desk.ok("GET", f"{TEMPLATES}?archived=true")
    assert kept["id"] in [one["id"] for one in away]
    back = await desk.ok("POST", f"{address}/bring-back")
    assert (back["tags"], back["isArchived"]) == (["gone"], False)


@pytest.mark.requirement(32)
async def test_that_a_copy_is_private_and_has_a_name_of_its_own(desk: Api) -> None:
    kept = await desk.ok("POST", TEMPLATES, template("Source", isPublic=True))
    copy = await desk.ok("POST", f"{TEMPLATES}/{kept['id']}/duplicate", {})
    assert (copy["name"], copy["isPublic"], copy["version"]) == ("Source (copy)", False, 1)
    assert copy["sessions"] == kept["sessions"]


@pytest.mark.requirement(32)
async def test_that_the_list_goes_on_where_the_last_page_ended(desk: Api) -> None:
    for number in range(3):
        await desk.ok("POST", TEMPLATES, template(f"Page {number}"))
    every = [one["id"] for one in await desk.ok("GET", f"{TEMPLATES}?text=page")]
    first = await desk.ok("GET", f"{TEMPLATES}?text=page&limit=2")
    assert [one["id"] for one in first] == every[:2]


@pytest.mark.requirement(20, 32)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"sessions": []}, "sessions"),
        ({"defaultDuration": 0}, "defaultDuration"),
        ({"sessions": [{"equipment": "BOAT", "playerCount": 1}] * 2}, "sessions.0.equipment"),
        (
            {"sessions": [{"equipment": "ROWING", "playerCount": -1}] * 2},
            "sessions.0.playerCount",
        ),
        (
            {"sessions": [{"equipment": "ROWING", "playerCount": 1, "workoutTemplate": "x"}] * 2},
            "sessions.0.workoutTemplate",
        ),
    ],
)
async def test_that_what_cannot_be_meant_is_refused_at_its_field(
    desk: Api, change: dict[str, Any], field: str
) -> None:
    status, problem = await desk.call("POST", TEMPLATES, template("Wrong") | change)
    assert (status, problem["field"]) == (400, field)
    assert problem["message"].endswith(".")
    assert "Wrong" not in [one["name"] for one in await desk.ok("GET", TEMPLATES)]
