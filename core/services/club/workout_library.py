"""The club's workouts: found, written, copied, put away; every change a version of its own."""

from __future__ import annotations

import base64
import binascii

import msgspec

from core.domain.ids import WorkoutId, new_id
from core.domain.user import Principal
from core.domain.workout import Workout
from core.domain.workout_library import (
    WorkoutChanges,
    WorkoutEntry,
    WorkoutFilter,
    WorkoutPage,
    WorkoutVersion,
    WorkoutVersionPage,
)
from core.errors import InvalidInputError, NotFoundError
from core.live.events import utc
from core.planning.content_rules import MAX_NAME_LENGTH, check_workout
from core.planning.unrolling import unrolled_workout
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.staleness import check_fresh

_set = msgspec.structs.replace


class WorkoutLibrary:
    """Shows and keeps workouts. Sessions made from one stay as they are.

    Args:
        database: Where they are kept.
        clock: Dates versions.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def page(
        self, wanted: WorkoutFilter, *, limit: int, cursor: str | None = None
    ) -> WorkoutPage:
        """Workouts by name, with who saved them and how many sessions were made from them.

        Raises:
            InvalidInputError: There is no such page.
        """
        after = _place(cursor) if cursor is not None else None
        async with self._database.read() as unit:
            found = await unit.club.workout_entries(wanted, limit=limit + 1, after=after)
        items = found[:limit]
        return WorkoutPage(
            items=items,
            next_cursor=_cursor(items[-1].workout) if len(found) > limit else None,
        )

    async def tags(self) -> tuple[str, ...]:
        """All tags that are in use."""
        async with self._database.read() as unit:
            return await unit.club.workout_tags()

    async def get(self, workout_id: WorkoutId) -> WorkoutEntry:
        """One workout, put away or not.

        Raises:
            NotFoundError: There is no such workout.
        """
        async with self._database.read() as unit:
            return await _entry(unit, workout_id)

    async def save(self, workout: Workout, actor: Principal) -> Workout:
        """Add a workout (with an empty id it gets one), or replace the one with its id.

        Raises:
            InvalidInputError: It cannot be meant.
            StaleError: It was changed since `version` was read.
        """
        if not workout.id:
            workout = _set(workout, id=WorkoutId(new_id()))
        async with self._database.write() as unit:
            before = await unit.club.workout(workout.id)
            return await self._keep(unit, before, workout, actor)

    async def change(
        self, workout_id: WorkoutId, changes: WorkoutChanges, actor: Principal
    ) -> Workout:
        """Change what is given.

        Raises:
            NotFoundError: There is no such workout.
            InvalidInputError: It cannot be meant.
            StaleError: It was changed since `version` was read.
        """
        given = {
            name: value
            for name, value in msgspec.structs.asdict(changes).items()
            if value is not msgspec.UNSET
        }
        if "intervals" in given:  # written down anew, not as a series
            given.setdefault("series", ())
        async with self._database.write() as unit:
            before = (await _entry(unit, workout_id)).workout
            return await self._keep(unit, before, _set(before, **given), actor)

    async def duplicate(self, workout_id: WorkoutId, actor: Principal, name: str = "") -> Workout:
        """A copy of its own, named as a copy unless it gets a name.

        Raises:
            NotFoundError: There is no such workout.
        """
        async with self._database.write() as unit:
            source = (await _entry(unit, workout_id)).workout
            taken = {one.name for one in await unit.club.workouts()}
            copy = _set(
                source, id=WorkoutId(new_id()), name=name.strip() or copy_name(source.name, taken)
            )
            return await self._keep(unit, None, copy, actor)

    async def versions(
        self, workout_id: WorkoutId, *, limit: int, before: int | None = None
    ) -> WorkoutVersionPage:
        """What it was, the newest first.

        Raises:
            NotFoundError: There is no such workout.
        """
        async with self._database.read() as unit:
            await _entry(unit, workout_id)
            found = await unit.club.workout_versions(workout_id, limit=limit + 1, before=before)
        items = found[:limit]
        more = len(found) > limit
        return WorkoutVersionPage(items=items, next_cursor=items[-1].version if more else None)

    async def version(self, workout_id: WorkoutId, version: int) -> WorkoutVersion:
        """What it was in one version.

        Raises:
            NotFoundError: There is no such workout or version.
        """
        async with self._database.read() as unit:
            return await _version(unit, workout_id, version)

    async def restore(
        self, workout_id: WorkoutId, version: int, actor: Principal, *, read_version: int
    ) -> Workout:
        """Make a version the present one again, as a new version.

        Raises:
            NotFoundError: There is no such workout or version.
            StaleError: It was changed since `read_version` was read.
        """
        async with self._database.write() as unit:
            before = (await _entry(unit, workout_id)).workout
            old = (await _version(unit, workout_id, version)).workout
            return await self._keep(unit, before, _set(old, version=read_version), actor)

    async def archive(self, workout_id: WorkoutId, actor: Principal) -> None:
        """Take it out of the lists; what was made from it stays.

        Raises:
            NotFoundError: There is no such workout.
        """
        await self._put_away(workout_id, actor, is_away=True)

    async def bring_back(self, workout_id: WorkoutId, actor: Principal) -> Workout:
        """Put it back into the lists.

        Raises:
            NotFoundError: There is no such workout.
        """
        return await self._put_away(workout_id, actor, is_away=False)

    async def _put_away(self, workout_id: WorkoutId, actor: Principal, *, is_away: bool) -> Workout:
        async with self._database.write() as unit:
            entry = await _entry(unit, workout_id)
            if entry.is_archived is not is_away:
                at = utc(self._clock.now()) if is_away else None
                await unit.club.archive_workout(workout_id, at)
                action = "workout.archived" if is_away else "workout.brought-back"
                after = _set(entry, is_archived=is_away)
                await note_change(unit, actor, action, workout_id, before=entry, after=after)
                await unit.commit()
        return entry.workout

    async def _keep(
        self, unit: UnitOfWork, before: Workout | None, wanted: Workout, actor: Principal
    ) -> Workout:
        check_workout(wanted)
        tags = tuple(dict.fromkeys(tag.strip() for tag in wanted.tags))
        after = unrolled_workout(_set(wanted, name=wanted.name.strip(), tags=tags))
        if before is None:
            after = _set(after, version=1)
        else:
            await check_fresh(unit, before, version=after.version, subject=before.id)
            if after == before:
                return before
            after = _set(after, version=before.version + 1)
        await unit.club.save_workout(after, at=utc(self._clock.now()), by=actor.name)
        await note_change(unit, actor, "workout.saved", after.id, before=before, after=after)
        await unit.commit()
        return after


def copy_name(name: str, taken: set[str]) -> str:
    """What a copy is called: "Pyramid (copy)", or with a number where that is taken."""
    number = 1
    while True:
        tail = " (copy)" if number == 1 else f" (copy {number})"
        found = name[: MAX_NAME_LENGTH - len(tail)] + tail
        if found not in taken:
            return found
        number += 1


async def _entry(unit: UnitOfWork, workout_id: WorkoutId) -> WorkoutEntry:
    if await unit.club.workout(workout_id) is not None:  # in a writer: keeps it from others
        entry = await unit.club.workout_entry(workout_id)
        if entry is not None:
            return entry
    message = f"There is no workout {workout_id}."
    raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")


async def _version(unit: UnitOfWork, workout_id: WorkoutId, version: int) -> WorkoutVersion:
    await _entry(unit, workout_id)
    found = await unit.club.workout_version(workout_id, version)
    if found is None:
        message = f"There is no version {version} of this workout."
        raise NotFoundError(message, suggested_action="Choose one from the list.")
    return found


def _cursor(last: Workout) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode((last.name, last.id))).decode()


def _place(cursor: str) -> tuple[str, WorkoutId]:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor), type=tuple[str, WorkoutId])
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise InvalidInputError("This page of workouts does not exist.", field="cursor") from error
