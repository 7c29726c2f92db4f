"""Programmes; their trainings are bundles and stand in their table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, literal, select, tuple_

from core.domain.drafts import BundleSummary
from core.domain.ids import ProgrammeId
from core.domain.programme import Programme
from core.storage import tables
from core.storage.column_types import UtcInstant
from core.storage.repositories.bundles import BundleStore
from core.storage.repositories.statements import Statements


class SqlProgrammeShelf:
    """Fulfils `ProgrammeShelf`."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements
        self._bundles = BundleStore(statements)

    async def programmes(
        self, *, limit: int, after: tuple[datetime, ProgrammeId] | None = None
    ) -> tuple[Programme, ...]:
        """Programmes, the newest first, those after a place in that order, without weeks."""
        table = tables.programmes.c
        query = _programmes().order_by(table.created_at.desc(), table.id.desc())
        if after is not None:
            place = tuple_(literal(after[0], UtcInstant), literal(after[1]))
            query = query.where(tuple_(table.created_at, table.id) < place)
        return tuple(_programme(row) for row in await self._db.rows(query.limit(limit)))

    async def programme(self, programme_id: ProgrammeId) -> Programme | None:
        """One programme without weeks; a writer keeps it from others until the end."""
        table = tables.programmes.c
        await self._db.row(self._db.kept(select(table.id).where(table.id == programme_id)))
        row = await self._db.row(_programmes().where(table.id == programme_id))
        return _programme(row) if row is not None else None

    async def save_programme(self, programme: Programme) -> None:
        """Insert or replace all but the weeks."""
        row = {
            "id": programme.id,
            "template_id": programme.plan.template_id,
            "plan": programme.plan,
            "created_by": programme.created_by,
            "created_at": programme.created_at,
            "ended_at": programme.ended_at,
            "version": programme.version,
        }
        await self._db.put(tables.programmes, row)

    async def trainings_of(self, programme_id: ProgrammeId) -> dict[int, list[BundleSummary]]:
        """The bundles of a programme by week, each by their start."""
        return await self._bundles.summaries_of(programme_id)


def _programmes() -> Select[Any]:
    table, templates = tables.programmes, tables.bundle_templates
    bundles = tables.session_bundles.c
    count = (
        select(func.count())
        .where(bundles.programme_id == table.c.id)
        .correlate(table)
        .scalar_subquery()
    )
    return select(
        table, templates.c.name.label("template_name"), count.label("training_count")
    ).join(templates, templates.c.id == table.c.template_id)


def _programme(row: RowMapping) -> Programme:
    return Programme(
        id=row["id"],
        plan=row["plan"],
        template_name=row["template_name"],
        created_by=row["created_by"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
        version=row["version"],
        training_count=row["training_count"],
    )
