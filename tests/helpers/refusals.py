"""Refusals as the hub makes them, with their data."""

from __future__ import annotations

from datetime import timedelta

from core.domain.conflict import Conflict, Holder, WayOut, WayOutKind, details_of
from core.domain.ids import SessionId
from core.errors import OverCapacityError
from tests.helpers.sample_club import NOW

WAYS = (
    WayOut(
        kind=WayOutKind.OTHER_UNIT,
        label="Use Bike Erg",
        changes={"sessions.0.equipment": "BIKE_ERG"},
    ),
    WayOut(
        kind=WayOutKind.OTHER_TIME,
        label="Start Tue 17 Nov 10:15",
        changes={"commonProperties.startTime": "10:15", "commonProperties.startDate": "2026-11-17"},
    ),
    WayOut(
        kind=WayOutKind.SMALLER_GROUP,
        label="Leave out 4 players",
        changes={"sessions.0.playerIds": ("player-001", "player-007")},
    ),
)
UNITS_TAKEN = OverCapacityError(
    "Rowing Group A needs 6 × Rower, but only 2 are free then: “Morning Row” (09:00 to 10:00) "
    "holds 4.",
    suggested_action="Choose another time, another machine type, or fewer players.",
    field="sessions.0.playerIds",
    details=details_of(
        Conflict(
            held_by=(
                Holder(
                    session_id=SessionId("other"),
                    session_name="Morning Row",
                    starts_at=NOW,
                    ends_at=NOW + timedelta(hours=1),
                    unit_count=4,
                ),
            ),
            ways_out=WAYS,
        )
    ),
)
