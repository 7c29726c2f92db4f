"""What the hub finds by itself reaches those who may know: a real hub, sockets, a moved clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.helpers.hub_clients import API, Device, bundle_draft, connected
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.waiting import until

ROWER, OTHER = "player-001", "player-002"
COMPLIANCE = "training:conditioning:zone_compliance"
TRANSITION = "training:conditioning:interval_transition"
AGGREGATES = "training:aggregate:metrics_broadcast"
INTERVALS = [
    {"name": "Hard", "durationS": 120, "targetZone": 4, "targetFtpShare": 1.0},
    {"name": "Easy", "durationS": 180, "targetZone": 2},
]


@dataclass
class Room:
    """A bundle of three sessions that begin with a hard interval of two minutes."""

    hub: ClockedHub
    bundle_id: str
    session_ids: list[str]
    trainer: Device
    phone: Device
    neighbour: Device

    @property
    def rowing(self) -> str:
        return self.session_ids[0]

    async def start(self) -> None:
        await self.trainer.ok(
            "training:bulk:operation", bundleId=self.bundle_id, operation="start_all"
        )

    async def play(self, seconds: int, bpm: int | None = None) -> None:
        """The clock runs, and player 1 is heard once a second."""
        for _ in range(seconds):
            await self.hub.clock.advance(1)
            if bpm is not None:
                reading = {
                    "playerId": ROWER,
                    "sensorId": "strap",
                    "at": self.hub.clock.now(),
                    "heartRateBpm": bpm,
                }
                await self.trainer.ok(
                    "training:session:readings", sessionId=self.rowing, readings=[reading]
                )

    async def play_until(self, done: Any, most_s: int, bpm: int | None = None) -> None:
        """The clock runs until something has come."""
        for _ in range(most_s):
            if done():
                return
            await self.play(1, bpm)
        await until(done, "what was to come")


def received(device: Device, name: str) -> list[dict[str, Any]]:
    return [payload for heard, payload in device.received if heard == name]


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with clocked_hub(tmp_path) as hub, AsyncExitStack() as stack:
        draft = bundle_draft("2026-02-03")
        draft["commonProperties"]["duration"] = 5
        for session in draft["sessions"]:
            session["customizations"] = {"intervals": INTERVALS}
        created = await hub.desk.ok("POST", f"{API}/session-bundles", draft)
        sessions = [session["id"] for session in created["sessions"]]
        devices: list[Device] = []
        for token in (
            hub.desk.token,
            await hub.desk.player_token(ROWER),
            await hub.desk.player_token(OTHER),
        ):
            device = await stack.enter_async_context(connected(hub.url, token))
            await device.ok("training:session:join", sessionId=sessions[0])
            devices.append(device)
        yield Room(hub, created["bundleId"], sessions, *devices)


@pytest.mark.requirement(27, 35, 37, 54, 117)
async def test_that_trainers_get_the_aggregates_of_a_bundle_every_30_s_and_phones_do_not(
    room: Room,
) -> None:
    await room.start()
    await room.play_until(lambda: len(received(room.trainer, AGGREGATES)) == 2, 90, bpm=150)
    first, news = received(room.trainer, AGGREGATES)
    instants = [datetime.fromisoformat(one["timestamp"]).timestamp() for one in (first, news)]
    assert instants[1] - instants[0] == pytest.approx(30, abs=1)
    assert news["bundleId"] == room.bundle_id
    assert news["total"]["totalParticipants"] == 18
    assert news["total"]["averageHeartRate"] == 150
    assert [one["sessionId"] for one in news["sessions"]] == room.session_ids
    assert received(room.phone, AGGREGATES) == []


@pytest.mark.requirement(44, 45, 53)
async def test_that_zone_compliance_and_the_analysis_of_an_interval_reach_trainer_and_own_phone(
    room: Room,
) -> None:
    await room.start()
    await room.play_until(lambda: received(room.trainer, TRANSITION), 140, bpm=140)
    (news,) = received(room.trainer, TRANSITION)
    assert (news["fromInterval"], news["toInterval"], news["isAutomatic"]) == (0, 1, True)
    (analysis,) = news["analysis"]
    assert analysis["playerId"] == ROWER
    assert analysis["heartRateMean"] == pytest.approx(140)
    assert analysis["compliancePercent"] == 0
    assert analysis["advice"].startswith("Go 5 % harder")
    assert "below zone 4" in analysis["reason"]
    await until(lambda: received(room.phone, TRANSITION), "the phone's part")
    await until(lambda: received(room.neighbour, TRANSITION), "the neighbour's part")
    assert received(room.phone, TRANSITION)[0]["analysis"] == news["analysis"]
    assert "analysis" not in received(room.neighbour, TRANSITION)[0]

    own = received(room.phone, COMPLIANCE)
    assert own == received(room.trainer, COMPLIANCE)
    assert received(room.neighbour, COMPLIANCE) == []
    first, later = own  # told when there is something new, not each second
    for one in own:
        assert (one["compliance"], one["targetZone"], one["zone"]) == ("below", 4, 3)
        assert "seq" not in one
    assert "advice" not in first
    assert later["advice"].startswith("Go 5 % harder")


@pytest.mark.requirement(54)
async def test_that_alerts_are_raised_for_trainers_and_cleared_when_they_are_over(
    room: Room,
) -> None:
    await room.start()
    await room.play_until(lambda: received(room.trainer, "training:alert:raised"), 60, bpm=140)
    (news,) = received(room.trainer, "training:alert:raised")
    assert (news["alert"], news["level"], news["playerId"]) == ("out_of_zone", 1, ROWER)
    assert news["bundleId"] == room.bundle_id
    assert news["text"] == "Below zone 4"
    await room.play_until(lambda: received(room.trainer, "training:alert:cleared"), 10, bpm=165)
    (over,) = received(room.trainer, "training:alert:cleared")
    assert over["alertId"] == news["alertId"]
    assert received(room.phone, "training:alert:raised") == []


@pytest.mark.requirement(36, 37, 117)
async def test_that_a_bulk_operation_is_told_with_its_progress_and_answered_with_its_end(
    room: Room,
) -> None:
    ack = await room.trainer.ok(
        "training:bulk:operation",
        bundleId=room.bundle_id,
        operation="start_all",
        eventId="0197-bulk",
    )
    final = ack["bulk"]
    assert final["operationStatus"] == "completed"
    assert final["progress"] == {"completed": 3, "total": 3, "errors": []}
    assert sorted(final["affectedSessions"]) == sorted(room.session_ids)
    assert len(final["summary"]["sessions"]) == 3
    name = "training:bulk:operation_status"
    await until(lambda: len(received(room.trainer, name)) == 5, "the progress")
    assert [one["operationStatus"] for one in received(room.trainer, name)] == [
        "initiated", "in_progress", "in_progress", "in_progress", "completed",
    ]  # fmt: skip
    again = await room.trainer.ok(
        "training:bulk:operation",
        bundleId=room.bundle_id,
        operation="start_all",
        eventId="0197-bulk",
    )
    assert again == ack
    await until(lambda: received(room.phone, "training:session:start"), "the phone's start")
    assert len(received(room.phone, "training:session:start")) == 1

    stopped = await room.trainer.ok(
        "training:bulk:operation", bundleId=room.bundle_id, operation="emergency_stop_all"
    )
    assert stopped["bulk"]["progress"]["completed"] == 3
    await until(lambda: received(room.phone, "training:session:force:end"), "the stop")
    assert received(room.phone, "training:session:force:end")[0]["reason"] == "Emergency stop"


@pytest.mark.requirement(36, 71)
async def test_that_only_who_may_control_sessions_commands_a_bundle(room: Room) -> None:
    refusal = await room.phone.refused(
        "training:bulk:operation", bundleId=room.bundle_id, operation="start_all"
    )
    assert refusal["code"] == "NOT_ALLOWED"
    wrong = await room.trainer.refused(
        "training:bulk:operation", bundleId=room.bundle_id, operation="dance_all"
    )
    assert wrong["code"] == "INVALID_INPUT"
    early = await room.trainer.refused(
        "training:bulk:operation", bundleId=room.bundle_id, operation="pause_all"
    )
    assert (early["code"], early["suggestedAction"]) == (
        "WRONG_STATE",
        "Look at the state beside each session.",
    )
    gone = await room.trainer.refused(
        "training:bulk:operation", bundleId="nowhere", operation="pause_all"
    )
    assert gone["code"] == "NOT_FOUND"
