"""The REST side of a real hub."""

from __future__ import annotations

from collections.abc import Callable

import aiohttp
import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft
from tests.hub.conftest import Plan

BUNDLES = f"{API}/session-bundles"


async def test_that_health_is_open_and_names_the_instance(desk: Api) -> None:
    status, health = await desk.call("GET", "/health", token="")
    assert status == 200
    assert health["status"] == "ok"
    assert health["protocolVersion"] == 1
    assert health["instance"]


@pytest.mark.requirement(2, 12, 29)
async def test_that_three_sessions_of_eighteen_players_are_created_with_reservations(
    desk: Api, new_day: Callable[[], str]
) -> None:
    status, created = await desk.call("POST", BUNDLES, bundle_draft(new_day()))
    assert status == 201
    assert [session["status"] for session in created["sessions"]] == ["created"] * 3
    assert len(created["equipmentReservations"]) == 18
    held = await desk.ok("GET", f"{BUNDLES}/{created['bundleId']}/reservations")
    assert len({reservation["unitId"] for reservation in held}) == 18


@pytest.mark.requirement(30, 32)
async def test_that_a_bundle_is_read_changed_listed_and_deleted(
    desk: Api, new_day: Callable[[], str]
) -> None:
    created = await desk.ok("POST", BUNDLES, bundle_draft(new_day()))
    address = f"{BUNDLES}/{created['bundleId']}"
    first = created["sessions"][0]["id"]
    changes = {"common": {"startTime": "10:00"}, "individual": {first: {"name": "Boats"}}}
    changed = await desk.ok("PATCH", address, {"updates": changes})
    assert changed["sessions"][0]["name"] == "Boats"
    assert (await desk.ok("GET", address))["version"] == 2
    page = await desk.ok("GET", f"{BUNDLES}?limit=1")
    assert len(page["items"]) == 1
    status, body = await desk.call("DELETE", address)
    assert (status, body) == (204, "")
    status, problem = await desk.call("GET", address)
    assert (status, problem["code"]) == (404, "NOT_FOUND")


@pytest.mark.requirement(32)
async def test_that_the_list_goes_on_where_the_last_page_ended(
    desk: Api, new_day: Callable[[], str]
) -> None:
    for _ in range(3):
        await desk.ok("POST", BUNDLES, bundle_draft(new_day()))
    first = await desk.ok("GET", f"{BUNDLES}?limit=2")
    second = await desk.ok("GET", f"{BUNDLES}?limit=2&cursor={first['nextCursor']}")
    seen = [item["id"] for page in (first, second) for item in page["items"]]
    assert len(set(seen)) == len(seen) >= 3


@pytest.mark.requirement(31)
async def test_that_the_status_of_a_planned_bundle_has_the_form_of_the_plan_document(
    desk: Api, plan: Plan
) -> None:
    status = await desk.ok("GET", f"{BUNDLES}/{plan.bundle_id}/status")
    assert status["bundleId"] == plan.bundle_id
    assert status["aggregateMetrics"]["totalParticipants"] == 18
    assert [session["status"] for session in status["sessions"]] == ["scheduled"] * 3
    assert {"id", "name", "status", "progress", "activeParticipants", "metrics"} <= set(
        status["sessions"][0]
    )


@pytest.mark.requirement(20, 29)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sessions": 1}, "sessions"),
        ({"sessions": 9}, "sessions"),
        ({"duration": -5}, "duration"),
        ({"players": 9}, "playerIds"),
    ],
)
async def test_that_an_impossible_bundle_is_refused_with_a_sentence_and_leaves_nothing(
    desk: Api, new_day: Callable[[], str], change: dict[str, int], field: str
) -> None:
    draft = bundle_draft(new_day(), name="Impossible")
    if (count := change.get("sessions")) is not None:
        draft["sessions"] = [
            {"name": f"S{number}", "equipment": "ROWING", "playerIds": []}
            for number in range(count)
        ]
    if (duration := change.get("duration")) is not None:
        draft["commonProperties"]["duration"] = duration
    if (players := change.get("players")) is not None:
        every = [f"player-{number:03}" for number in range(1, players + 1)]
        draft["sessions"][0]["playerIds"] = every
        draft["sessions"][1]["playerIds"] = draft["sessions"][2]["playerIds"] = []
    status, problem = await desk.call("POST", BUNDLES, draft)
    assert status in (400, 409)
    assert problem["message"].endswith(".")
    assert field in (problem["field"] or "")
    page = await desk.ok("GET", f"{BUNDLES}?limit=100")
    assert "Impossible" not in [item["name"] for item in page["items"]]


@pytest.mark.requirement(20, 107)
@pytest.mark.parametrize(
    ("body", "sentence", "field"),
    [
        (
            {"commonProperties": {"startDate": "2031-01-01", "startTime": "9", "duration": "x"}},
            "`commonProperties.duration` must be a number.",
            "commonProperties.duration",
        ),
        ({}, "`name` is missing.", "name"),
        (
            {"sessions": [{"name": 3, "equipment": "ROWING"}]},
            "`sessions.0.name` must be text.",
            "sessions.0.name",
        ),
    ],
)
async def test_that_a_body_of_the_wrong_shape_is_refused_by_field(
    desk: Api, body: dict[str, object], sentence: str, field: str
) -> None:
    draft = {**bundle_draft("2031-01-01"), **body} if body else {"sessions": []}
    async with (
        aiohttp.ClientSession() as http,
        http.post(
            desk.url + BUNDLES, json=draft, headers={"Authorization": f"Bearer {desk.token}"}
        ) as response,
    ):
        assert response.status == 400
        assert response.content_type == "application/problem+json"
        problem = await response.json()
    assert (problem["message"], problem["field"]) == (sentence, field)
    assert problem["code"] == "INVALID_INPUT"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/schema/swagger", 404),
        ("GET", f"{API}/session-bundles/no-such", 404),
        ("GET", f"{API}/session-bundles?limit=none", 400),
        ("GET", f"{API}/session-bundles?limit=1000", 400),
        ("PUT", "/health", 405),
        ("POST", f"{API}/session-bundles", 400),
        ("GET", f"{API}/sessions?status=asleep", 400),
    ],
)
async def test_that_every_refusal_is_a_problem_with_a_sentence(
    desk: Api, method: str, path: str, status: int
) -> None:
    answered, problem = await desk.call(method, path)
    assert answered == status == problem["status"]
    assert problem["message"].endswith(".")
    assert set(problem) >= {"code", "message", "field", "recoverable", "suggestedAction"}


async def test_that_the_description_of_the_interface_is_served_as_openapi(desk: Api) -> None:
    status, schema = await desk.call("GET", "/schema/openapi.json", token="")
    assert status == 200
    assert schema["openapi"].startswith("3.1")
    assert {f"{BUNDLES}/{{bundle_id}}/status", f"{API}/players", "/health"} <= set(schema["paths"])
    properties = schema["components"]["schemas"]["BundleDraft"]["properties"]
    assert "commonProperties" in properties


async def test_that_players_are_added_changed_and_removed(desk: Api) -> None:
    players = await desk.ok("GET", f"{API}/players")
    newcomer = {**players[0], "id": "", "lastName": "Newcomer", "jerseyNumber": 77}
    added = await desk.ok("POST", f"{API}/players", newcomer)
    address = f"{API}/players/{added['id']}"
    changed = await desk.ok("PATCH", address, {"massKg": 81.5})
    assert (changed["massKg"], changed["lastName"]) == (81.5, "Newcomer")
    status, problem = await desk.call("PATCH", address, {"massKg": "heavy"})
    assert (status, problem["message"]) == (400, "`massKg` must be a number.")
    assert (await desk.call("DELETE", address))[0] == 204
    assert (await desk.call("GET", address))[0] == 404


async def test_that_the_club_is_readable(desk: Api) -> None:
    for path, least in (
        ("teams", 1),
        ("facilities", 1),
        ("equipment-kinds", 3),
        ("equipment", 18),
        ("workouts", 1),
        ("restrictions", 1),
    ):
        assert len(await desk.ok("GET", f"{API}/{path}")) >= least, path


@pytest.mark.requirement(69, 74)
async def test_that_a_single_session_is_planned_run_and_recorded_over_rest(
    desk: Api, new_day: Callable[[], str]
) -> None:
    body = {
        "commonProperties": bundle_draft(new_day())["commonProperties"],
        "session": {"name": "Alone", "equipment": "ROWING", "playerIds": ["player-001"]},
    }
    session = await desk.ok("POST", f"{API}/sessions", body)
    address = f"{API}/sessions/{session['id']}"
    started = await desk.ok("POST", f"{address}/start", {"eventId": "start-alone"})
    assert started["status"] == "in_progress"
    await desk.ok("POST", f"{address}/start", {"eventId": "start-alone"})
    status, problem = await desk.call("POST", f"{address}/start")
    assert (status, problem["code"]) == (409, "WRONG_STATE")
    await desk.ok("POST", f"{address}/pause")
    await desk.ok("POST", f"{address}/resume")
    status, problem = await desk.call("POST", f"{address}/rewind")
    assert (status, problem["code"]) == (400, "INVALID_INPUT")
    assert (await desk.ok("POST", f"{address}/end"))["endedAt"]
    recording = await desk.ok("GET", f"{address}/recording")
    assert [entry["seq"] for entry in recording] == [1, 2, 3, 4]
    assert recording[0]["event"]["kind"] == "training:session:start"
    stored = await desk.ok("GET", address)
    assert (stored["status"], stored["startedAt"] is None) == ("completed", False)
