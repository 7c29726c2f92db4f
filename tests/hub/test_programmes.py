"""Programmes through the API of a real hub."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft

PROGRAMMES = f"{API}/programmes"
TEMPLATE = "template-3-station"
PLAYERS = [f"player-{number:03d}" for number in range(1, 19)]
GROUPS = [PLAYERS[:6], PLAYERS[6:12], PLAYERS[12:]]
ZONE = ZoneInfo("Europe/Stockholm")

_YEARS = itertools.count(2040)


@pytest.fixture
def monday() -> date:
    """The first Monday of a year in which nothing is planned yet."""
    first = date(next(_YEARS), 1, 1)
    return first + timedelta(days=-first.weekday() % 7)


def programme(first_date: date, **changes: Any) -> dict[str, Any]:
    given = {
        "name": "Build-up",
        "templateId": TEMPLATE,
        "firstDate": first_date.isoformat(),
        "weeks": 4,
        "weekdays": [1, 4],
        "startTime": "09:00",
        "groups": GROUPS,
    }
    return given | changes


def trainings(programme_or_preview: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for week in programme_or_preview["weeks"] for one in week["trainings"]]


async def test_that_a_preview_shows_all_weeks_and_stores_nothing(desk: Api, monday: date) -> None:
    preview = await desk.ok("POST", f"{PROGRAMMES}/preview", programme(monday))
    assert (preview["trainingCount"], preview["conflictCount"]) == (8, 0)
    assert [week["loadShare"] for week in preview["weeks"]] == [1.0, 1.05, 1.1, 0.66]
    assert [week["isDeload"] for week in preview["weeks"]] == [False, False, False, True]
    assert all(one["bundleId"] is None for one in trainings(preview))
    bundles = await desk.ok("GET", f"{API}/session-bundles?limit=1")
    assert not any(one["startsAt"].startswith(str(monday.year)) for one in bundles["items"])


@pytest.mark.requirement(4, 32, 122, 146)
async def test_that_a_programme_makes_a_bundle_for_each_day_with_loads_that_rise(
    desk: Api, monday: date
) -> None:
    made = await desk.ok("POST", PROGRAMMES, programme(monday))
    assert len(trainings(made)) == made["trainingCount"] == 8
    weeks = []
    for week in made["weeks"]:
        bundle = await desk.ok("GET", f"{API}/session-bundles/{week['trainings'][0]['bundleId']}")
        assert (bundle["programmeId"], bundle["programmeWeek"]) == (made["id"], week["number"])
        assert [one["playerId"] for one in bundle["sessions"][0]["assignments"]] == GROUPS[0]
        weeks.append(bundle["sessions"][0]["intervals"])
    shares = [week[1]["targetFtpShare"] for week in weeks]
    assert shares == pytest.approx([1.05, 1.1025, 1.155, 0.693], abs=0.001)
    assert len({week[0]["targetFtpShare"] for week in weeks}) == 1, "the warm-up stays"
    template = await desk.ok("GET", f"{API}/bundle-templates/{TEMPLATE}")
    assert template["usageCount"] >= 8


@pytest.mark.requirement(146)
async def test_that_trainings_stay_at_the_same_wall_time_when_the_clocks_change(
    desk: Api, monday: date
) -> None:
    first = date(monday.year, 3, 20)
    made = await desk.ok("POST", PROGRAMMES, programme(first, weeks=3, weekdays=[1]))
    starts = [datetime.fromisoformat(one["startsAt"]) for one in trainings(made)]
    assert {one.astimezone(ZONE).strftime("%H:%M") for one in starts} == {"09:00"}
    assert len({one.strftime("%H:%M") for one in starts}) == 2


async def test_that_a_week_in_conflict_is_left_out_whole_and_planned_once_it_is_free(
    desk: Api, monday: date
) -> None:
    taken = (monday + timedelta(days=7)).isoformat()
    other = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(taken))
    preview = await desk.ok("POST", f"{PROGRAMMES}/preview", programme(monday))
    (problem,) = [one for one in trainings(preview) if one["problem"]]
    assert problem["day"] == taken
    assert "in “Rowing” from 09:00 to 10:00." in problem["problem"]
    assert problem["conflict"]["heldBy"]
    made = await desk.ok("POST", PROGRAMMES, programme(monday))
    planned = [bool(week["trainings"][1]["bundleId"]) for week in made["weeks"]]
    assert planned == [True, False, True, True]
    assert made["weeks"][1]["trainings"][0]["problem"] == problem["problem"]
    assert made["trainingCount"] == 6
    await desk.ok("DELETE", f"{API}/session-bundles/{other['bundleId']}")
    rest = await desk.ok("POST", f"{PROGRAMMES}/{made['id']}/plan")
    assert rest["trainingCount"] == 8
    assert not [one for one in trainings(rest) if one["problem"]]


async def test_that_a_programme_without_one_free_week_is_refused_and_not_stored(
    desk: Api, monday: date
) -> None:
    await desk.ok("POST", f"{API}/session-bundles", bundle_draft(monday.isoformat()))
    wanted = programme(monday, weeks=1, weekdays=[1, 3], name="Nowhere")
    status, refusal = await desk.call("POST", PROGRAMMES, wanted)
    assert (status, refusal["code"]) == (409, "CONFLICT")
    assert "Nowhere" not in [one["plan"]["name"] for one in await desk.ok("GET", PROGRAMMES)]


async def test_that_a_programme_is_called_off_renamed_and_planned_again(
    desk: Api, monday: date
) -> None:
    made = await desk.ok("POST", PROGRAMMES, programme(monday, weeks=2))
    address = f"{PROGRAMMES}/{made['id']}"
    renamed = await desk.ok("PATCH", address, {"version": 1, "name": "Spring"})
    status, refusal = await desk.call("PATCH", address, {"version": 1, "name": "Late"})
    assert (status, refusal["code"]) == (409, "STALE")
    await desk.ok("DELETE", address)
    off = await desk.ok("GET", address)
    assert (off["trainingCount"], off["plan"]["name"]) == (0, renamed["plan"]["name"])
    assert off["endedAt"] is not None
    again = await desk.ok("POST", f"{address}/plan")
    assert (again["trainingCount"], again["endedAt"]) == (4, None)


async def test_that_players_without_groups_are_spread_each_time(desk: Api, monday: date) -> None:
    wanted = programme(monday, weeks=1, weekdays=[1], groups=[], playerIds=PLAYERS)
    made = await desk.ok("POST", PROGRAMMES, wanted)
    (training,) = trainings(made)
    assert training["playerCount"] == 18


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"weeks": 0}, 400, "weeks"),
        ({"weekdays": [9]}, 400, "weekdays"),
        ({"groups": [PLAYERS[:2]]}, 400, "groups"),
        ({"templateId": "nothing"}, 404, None),
    ],
)
async def test_that_what_cannot_be_meant_is_refused_at_its_field(
    desk: Api, monday: date, change: dict[str, Any], status: int, field: str | None
) -> None:
    for path in (PROGRAMMES, f"{PROGRAMMES}/preview"):
        answered, refusal = await desk.call("POST", path, programme(monday) | change)
        assert (answered, refusal["field"]) == (status, field)
