"""Sessions of the sample club for tests of the players' page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.helpers.hub_clients import API, Api, Device


async def planned(desk: Api, *sessions: dict[str, Any]) -> tuple[str, list[str]]:
    """A bundle an hour from now; its id and those of its sessions."""
    facility = (await desk.ok("GET", f"{API}/facilities"))[0]
    starts = datetime.now(ZoneInfo(facility["timeZone"])) + timedelta(hours=1)
    draft = {
        "name": "Evening",
        "commonProperties": {
            "startDate": starts.date().isoformat(),
            "startTime": starts.strftime("%H:%M"),
            "duration": 40,
            "facilityId": facility["id"],
        },
        "sessions": list(sessions),
    }
    created = await desk.ok("POST", f"{API}/session-bundles", draft)
    return created["bundleId"], [one["id"] for one in created["sessions"]]


def group(name: str, equipment: str, *numbers: int, **more: Any) -> dict[str, Any]:
    """A session of some players of the sample club."""
    players = [f"player-{number:03}" for number in numbers]
    return {"name": name, "equipment": equipment, "playerIds": players, **more}


async def start(desk: Api, session_id: str) -> None:
    await desk.ok("POST", f"{API}/sessions/{session_id}/start", {})


async def recorded(desk: Api, session_id: str, kind: str) -> list[dict[str, Any]]:
    """All events of a kind in a session's log."""
    log = await desk.ok("GET", f"{API}/sessions/{session_id}/recording")
    return [one["event"] for one in log if one["event"]["kind"] == kind]


async def read(device: Device, session_id: str, player: str, bpm: int, power_w: float) -> None:
    """A strap and an erg say something now."""
    reading = {
        "playerId": player,
        "sensorId": "strap",
        "at": datetime.now(UTC).timestamp(),
        "heartRateBpm": bpm,
        "powerW": power_w,
    }
    await device.ok("training:session:readings", sessionId=session_id, readings=[reading])
