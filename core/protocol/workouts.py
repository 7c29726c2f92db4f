"""REST bodies about workouts that are not domain values themselves."""

from __future__ import annotations

from core.domain.value import Value
from core.protocol.rest import API

WORKOUTS = f"{API}/workouts"


class WorkoutCopy(Value, frozen=True, kw_only=True):
    """POST …/workouts/{id}/duplicate."""

    name: str = ""
    """Empty: named as a copy."""


class WorkoutRestoring(Value, frozen=True, kw_only=True):
    """POST …/workouts/{id}/versions/{version}/restore."""

    version: int
    """The present one, as it was read."""
