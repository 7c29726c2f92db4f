"""The calendar over REST, and as a file that other calendars read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft

BUNDLES = f"{API}/session-bundles"
CALENDAR = "/api/v1/calendar"


def _around(day: str) -> str:
    after = date.fromisoformat(day) + timedelta(days=1)
    return f"from={day}T00:00:00Z&to={after}T00:00:00Z"


@pytest.mark.requirement(12, 118)
async def test_that_the_calendar_has_bundles_as_one_and_single_sessions_beside_them(
    desk: Api, new_day: Callable[[], str]
) -> None:
    day = new_day()
    draft = bundle_draft(day, name="Strength, power; rest")
    bundle = await desk.ok("POST", BUNDLES, draft)
    common = draft["commonProperties"] | {"startTime": "17:00"}
    lone = {"name": "Late row", "equipment": "ROWING", "playerIds": ["player-001"]}
    session = await desk.ok(
        "POST", f"{API}/sessions", {"session": lone, "commonProperties": common}
    )
    first, second = await desk.ok("GET", f"{CALENDAR}?{_around(day)}")
    assert (first["bundleId"], first["name"]) == (bundle["bundleId"], "Strength, power; rest")
    assert [one["id"] for one in first["sessions"]] == [one["id"] for one in bundle["sessions"]]
    assert [one["playerCount"] for one in first["sessions"]] == [6, 6, 6]
    assert [one["unitCount"] for one in first["sessions"]] == [6, 6, 6]
    assert first["version"] == 1
    assert (second["bundleId"], second["sessions"][0]["id"]) == (None, session["id"])
    elsewhere = f"{_around(day)}&facilityId=facility-404"
    assert await desk.ok("GET", f"{CALENDAR}?{elsewhere}") == []


@pytest.mark.requirement(118, 148)
async def test_that_the_file_names_time_place_and_groups_and_nobody(
    desk: Api, new_day: Callable[[], str]
) -> None:
    day = new_day()
    bundle = await desk.ok("POST", BUNDLES, bundle_draft(day, name="Strength, power; rest"))
    (entry,) = await desk.ok("GET", f"{CALENDAR}?{_around(day)}")
    text = await desk.ok("GET", f"{CALENDAR}.ics?{_around(day)}")
    begins = entry["sessions"][0]["startsAt"].replace("-", "").replace(":", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert f"UID:{bundle['bundleId']}@hockeyhub" in lines
    assert f"DTSTART:{begins}" in lines
    assert "SUMMARY:Strength\\, power\\; rest" in lines
    assert any(line.startswith("LOCATION:") for line in lines)
    (groups,) = [line for line in lines if line.startswith("DESCRIPTION:")]
    assert groups.count("6 players") == 3
    assert "Lindqvist" not in text


@pytest.mark.parametrize(
    ("span", "field"),
    [
        ("from=2031-01-02T00:00:00Z&to=2031-01-01T00:00:00Z", "to"),
        ("from=2031-01-01T00:00:00Z&to=2031-05-01T00:00:00Z", "to"),
        ("from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z", "from"),
        ("from=2999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z", "to"),
    ],
)
@pytest.mark.parametrize("form", ["", ".ics"])
async def test_that_a_span_that_is_none_is_refused_in_a_sentence(
    desk: Api, span: str, field: str, form: str
) -> None:
    status, problem = await desk.call("GET", f"{CALENDAR}{form}?{span}")
    assert (status, problem["field"]) == (400, field)


async def test_that_a_players_phone_does_not_read_the_clubs_calendar(
    desk: Api, new_day: Callable[[], str]
) -> None:
    player = await desk.player_token("player-001")
    status, _ = await desk.call("GET", f"{CALENDAR}?{_around(new_day())}", token=player)
    assert status == 403
