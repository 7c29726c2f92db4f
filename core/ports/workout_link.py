"""The club's workouts as the desk sees them; `core.client` fulfils it."""

from __future__ import annotations

from typing import Protocol

from core.domain.ids import WorkoutId
from core.domain.workout import Workout
from core.domain.workout_library import (
    WorkoutEntry,
    WorkoutFilter,
    WorkoutPage,
    WorkoutVersionPage,
)


class WorkoutLink(Protocol):
    """The library of workouts. All errors are `HockeyHubError`s."""

    async def page(self, wanted: WorkoutFilter, cursor: str | None = None) -> WorkoutPage: ...
    async def tags(self) -> tuple[str, ...]: ...
    async def entry(self, workout_id: WorkoutId) -> WorkoutEntry: ...

    async def save(self, workout: Workout) -> Workout:
        """Add (with an empty id) or replace; what comes back has its id and version.

        Raises:
            StaleError: Somebody else changed it since it was read.
        """
        ...

    async def duplicate(self, workout_id: WorkoutId) -> Workout: ...
    async def archive(self, workout_id: WorkoutId) -> None: ...
    async def bring_back(self, workout_id: WorkoutId) -> Workout: ...
    async def versions(
        self, workout_id: WorkoutId, before: int | None = None
    ) -> WorkoutVersionPage: ...
    async def restore(self, workout_id: WorkoutId, version: int, *, present: int) -> Workout: ...
