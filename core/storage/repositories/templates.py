"""Bundle templates."""

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
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from core.domain.bundle_template import KeptTemplate, TemplateFilter, TemplateShape
from core.domain.ids import TemplateId
from core.ports.template_shelf import Reader
from core.storage import tables
from core.storage.column_types import dump_json
from core.storage.repositories.statements import Statements


class SqlTemplateShelf:
    """Fulfils `TemplateShelf`."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def templates(
        self,
        wanted: TemplateFilter,
        reader: Reader,
        *,
        limit: int,
        after: tuple[str, TemplateId] | None = None,
    ) -> tuple[KeptTemplate, ...]:
        """Templates by name and id, those after a place in that order."""
        table = tables.bundle_templates.c
        conditions = (*_conditions(wanted), *_open_to(reader, is_mine=wanted.is_mine))
        query = _templates().where(*conditions).order_by(table.name, table.id)
        if after is not None:
            place = tuple_(literal(after[0]), literal(after[1]))
            query = query.where(tuple_(table.name, table.id) > place)
        return tuple(_template(row) for row in await self._db.rows(query.limit(limit)))

    async def template(self, template_id: TemplateId) -> KeptTemplate | None:
        """One template, whoever's; a writer keeps it from others until the end."""
        table = tables.bundle_templates.c
        await self._db.row(self._db.kept(select(table.id).where(table.id == template_id)))
        row = await self._db.row(_templates().where(table.id == template_id))
        return _template(row) if row is not None else None

    async def template_tags(self, reader: Reader) -> tuple[str, ...]:
        """All tags of templates that are not archived, by name."""
        table = tables.bundle_templates.c
        query = select(table.tags).where(table.archived_at.is_(None), *_open_to(reader))
        rows = await self._db.rows(query)
        return tuple(sorted({tag for row in rows for tag in row["tags"]}, key=str.casefold))

    async def save_template(self, template: KeptTemplate) -> None:
        """Insert or replace."""
        shape = msgspec.convert(template, TemplateShape, from_attributes=True)
        row = {
            "id": template.id,
            "name": template.name,
            "description": template.description,
            "created_by": template.created_by,
            "config": msgspec.to_builtins(shape),
            "tags": template.tags,
            "is_public": template.is_public,
            "created_at": template.created_at or template.updated_at,
            "updated_at": template.updated_at,
            "version": template.version,
        }
        await self._db.put(tables.bundle_templates, row)

    async def archive_template(self, template_id: TemplateId, at: datetime | None) -> None:
        """Take a template out of the lists, or with None put it back."""
        table = tables.bundle_templates
        await self._db.run(update(table).where(table.c.id == template_id).values(archived_at=at))


def _templates() -> Select[Any]:
    table, users = tables.bundle_templates, tables.users
    bundles = tables.session_bundles.c
    used = bundles.template_id == table.c.id
    count = select(func.count()).where(used).correlate(table).scalar_subquery()
    last = select(func.max(bundles.created_at)).where(used).correlate(table).scalar_subquery()
    return select(
        table,
        func.coalesce(users.c.name, "").label("created_by_name"),
        count.label("usage_count"),
        last.label("last_used_at"),
    ).join(users, users.c.id == table.c.created_by, isouter=True)


def _open_to(reader: Reader, *, is_mine: bool = False) -> Iterator[ColumnElement[bool]]:
    table = tables.bundle_templates.c
    mine = (
        table.created_by.is_(None) if reader.user_id is None else table.created_by == reader.user_id
    )
    if is_mine:
        yield mine
    elif not reader.sees_all:
        yield or_(table.is_public, table.created_by.is_(None), mine)


def _conditions(wanted: TemplateFilter) -> Iterator[ColumnElement[bool]]:
    table = tables.bundle_templates.c
    archived = table.archived_at
    yield archived.is_not(None) if wanted.is_archived else archived.is_(None)
    tags = cast(table.tags, String)
    if wanted.tag:
        yield tags.icontains(dump_json(wanted.tag), autoescape=True)
    for word in wanted.text.split():
        columns = (table.name, table.description, tags)
        yield or_(*(one.icontains(word, autoescape=True) for one in columns))


def _template(row: RowMapping) -> KeptTemplate:
    shape = msgspec.convert(row["config"], TemplateShape)
    return KeptTemplate(
        **msgspec.structs.asdict(shape),
        id=row["id"],
        name=row["name"],
        description=row["description"],
        tags=row["tags"],
        is_public=row["is_public"],
        created_by=row["created_by"],
        created_by_name=row["created_by_name"],
        created_at=row["created_at"],
        updated_at=row["updated_at"] or row["created_at"],
        usage_count=row["usage_count"],
        last_used_at=row["last_used_at"],
        is_archived=row["archived_at"] is not None,
        version=row["version"],
    )
