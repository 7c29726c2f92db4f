"""A library of workouts as a test wants it, without a hub."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from importlib import resources

import msgspec

from core.clock import ManualClock
from core.domain.ids import WorkoutId
from core.domain.workout import Workout
from core.domain.workout_library import (
    WorkoutEntry,
    WorkoutFilter,
    WorkoutPage,
    WorkoutVersion,
    WorkoutVersionPage,
)
from core.errors import HockeyHubError
from core.live.events import utc
from core.planning.unrolling import unrolled_workout
from core.services.club.sample import _unrolled
from core.services.club.workout_library import copy_name
from tests.helpers.live_desk import LiveDesk

PAGE = 50


class FakeWorkouts:
    """Keeps workouts with their versions; `refusal` is raised by every call while it is set."""

    def __init__(self, clock: ManualClock) -> None:
        self.entries: dict[str, WorkoutEntry] = {}
        self.kept: dict[str, list[WorkoutVersion]] = {}
        self.refusal: HockeyHubError | None = None
        self.save_refusal: HockeyHubError | None = None
        self.page_size = PAGE
        self._clock = clock

    def add(self, workout: Workout, *, session_count: int = 0, days_ago: float = 0) -> Workout:
        """Put a workout into the library."""
        workout = unrolled_workout(workout)
        at = utc(self._clock.now()) - timedelta(days=days_ago)
        self.entries[workout.id] = WorkoutEntry(
            workout=workout, saved_at=at, saved_by="Anna Berg", session_count=session_count
        )
        version = WorkoutVersion(
            version=workout.version, saved_at=at, saved_by="Anna Berg", workout=workout
        )
        self.kept.setdefault(workout.id, []).insert(0, version)
        return workout

    async def page(self, wanted: WorkoutFilter, cursor: str | None = None) -> WorkoutPage:
        self._check()
        found = sorted(
            (one for one in self.entries.values() if _fits(one, wanted)),
            key=lambda one: one.workout.name,
        )
        begin = int(cursor or 0)
        end = begin + self.page_size
        more = str(end) if end < len(found) else None
        return WorkoutPage(items=tuple(found[begin:end]), next_cursor=more)

    async def tags(self) -> tuple[str, ...]:
        self._check()
        return tuple(sorted({tag for one in self.entries.values() for tag in one.workout.tags}))

    async def entry(self, workout_id: WorkoutId) -> WorkoutEntry:
        self._check()
        return self.entries[workout_id]

    async def save(self, workout: Workout) -> Workout:
        self._check()
        if self.save_refusal is not None:
            raise self.save_refusal
        if not workout.id:
            number = len(self.entries) + 1
            return self.add(msgspec.structs.replace(workout, id=WorkoutId(f"new-{number}")))
        version = self.entries[workout.id].workout.version + 1
        return self.add(msgspec.structs.replace(workout, version=version))

    async def duplicate(self, workout_id: WorkoutId) -> Workout:
        source = self.entries[workout_id].workout
        name = copy_name(source.name, {one.workout.name for one in self.entries.values()})
        return await self.save(
            msgspec.structs.replace(source, id=WorkoutId(""), version=1, name=name)
        )

    async def archive(self, workout_id: WorkoutId) -> None:
        self._set(workout_id, is_archived=True)

    async def bring_back(self, workout_id: WorkoutId) -> Workout:
        self._set(workout_id, is_archived=False)
        return self.entries[workout_id].workout

    async def versions(
        self, workout_id: WorkoutId, before: int | None = None
    ) -> WorkoutVersionPage:
        self._check()
        kept = [
            one for one in self.kept.get(workout_id, ()) if before is None or one.version < before
        ]
        return WorkoutVersionPage(items=tuple(kept))

    async def restore(self, workout_id: WorkoutId, version: int, *, present: int) -> Workout:
        assert self.entries[workout_id].workout.version == present
        old = next(one for one in self.kept[workout_id] if one.version == version)
        return await self.save(old.workout)

    def _set(self, workout_id: WorkoutId, *, is_archived: bool) -> None:
        self._check()
        entry = self.entries[workout_id]
        self.entries[workout_id] = msgspec.structs.replace(entry, is_archived=is_archived)

    def _check(self) -> None:
        if self.refusal is not None:
            raise self.refusal


def desk_with_workouts(desk: LiveDesk) -> FakeWorkouts:
    """Give a desk a library of workouts, empty yet."""
    fake = FakeWorkouts(desk.clock)
    desk.services = replace(desk.services, workouts=fake)
    return fake


def sample_workouts() -> tuple[Workout, ...]:
    """Those of the sample club."""
    source = resources.files("resources.club").joinpath("sample.toml")
    club = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(msgspec.convert(_unrolled(row), Workout) for row in club["workouts"])


def _fits(entry: WorkoutEntry, wanted: WorkoutFilter) -> bool:
    workout = entry.workout
    text = f"{workout.name} {workout.description} {' '.join(workout.tags)}".casefold()
    return (
        entry.is_archived is wanted.is_archived
        and (wanted.kind is None or wanted.kind is workout.kind)
        and (not wanted.tag or wanted.tag in workout.tags)
        and all(word in text for word in wanted.text.casefold().split())
    )
