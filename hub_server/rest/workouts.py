"""Workouts: the library, its versions, copies, and what is put away."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, delete, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from core.domain.ids import WorkoutId
from core.domain.workout import Workout, WorkoutKind
from core.domain.workout_library import (
    WorkoutChanges,
    WorkoutEntry,
    WorkoutFilter,
    WorkoutPage,
    WorkoutVersion,
    WorkoutVersionPage,
)
from core.protocol.workouts import WORKOUTS, WorkoutCopy, WorkoutRestoring
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action

_READ = needs(Action.READ_CLUB)
_CHANGE = needs(Action.CHANGE_CLUB)

Limit = Annotated[int, QueryParameter(ge=1, le=200)]
Text = Annotated[str, QueryParameter(max_length=200)]
Version = Annotated[int | None, QueryParameter(ge=1, le=2**31 - 1)]


class WorkoutController(Controller):
    """What sessions are made from. A session keeps the version it was made from."""

    path = WORKOUTS
    tags = ["workouts"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=_READ)
    async def all(self, hub: TheHub) -> tuple[Workout, ...]:
        """All workouts by name, without those put away."""
        return await hub.catalog.workouts()

    @post(opt=_CHANGE)
    async def save(self, hub: TheHub, principal: Caller, data: JSONBody[Workout]) -> Workout:
        """Add a workout; an empty `id` asks for a new one. Replaces what has the same id."""
        return await hub.workouts.save(data, principal)

    @get("/library", opt=_READ)
    async def page(  # noqa: PLR0913, PLR0917 - query parameters
        self,
        hub: TheHub,
        limit: Limit = 50,
        cursor: FromQuery[str | None] = None,
        text: Text = "",
        tag: Text = "",
        kind: FromQuery[WorkoutKind | None] = None,
        archived: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
    ) -> WorkoutPage:
        """A page of workouts by name, with who saved each last and what was made from it."""
        wanted = WorkoutFilter(text=text, tag=tag, kind=kind, is_archived=archived)
        return await hub.workouts.page(wanted, limit=limit, cursor=cursor)

    @get("/tags", opt=_READ)
    async def all_tags(self, hub: TheHub) -> tuple[str, ...]:
        """All tags in use."""
        return await hub.workouts.tags()

    @get("/{workout_id:str}", opt=_READ)
    async def one(self, hub: TheHub, workout_id: FromPath[WorkoutId]) -> WorkoutEntry:
        """One workout."""
        return await hub.workouts.get(workout_id)

    @patch("/{workout_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        workout_id: FromPath[WorkoutId],
        data: JSONBody[WorkoutChanges],
    ) -> Workout:
        """Change the fields that are sent; `version` must be the stored one."""
        return await hub.workouts.change(workout_id, data, principal)

    @delete("/{workout_id:str}", opt=_CHANGE)
    async def archive(
        self, hub: TheHub, principal: Caller, workout_id: FromPath[WorkoutId]
    ) -> None:
        """Put a workout away. What was made from it stays, and it can be brought back."""
        await hub.workouts.archive(workout_id, principal)

    @post("/{workout_id:str}/bring-back", opt=_CHANGE, status_code=200)
    async def bring_back(
        self, hub: TheHub, principal: Caller, workout_id: FromPath[WorkoutId]
    ) -> Workout:
        """Bring back what was put away."""
        return await hub.workouts.bring_back(workout_id, principal)

    @post("/{workout_id:str}/duplicate", opt=_CHANGE)
    async def duplicate(
        self,
        hub: TheHub,
        principal: Caller,
        workout_id: FromPath[WorkoutId],
        data: JSONBody[WorkoutCopy],
    ) -> Workout:
        """A copy with an id of its own."""
        return await hub.workouts.duplicate(workout_id, principal, data.name)

    @get("/{workout_id:str}/versions", opt=_READ)
    async def versions(
        self,
        hub: TheHub,
        workout_id: FromPath[WorkoutId],
        limit: Limit = 50,
        cursor: Version = None,
    ) -> WorkoutVersionPage:
        """What it was, the newest first."""
        return await hub.workouts.versions(workout_id, limit=limit, before=cursor)

    @get("/{workout_id:str}/versions/{version:int}", opt=_READ)
    async def version(
        self, hub: TheHub, workout_id: FromPath[WorkoutId], version: FromPath[int]
    ) -> WorkoutVersion:
        """What it was in one version."""
        return await hub.workouts.version(workout_id, version)

    @post("/{workout_id:str}/versions/{version:int}/restore", opt=_CHANGE, status_code=200)
    async def restore(
        self,
        hub: TheHub,
        principal: Caller,
        workout_id: FromPath[WorkoutId],
        version: FromPath[int],
        data: JSONBody[WorkoutRestoring],
    ) -> Workout:
        """Make a version the present one again; `version` of the body must be the stored one."""
        return await hub.workouts.restore(workout_id, version, principal, read_version=data.version)
