"""The club's workouts as a library: versions, who saved them, what was made from them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.domain.value import Value
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind


class WorkoutVersion(Value, frozen=True, kw_only=True):
    """One version of a workout in the list of them."""

    version: int
    saved_at: datetime | None
    """UTC; None where that was not kept yet."""
    saved_by: str
    """Name of who did; empty where that was not kept yet."""
    workout: Workout


class WorkoutEntry(Value, frozen=True, kw_only=True):
    """A workout in the club's library, with what became of it."""

    workout: Workout
    saved_at: datetime | None = None
    saved_by: str = ""
    session_count: int = 0
    """Sessions that were made from it, in any version."""
    is_archived: bool = False


class WorkoutFilter(Value, frozen=True, kw_only=True):
    """Which workouts are looked for; all conditions hold together."""

    text: str = ""
    """Each word is in the name, the description or a tag."""
    tag: str = ""
    kind: WorkoutKind | None = None
    is_archived: bool = False


class WorkoutPage(Value, frozen=True, kw_only=True):
    """Workouts by name. `next_cursor` is None on the last page."""

    items: tuple[WorkoutEntry, ...]
    next_cursor: str | None = None


class WorkoutVersionPage(Value, frozen=True, kw_only=True):
    """Versions, the newest first. `next_cursor` is None on the last page."""

    items: tuple[WorkoutVersion, ...]
    next_cursor: int | None = None


class WorkoutChanges(Value, frozen=True, kw_only=True):
    """What is changed of a workout; what is UNSET stays. `version` is the one that was read."""

    version: int
    name: str | msgspec.UnsetType = msgspec.UNSET
    kind: WorkoutKind | msgspec.UnsetType = msgspec.UNSET
    description: str | msgspec.UnsetType = msgspec.UNSET
    tags: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    intervals: tuple[Interval, ...] | msgspec.UnsetType = msgspec.UNSET
    series: tuple[Series, ...] | msgspec.UnsetType = msgspec.UNSET
    blocks: tuple[Block, ...] | msgspec.UnsetType = msgspec.UNSET
