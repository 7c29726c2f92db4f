"""Reservations and times over REST: conflicts with ways out, proposals, pages of sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft

BUNDLES = f"{API}/session-bundles"


def with_change(draft: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The same request with some fields changed, each by its dotted path."""
    for path, value in changes.items():
        *parents, last = path.split(".")
        target: Any = draft
        for key in parents:
            target = target[int(key)] if key.isdigit() else target[key]
        target[last] = value
    return draft


@pytest.mark.requirement(12, 29, 130)
async def test_that_each_way_out_of_a_conflict_goes_when_it_is_sent_back(
    desk: Api, new_day: Callable[[], str]
) -> None:
    day = new_day()

    def wanted() -> dict[str, Any]:
        draft = bundle_draft(day, name="Second")
        draft["sessions"] = [
            {"name": "Row", "equipment": "ROWING", "playerIds": ["player-013", "player-014"]},
            {"name": "Bike", "equipment": "BIKE_ERG", "playerIds": ["player-015"]},
        ]
        draft["sessions"][0]["playerIds"] += ["player-016"]
        return draft

    first = bundle_draft(day)
    first["sessions"] = first["sessions"][:2]
    await desk.ok("POST", BUNDLES, first)
    status, problem = await desk.call("POST", BUNDLES, wanted())
    assert (status, problem["code"]) == (409, "OVER_CAPACITY")
    assert problem["field"] == "sessions.0.playerIds"
    (held_by,) = problem["details"]["heldBy"]
    assert (held_by["sessionName"], held_by["unitCount"]) == ("Rowing", 6)
    assert held_by["startsAt"].startswith(day)
    ways = problem["details"]["waysOut"]
    assert [way["kind"] for way in ways] == ["other_unit", "other_time", "smaller_group"]
    for way in ways:
        created = await desk.ok("POST", BUNDLES, with_change(wanted(), way["changes"]))
        await desk.ok("DELETE", f"{BUNDLES}/{created['bundleId']}")


@pytest.mark.requirement(121)
async def test_that_times_are_proposed_with_reasons_and_can_be_booked(
    desk: Api, new_day: Callable[[], str]
) -> None:
    day = new_day()
    await desk.ok("POST", BUNDLES, bundle_draft(day))
    question = {
        "facilityId": "facility-001",
        "startDate": day,
        "endDate": day,
        "duration": 60,
        "earliestTime": "08:00",
        "latestTime": "13:00",
        "playerIds": [f"player-{number:03}" for number in range(1, 19)],
        "groups": [{"equipment": one} for one in ("ROWING", "BIKE_ERG", "SKI_ERG")],
    }
    answer = await desk.ok("POST", f"{API}/slots", question)
    best = answer["slots"][0]
    assert (len(answer["slots"]), best["playerCount"], best["leftOut"]) == (5, 18, [])
    assert best["reasons"][0] == {
        "kind": "players",
        "text": "All 18 players can train.",
        "isGood": True,
    }
    again = bundle_draft(day)
    again["commonProperties"] |= {"startDate": best["startDate"], "startTime": best["startTime"]}
    await desk.ok("POST", BUNDLES, again)
    status, problem = await desk.call("POST", f"{API}/slots", question | {"duration": 1440})
    assert (status, problem["field"]) == (400, "duration")
    player = await desk.player_token("player-001")
    status, _ = await desk.call("POST", f"{API}/slots", question, token=player)
    assert status == 403


@pytest.mark.requirement(12, 56)
async def test_that_occupancy_says_who_and_what_is_taken(
    desk: Api, new_day: Callable[[], str]
) -> None:
    day = new_day()
    created = await desk.ok("POST", BUNDLES, bundle_draft(day))
    span = f"from={day}T00:00:00Z&to={day}T23:59:00Z&facilityId=facility-001"
    sessions = await desk.ok("GET", f"{API}/occupancy?{span}")
    assert {one["bundleId"] for one in sessions} == {created["bundleId"]}
    assert [len(one["unitIds"]) for one in sessions] == [6, 6, 6]
    assert sessions[0]["playerIds"] == [f"player-{number:03}" for number in range(1, 7)]
    assert await desk.ok("GET", f"{API}/occupancy?{span.replace('001', '404')}") == []
    status, problem = await desk.call(
        "GET", f"{API}/occupancy?from={day}T10:00:00Z&to={day}T09:00:00Z"
    )
    assert (status, problem["field"]) == (400, "to")


@pytest.mark.requirement(32)
async def test_that_sessions_come_in_pages_newest_first(
    desk: Api, new_day: Callable[[], str]
) -> None:
    for _ in range(2):
        await desk.ok("POST", BUNDLES, bundle_draft(new_day()))
    whole = await desk.ok("GET", f"{API}/sessions?status=scheduled&limit=6")
    starts = [one["startsAt"] for one in whole]
    assert starts == sorted(starts, reverse=True)
    seen: list[str] = []
    cursor = ""
    for _ in range(3):
        async with desk._http.get(
            f"{desk.url}{API}/sessions?status=scheduled&limit=2{cursor}",
            headers={"Authorization": f"Bearer {desk.token}"},
        ) as response:
            seen += [one["id"] for one in await response.json()]
            cursor = f"&cursor={response.headers['X-Next-Cursor']}"
    assert seen == [one["id"] for one in whole]


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("commonProperties.duration", 0, "commonProperties.duration"),
        ("commonProperties.duration", 1440, "commonProperties.duration"),
        ("commonProperties.startDate", "2020-03-02", "commonProperties.startTime"),
        ("commonProperties.facilityId", "moon", "commonProperties.facilityId"),
        ("sessions.2.facilityId", "hall-without-machines", "sessions.2.equipment"),
        ("sessions.1.playerIds", ["player-007", "player-007"], "sessions.1.playerIds"),
        ("sessions.1.playerIds", ["player-001"], "sessions.1.playerIds"),
    ],
)
async def test_that_bad_input_is_refused_in_one_sentence_at_its_field(
    desk: Api, new_day: Callable[[], str], path: str, value: object, field: str
) -> None:
    hall = {"id": "hall-without-machines", "name": "Hall", "timeZone": "Europe/Stockholm"}
    await desk.call("POST", f"{API}/facilities", hall)  # it is there after the first time
    before = await desk.ok("GET", BUNDLES)
    draft = with_change(bundle_draft(new_day()), {path: value})
    status, problem = await desk.call("POST", BUNDLES, draft)
    assert status in (400, 409)
    assert problem["field"] == field
    assert problem["message"].endswith(".")
    assert problem["message"].count(". ") == 0
    assert problem["suggestedAction"]
    assert (await desk.ok("GET", BUNDLES))["items"] == before["items"]


@pytest.mark.requirement(20)
async def test_that_a_start_that_the_clocks_leave_out_is_refused_at_its_field(desk: Api) -> None:
    draft = bundle_draft("2031-03-30")
    draft["commonProperties"]["startTime"] = "02:30"
    status, problem = await desk.call("POST", BUNDLES, draft)
    assert (status, problem["field"]) == (400, "commonProperties.startTime")
    assert "the clocks go forward to 03:30" in problem["message"]
