"""How the club's storage keeps workouts: the present ones, and every version there ever was."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from core.domain.ids import WorkoutId
from core.domain.workout import Workout
from core.domain.workout_library import WorkoutEntry, WorkoutFilter, WorkoutVersion


class WorkoutShelf(Protocol):
    """A part of `ClubRepository`."""

    async def workouts(self, *, with_archived: bool = False) -> tuple[Workout, ...]:
        """All workouts by name."""
        ...

    async def workout(self, workout_id: WorkoutId) -> Workout | None:
        """One workout; a writer keeps it from others until the end."""
        ...

    async def save_workout(
        self, workout: Workout, *, at: datetime | None = None, by: str = ""
    ) -> None:
        """Insert or replace, and keep this version with the time and the name of who saved it."""
        ...

    async def workout_entry(self, workout_id: WorkoutId) -> WorkoutEntry | None: ...
    async def workout_entries(
        self, wanted: WorkoutFilter, *, limit: int, after: tuple[str, WorkoutId] | None = None
    ) -> tuple[WorkoutEntry, ...]:
        """Workouts by name and id, those after a place in that order."""
        ...

    async def workout_tags(self) -> tuple[str, ...]:
        """All tags of workouts that are not archived, by name."""
        ...

    async def workout_version(
        self, workout_id: WorkoutId, version: int
    ) -> WorkoutVersion | None: ...
    async def workout_versions(
        self, workout_id: WorkoutId, *, limit: int, before: int | None = None
    ) -> tuple[WorkoutVersion, ...]:
        """Versions, the newest first, those older than one if that is given."""
        ...

    async def archive_workout(self, workout_id: WorkoutId, at: datetime | None) -> None:
        """Take a workout out of the lists, or with None put it back."""
        ...
