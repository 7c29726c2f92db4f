"""The club's workouts over REST."""

from __future__ import annotations

from urllib.parse import quote

from core.client.rest import RestClient
from core.domain.ids import WorkoutId
from core.domain.workout import Workout
from core.domain.workout_library import (
    WorkoutEntry,
    WorkoutFilter,
    WorkoutPage,
    WorkoutVersionPage,
)
from core.protocol.workouts import WORKOUTS, WorkoutCopy, WorkoutRestoring


class WorkoutList:
    """Fulfils `core.ports.workout_link.WorkoutLink`.

    Args:
        rest: Signed in as a trainer.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def page(self, wanted: WorkoutFilter, cursor: str | None = None) -> WorkoutPage:
        """A page of workouts by name."""
        query = {
            "text": wanted.text,
            "tag": wanted.tag,
            "kind": wanted.kind.value if wanted.kind is not None else "",
            "archived": "true" if wanted.is_archived else "",
            "cursor": cursor or "",
        }
        given = {name: value for name, value in query.items() if value}
        return await self._rest.get(f"{WORKOUTS}/library", WorkoutPage, **given)

    async def tags(self) -> tuple[str, ...]:
        """All tags in use."""
        return await self._rest.get(f"{WORKOUTS}/tags", tuple[str, ...])

    async def entry(self, workout_id: WorkoutId) -> WorkoutEntry:
        """One workout."""
        return await self._rest.get(_path(workout_id), WorkoutEntry)

    async def save(self, workout: Workout) -> Workout:
        """Add (with an empty id) or replace; what comes back has its id and version."""
        return await self._rest.post(WORKOUTS, workout, Workout)

    async def duplicate(self, workout_id: WorkoutId) -> Workout:
        """A copy with an id of its own."""
        return await self._rest.post(f"{_path(workout_id)}/duplicate", WorkoutCopy(), Workout)

    async def archive(self, workout_id: WorkoutId) -> None:
        """Put a workout away."""
        await self._rest.delete(_path(workout_id))

    async def bring_back(self, workout_id: WorkoutId) -> Workout:
        """Bring back what was put away."""
        return await self._rest.post(f"{_path(workout_id)}/bring-back", None, Workout)

    async def versions(
        self, workout_id: WorkoutId, before: int | None = None
    ) -> WorkoutVersionPage:
        """What it was, the newest first."""
        query = {} if before is None else {"cursor": str(before)}
        return await self._rest.get(f"{_path(workout_id)}/versions", WorkoutVersionPage, **query)

    async def restore(self, workout_id: WorkoutId, version: int, *, present: int) -> Workout:
        """Make a version the present one again."""
        body = WorkoutRestoring(version=present)
        return await self._rest.post(
            f"{_path(workout_id)}/versions/{version}/restore", body, Workout
        )


def _path(workout_id: WorkoutId) -> str:
    return f"{WORKOUTS}/{quote(workout_id, safe='')}"
