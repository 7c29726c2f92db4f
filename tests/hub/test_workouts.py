"""Workouts over REST: written, found, changed by version, copied, put away, used by a bundle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft

WORKOUTS = f"{API}/workouts"
SERIES = [
    {"intervals": [{"name": "Warm-up", "durationS": 300, "targetFtpShare": 0.5, "rampsTo": 0.8}]},
    {
        "repeats": 4,
        "intervals": [
            {"name": "Work", "durationS": 120, "targetPaceS": 110, "targetHeartRateShare": 0.92},
            {"name": "Easy", "durationS": 60, "targetZone": 2},
        ],
    },
]


async def saved(desk: Api, name: str, **more: Any) -> dict[str, Any]:
    body = {"id": "", "name": name, "kind": "CONDITIONING", "series": SERIES, **more}
    status, answer = await desk.call("POST", WORKOUTS, body)
    assert status == 201, answer
    found: dict[str, Any] = answer
    return found


@pytest.mark.requirement(95)
async def test_that_a_workout_is_written_with_repeats_ramps_and_targets_of_all_kinds(
    desk: Api,
) -> None:
    stored = await saved(desk, "All targets", tags=["rest-test"])
    names = [one["name"] for one in stored["intervals"]]
    assert names[:2] == ["Warm-up 1/10", "Warm-up 2/10"]
    assert names[10:] == ["Work", "Easy"] * 4
    work = stored["intervals"][10]
    assert (work["targetZone"], round(work["targetPowerW"])) == (5, 263)
    assert stored["series"][1]["repeats"] == 4
    entry = await desk.ok("GET", f"{WORKOUTS}/{stored['id']}")
    assert entry["workout"] == stored
    assert stored["id"] in [one["id"] for one in await desk.ok("GET", WORKOUTS)]


async def test_that_workouts_are_found_and_paged(desk: Api) -> None:
    for number in range(3):
        await saved(desk, f"Paged {number}", tags=["paging", f"n{number}"])
    found = await desk.ok("GET", f"{WORKOUTS}/library?tag=paging&limit=2")
    rest = await desk.ok(
        "GET", f"{WORKOUTS}/library?tag=paging&limit=2&cursor={found['nextCursor']}"
    )
    names = [one["workout"]["name"] for page in (found, rest) for one in page["items"]]
    assert names == ["Paged 0", "Paged 1", "Paged 2"]
    assert rest["nextCursor"] is None
    only = await desk.ok("GET", f"{WORKOUTS}/library?text=n1%20paged&kind=CONDITIONING")
    assert [one["workout"]["name"] for one in only["items"]] == ["Paged 1"]
    assert (await desk.ok("GET", f"{WORKOUTS}/library?tag=paging&kind=AGILITY"))["items"] == []
    assert "n2" in await desk.ok("GET", f"{WORKOUTS}/tags")
    status, problem = await desk.call("GET", f"{WORKOUTS}/library?cursor=nonsense")
    assert (status, problem["field"]) == (400, "cursor")


async def test_that_a_stale_change_is_refused_with_what_changed(desk: Api) -> None:
    stored = await saved(desk, "Stale")
    address = f"{WORKOUTS}/{stored['id']}"
    changed = await desk.ok("PATCH", address, {"version": 1, "name": "Fresh"})
    assert (changed["version"], changed["series"]) == (2, stored["series"])
    status, problem = await desk.call("PATCH", address, {"version": 1, "tags": ["late"]})
    assert (status, problem["code"], problem["field"]) == (409, "STALE", "version")
    assert problem["details"]["changed"] == [{"field": "name", "before": "Stale", "after": "Fresh"}]
    page = await desk.ok("GET", f"{address}/versions?limit=1")
    assert ([one["version"] for one in page["items"]], page["nextCursor"]) == ([2], 2)
    first = await desk.ok("GET", f"{address}/versions/1")
    assert first["workout"]["name"] == "Stale"
    back = await desk.ok("POST", f"{address}/versions/1/restore", {"version": 2})
    assert (back["name"], back["version"]) == ("Stale", 3)


async def test_that_a_copy_is_made_and_what_is_put_away_comes_back(desk: Api) -> None:
    stored = await saved(desk, "Original")
    address = f"{WORKOUTS}/{stored['id']}"
    status, copy = await desk.call("POST", f"{address}/duplicate", {})
    assert (status, copy["name"], copy["version"]) == (201, "Original (copy)", 1)
    named = await desk.ok("POST", f"{address}/duplicate", {"name": "Another"})
    assert named["name"] == "Another"
    assert (await desk.call("DELETE", address))[0] == 204
    away = await desk.ok("GET", f"{WORKOUTS}/library?archived=true&text=original")
    assert [one["workout"]["id"] for one in away["items"]] == [stored["id"]]
    assert stored["id"] not in [one["id"] for one in await desk.ok("GET", WORKOUTS)]
    assert (await desk.ok("POST", f"{address}/bring-back"))["id"] == stored["id"]
    assert stored["id"] in [one["id"] for one in await desk.ok("GET", WORKOUTS)]


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"series": [{"repeats": 0, "intervals": []}]}, "series.0.repeats"),
        ({"series": [{"repeats": 2, "intervals": []}]}, "series.0"),
        ({"name": ""}, "name"),
        ({"tags": [""]}, "tags.0"),
        ({"kind": "STRENGTH", "series": [], "blocks": [{"name": "B"}]}, "blocks.0"),
    ],
)
async def test_that_a_workout_that_cannot_be_is_refused_at_its_field(
    desk: Api, change: dict[str, Any], field: str
) -> None:
    body = {"id": "", "name": "Odd", "kind": "CONDITIONING", "series": SERIES, **change}
    status, problem = await desk.call("POST", WORKOUTS, body)
    assert (status, problem["field"]) == (400, field)
    assert problem["message"].endswith(".")
    assert problem["suggestedAction"]
    found = await desk.ok("GET", f"{WORKOUTS}/library?text=odd")
    assert found["items"] == []


async def test_that_players_devices_may_not_write_workouts(desk: Api) -> None:
    token = await desk.player_token("player-001")
    status, _ = await desk.call("POST", WORKOUTS, {"id": "", "name": "X"}, token=token)
    assert status == 403
    status, _ = await desk.call("GET", f"{WORKOUTS}/library", token=token)
    assert status == 403


@pytest.mark.requirement(4, 29)
async def test_that_a_bundle_is_made_from_a_workout_and_keeps_its_version(
    desk: Api, new_day: Callable[[], str]
) -> None:
    stored = await saved(desk, "For a bundle")
    draft = bundle_draft(new_day())
    for session in draft["sessions"]:
        session["workoutId"] = stored["id"]
    created = await desk.ok("POST", f"{API}/session-bundles", draft)
    address = f"{API}/session-bundles/{created['bundleId']}"
    before = (await desk.ok("GET", address))["sessions"]
    assert {one["workoutVersion"] for one in before} == {1}
    assert len(before[0]["intervals"]) == 18
    assert before[0]["intervals"][10]["targetPaceS"] == 110
    minutes = draft["commonProperties"]["duration"]
    assert sum(one["durationS"] for one in before[0]["intervals"]) == pytest.approx(60 * minutes)
    shorter = [{"intervals": [{"name": "Only", "durationS": 60}]}]
    await desk.ok("PATCH", f"{WORKOUTS}/{stored['id']}", {"version": 1, "series": shorter})
    assert (await desk.ok("GET", address))["sessions"] == before
    entry = await desk.ok("GET", f"{WORKOUTS}/{stored['id']}")
    assert (entry["sessionCount"], entry["workout"]["version"]) == (len(before), 2)
