"""A bundle of all four kinds of workouts, running on a real hub."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from tests.helpers.hub_clients import API, Api, Device

PASSWORD = "a long enough password"
_NUMBERS = itertools.count()


@dataclass(frozen=True)
class FourGroups:
    """A bundle that runs: who is where."""

    bundle_id: str
    strength: str
    conditioning: str
    hybrid: str
    agility: str
    names: dict[str, str]

    @property
    def session_ids(self) -> tuple[str, ...]:
        """All four, in the order of the bundle."""
        return (self.strength, self.conditioning, self.hybrid, self.agility)


LIFTER, ROWER, MIXER, RUNNER = "player-001", "player-005", "player-009", "player-013"
"""One of each group."""
_GROUPS = (
    ("Strength", "SQUAT_RACK", "workout-lower-body"),
    ("Rowing", "ROWING", "workout-4x4"),
    ("Power mix", "BIKE_ERG", "workout-power-mix"),
    ("Agility", "AGILITY_LANE", "workout-edges"),
)


def draft_of_four(day: str, **changes: Any) -> dict[str, Any]:
    """Strength, conditioning, hybrid and agility side by side, four players each."""
    return {
        "name": "Four ways",
        "commonProperties": {
            "startDate": day,
            "startTime": "09:00",
            "duration": 60,
            "facilityId": "facility-001",
        },
        "sessions": [
            {
                "name": name,
                "equipment": equipment,
                "workoutId": workout,
                "playerIds": [f"player-{index * 4 + number:03}" for number in range(1, 5)],
            }
            for index, (name, equipment, workout) in enumerate(_GROUPS)
        ],
        **changes,
    }


async def planned_four(desk: Api, day: str, **changes: Any) -> FourGroups:
    """The bundle, planned."""
    created = await desk.ok("POST", f"{API}/session-bundles", draft_of_four(day, **changes))
    ids = [session["id"] for session in created["sessions"]]
    names = dict(zip(ids, (name for name, _, _ in _GROUPS), strict=True))
    return FourGroups(created["bundleId"], *ids, names=names)


async def start_all(trainer: Device, four: FourGroups) -> None:
    """Follow all sessions and start them."""
    for session_id in four.session_ids:
        await trainer.ok("training:session:join", sessionId=session_id, role="trainer")
        await trainer.ok("training:session:start", sessionId=session_id)


async def token_of(desk: Api, role: str) -> str:
    """A token of a new user of some role."""
    login = f"{role}-of-four-{next(_NUMBERS)}"
    user = {"id": login, "name": role, "role": role, "login": login, "password": PASSWORD}
    await desk.ok("POST", "/api/v1/auth/users", user)
    answer = await desk.ok("POST", "/api/v1/auth/token", {"login": login, "password": PASSWORD})
    return str(answer["accessToken"])


async def state_of(desk: Api, session_id: str) -> dict[str, Any]:
    """How a session stands."""
    state: dict[str, Any] = await desk.ok("GET", f"{API}/sessions/{session_id}/state")
    return state
