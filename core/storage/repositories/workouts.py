"""Workouts and their versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    String,
    and_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from core.domain.ids import WorkoutId
from core.domain.workout import Workout, WorkoutKind
from core.domain.workout_library import WorkoutEntry, WorkoutFilter, WorkoutVersion
from core.storage import tables
from core.storage.column_types import dump_json
from core.storage.repositories.statements import Statements

_KEPT_APART = {"archived_at", "saved_at", "saved_by", "session_count"}


class WorkoutStore:
    """The part of `ClubRepository` that is about workouts."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def workouts(self, *, with_archived: bool = False) -> tuple[Workout, ...]:
        """All workouts by name."""
        table = tables.workouts
        query = select(table).order_by(table.c.name, table.c.id)
        if not with_archived:
            query = query.where(table.c.archived_at.is_(None))
        return tuple(_workout(row) for row in await self._db.rows(query))

    async def workout(self, workout_id: WorkoutId) -> Workout | None:
        """One workout; a writer keeps it from others until the end."""
        query = select(tables.workouts).where(tables.workouts.c.id == workout_id)
        row = await self._db.row(self._db.kept(query))
        return _workout(row) if row is not None else None

    async def save_workout(
        self, workout: Workout, *, at: datetime | None = None, by: str = ""
    ) -> None:
        """Insert or replace, and keep this version."""
        await self._db.put(tables.workouts, msgspec.structs.asdict(workout))
        table = tables.workout_versions
        same = and_(table.c.workout_id == workout.id, table.c.version == workout.version)
        await self._db.run(delete(table).where(same))
        row = {
            "workout_id": workout.id,
            "version": workout.version,
            "saved_at": at,
            "saved_by": by,
            "content": workout,
        }
        await self._db.add(table, [row])

    async def workout_entry(self, workout_id: WorkoutId) -> WorkoutEntry | None:
        """One workout with what became of it."""
        row = await self._db.row(_entries().where(tables.workouts.c.id == workout_id))
        return _entry(row) if row is not None else None

    async def workout_entries(
        self, wanted: WorkoutFilter, *, limit: int, after: tuple[str, WorkoutId] | None = None
    ) -> tuple[WorkoutEntry, ...]:
        """Workouts by name and id, those after a place in that order."""
        table = tables.workouts
        query = _entries().where(*_conditions(wanted)).order_by(table.c.name, table.c.id)
        if after is not None:
            place = tuple_(literal(after[0]), literal(after[1]))
            query = query.where(tuple_(table.c.name, table.c.id) > place)
        return tuple(_entry(row) for row in await self._db.rows(query.limit(limit)))

    async def workout_tags(self) -> tuple[str, ...]:
        """All tags of workouts that are not archived, by name."""
        table = tables.workouts
        rows = await self._db.rows(select(table.c.tags).where(table.c.archived_at.is_(None)))
        return tuple(sorted({tag for row in rows for tag in row["tags"]}, key=str.casefold))

    async def workout_version(self, workout_id: WorkoutId, version: int) -> WorkoutVersion | None:
        """One version."""
        table = tables.workout_versions
        query = select(table).where(table.c.workout_id == workout_id, table.c.version == version)
        row = await self._db.row(query)
        return _version(row) if row is not None else None

    async def workout_versions(
        self, workout_id: WorkoutId, *, limit: int, before: int | None = None
    ) -> tuple[WorkoutVersion, ...]:
        """Versions, the newest first, those older than one if that is given."""
        table = tables.workout_versions
        query = select(table).where(table.c.workout_id == workout_id)
        if before is not None:
            query = query.where(table.c.version < before)
        query = query.order_by(table.c.version.desc()).limit(limit)
        return tuple(_version(row) for row in await self._db.rows(query))

    async def archive_workout(self, workout_id: WorkoutId, at: datetime | None) -> None:
        """Take a workout out of the lists, or with None put it back."""
        table = tables.workouts
        await self._db.run(update(table).where(table.c.id == workout_id).values(archived_at=at))


def _entries() -> Select[Any]:
    workouts, versions = tables.workouts, tables.workout_versions
    sessions = tables.workout_sessions
    count = (
        select(func.count())
        .where(sessions.c.workout_id == workouts.c.id)
        .correlate(workouts)
        .scalar_subquery()
    )
    present = and_(versions.c.workout_id == workouts.c.id, versions.c.version == workouts.c.version)
    return select(
        workouts, versions.c.saved_at, versions.c.saved_by, count.label("session_count")
    ).join(versions, present, isouter=True)


def _conditions(wanted: WorkoutFilter) -> Iterator[ColumnElement[bool]]:
    table = tables.workouts
    archived = table.c.archived_at
    yield archived.is_not(None) if wanted.is_archived else archived.is_(None)
    if wanted.kind is not None:
        yield table.c.kind == wanted.kind.value
    tags = cast(table.c.tags, String)
    if wanted.tag:
        yield tags.icontains(dump_json(wanted.tag), autoescape=True)
    for word in wanted.text.split():
        yield or_(
            *(
                column.icontains(word, autoescape=True)
                for column in (table.c.name, table.c.description, tags)
            )
        )


def _workout(row: RowMapping) -> Workout:
    own = {name: value for name, value in row.items() if name not in _KEPT_APART}
    return Workout(**{**own, "kind": WorkoutKind(row["kind"])})


def _entry(row: RowMapping) -> WorkoutEntry:
    return WorkoutEntry(
        workout=_workout(row),
        saved_at=row["saved_at"],
        saved_by=row["saved_by"] or "",
        session_count=row["session_count"],
        is_archived=row["archived_at"] is not None,
    )


def _version(row: RowMapping) -> WorkoutVersion:
    return WorkoutVersion(
        version=row["version"],
        saved_at=row["saved_at"],
        saved_by=row["saved_by"],
        workout=row["content"],
    )
