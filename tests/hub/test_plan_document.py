"""[S0]'s own requests, word for word, and what the hub answers to programs that know no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from core.errors import UnavailableError
from core.live.events import SessionEvent
from core.services.running.recorder import Receipt
from hub_server.realtime.handlers import ROUTES
from tests.helpers.hub_clients import API, NAMESPACE, Device, bundle_draft, connected
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.waiting import until

BUNDLES = f"{API}/session-bundles"
WORKOUT = {
    "id": "workout-template-001",
    "name": "Base",
    "kind": "CONDITIONING",
    "intervals": [{"name": "Steady", "durationS": 3600, "targetZone": 2}],
}
CREATE: dict[str, Any] = {
    "name": "Team Conditioning - 3 Groups",
    "commonProperties": {
        "startDate": "2025-02-15",
        "startTime": "09:00",
        "duration": 60,
        "facilityId": "facility-001",
    },
    "sessions": [
        {
            "name": "Rowing Group A",
            "equipment": "ROWING",
            "playerIds": [f"player-{number:03}" for number in range(1, 7)],
            "workoutId": "workout-template-001",
        },
        {
            "name": "Bike Erg Group B",
            "equipment": "BIKE_ERG",
            "playerIds": [f"player-{number:03}" for number in range(7, 13)],
            "workoutId": "workout-template-001",
            "customizations": {
                "intervals": [{"name": "Hard", "durationS": 3600, "targetZone": 4}],
            },
        },
        {
            "name": "Ski Erg Group C",
            "equipment": "SKI_ERG",
            "playerIds": [f"player-{number:03}" for number in range(13, 19)],
        },
    ],
    "autoDistribute": False,
    "saveAsTemplate": True,
    "templateName": "3-Station Parallel Template",
}


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[ClockedHub]:
    async with clocked_hub(tmp_path) as made:
        yield made


@pytest.fixture
async def hub_of_2025(tmp_path: Path) -> AsyncIterator[ClockedHub]:
    """A hub at the time at which the document was written: its dates are still to come."""
    written = datetime(2025, 1, 15, tzinfo=UTC)
    async with clocked_hub(tmp_path, now=written.timestamp()) as made:
        yield made


@pytest.mark.requirement(2, 3, 4, 8, 12, 29)
async def test_that_the_create_request_makes_three_sessions_with_machines_and_a_template(
    hub_of_2025: ClockedHub,
) -> None:
    await hub_of_2025.desk.ok("POST", f"{API}/workouts", WORKOUT)
    status, created = await hub_of_2025.desk.call("POST", BUNDLES, CREATE)
    assert status == 201
    assert {"bundleId", "sessions", "equipmentReservations"} <= set(created)
    assert [one["status"] for one in created["sessions"]] == ["created"] * 3
    ids = [one["id"] for one in created["sessions"]]
    held = [one["sessionId"] for one in created["equipmentReservations"]]
    assert [held.count(session_id) for session_id in ids] == [6, 6, 6]
    assert created["templateId"]
    bundle = await hub_of_2025.desk.ok("GET", f"{BUNDLES}/{created['bundleId']}")
    sessions = bundle["sessions"]
    assert [one["id"] for one in sessions] == ids
    assert [one["bundleOrder"] for one in sessions] == [1, 2, 3]
    assert {one["bundleId"] for one in sessions} == {created["bundleId"]}
    assert [one["intervals"][0]["name"] for one in sessions[:2]] == ["Steady", "Hard"]


@pytest.mark.requirement(26, 30)
async def test_that_the_update_request_moves_all_and_renames_one(hub_of_2025: ClockedHub) -> None:
    created = await hub_of_2025.desk.ok("POST", BUNDLES, bundle_draft("2025-02-15"))
    first, *others = (one["id"] for one in created["sessions"])
    updates = {
        "common": {"startTime": "10:00"},
        "individual": {first: {"name": "Updated Rowing Group"}},
    }
    address = f"{BUNDLES}/{created['bundleId']}"
    changed = await hub_of_2025.desk.ok("PATCH", address, {"updates": updates})
    names = {one["id"]: one["name"] for one in changed["sessions"]}
    assert names[first] == "Updated Rowing Group"
    assert [names[one] for one in others] == ["Bikes", "Skis"]
    starts = {one["startsAt"] for one in changed["sessions"]}
    assert starts == {"2025-02-15T09:00:00Z"}  # ten o'clock in Stockholm
    held = await hub_of_2025.desk.ok("GET", f"{address}/reservations")
    assert {one["startsAt"] for one in held} == starts


@pytest.mark.requirement(27, 31)
async def test_that_the_status_tells_progress_participants_and_sums_of_running_sessions(
    hub: ClockedHub,
) -> None:
    draft = bundle_draft("2026-02-02")
    draft["commonProperties"]["duration"] = 10
    created = await hub.desk.ok("POST", BUNDLES, draft)
    rowing = created["sessions"][0]["id"]
    async with connected(hub.url, hub.desk.token) as trainer:
        await trainer.ok("training:session:start", sessionId=rowing)
        for _ in range(60):
            await hub.clock.advance(1)
            readings = [
                {
                    "playerId": player_id,
                    "sensorId": f"strap of {player_id}",
                    "at": hub.clock.now(),
                    "heartRateBpm": bpm,
                }
                for player_id, bpm in (("player-001", 140), ("player-002", 150))
            ]
            await trainer.ok("training:session:readings", sessionId=rowing, readings=readings)
    status = await hub.desk.ok("GET", f"{BUNDLES}/{created['bundleId']}/status")
    first, *others = status["sessions"]
    assert (first["id"], first["name"], first["status"]) == (rowing, "Rowing", "in_progress")
    assert (first["progress"], first["activeParticipants"]) == (pytest.approx(10), 2)
    assert first["metrics"]["averageHeartRate"] == pytest.approx(145)
    assert first["metrics"]["calories"] > 0
    assert {(one["status"], one["progress"]) for one in others} == {("scheduled", 0)}
    sums = status["aggregateMetrics"]
    assert (sums["totalParticipants"], sums["averageHeartRate"]) == (18, pytest.approx(145))
    assert sums["totalCalories"] == pytest.approx(first["metrics"]["calories"])


@pytest.mark.requirement(33, 61)
async def test_that_requests_events_pages_and_figures_have_one_address(hub: ClockedHub) -> None:
    async with aiohttp.ClientSession() as http:
        for path in (
            "/",
            "/health",
            "/metrics",
            "/schema/openapi.json",
            "/socket.io/?EIO=4&transport=polling",
        ):
            async with http.get(hub.url + path) as answer:
                assert answer.status in (200, 503), path  # the page may not be built here
        device = Device(http)
        await device.client.connect(hub.url, namespaces=[NAMESPACE], auth={"token": hub.desk.token})
        assert device.client.connection_url.startswith(hub.url)
        await device.client.disconnect()


@pytest.mark.requirement(35, 38)
async def test_that_trainers_are_told_which_session_a_bulk_operation_missed_and_what_to_do(
    hub: ClockedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = await hub.desk.ok("POST", BUNDLES, bundle_draft("2026-02-03"))
    stuck = created["sessions"][1]["id"]
    submit = hub.hub.running.submit

    async def refuses_one(event: SessionEvent, origin: str | None = None) -> Receipt:
        if event.session_id == stuck:
            raise UnavailableError("The hub could not store this just now.")
        return await submit(event, origin)

    monkeypatch.setattr(hub.hub.running, "submit", refuses_one)
    async with (
        connected(hub.url, hub.desk.token) as trainer,
        connected(hub.url, await hub.desk.player_token("player-001")) as phone,
    ):
        sent = trainer.client.start_background_task(
            trainer.ok,
            "training:bulk:operation",
            bundleId=created["bundleId"],
            operation="start_all",
        )
        await until(lambda: hub.clock.next_wake() is not None and tried(trainer), "two are started")
        await hub.clock.advance(5)
        told = await trainer.named("training:bulk:operation_error")
        assert (told["operation"], told["recoverable"]) == ("start_all", True)
        assert told["message"].startswith("1 of 3 sessions could not be started: Bikes: ")
        assert told["suggestedAction"]
        assert [one["sessionId"] for one in told["failures"]] == [stuck]
        assert (await sent)["bulk"]["progress"]["completed"] == 2
        assert "training:bulk:operation_error" not in [name for name, _ in phone.received]


def tried(trainer: Device) -> bool:
    """Two sessions have done it."""
    steps = [load for name, load in trainer.received if name == "training:bulk:operation_status"]
    return any(one["progress"]["completed"] == 2 for one in steps)


@pytest.mark.requirement(37, 51, 70)
@pytest.mark.parametrize(
    ("names", "every_s", "burst"),
    [
        ("player:metrics conditioning:heart_rate_update conditioning:power_update", 2.0, 5),
        ("strength:set_completion strength:weight_update strength:rest_timer", 5.0, 3),
        ("strength:form_feedback player:exercise:progress", 5.0, 3),
        ("agility:pattern_progress", 0.5, 2),
        ("bulk:operation session:start session:pause session:resume session:end", None, None),
    ],
)
def test_that_each_kind_of_event_has_the_rate_that_was_asked_for(
    names: str, every_s: float | None, burst: int | None
) -> None:
    for name in names.split():
        limit = ROUTES[f"training:{name}"].limit
        assert (limit and limit.every_s, limit and limit.burst) == (every_s, burst), name
