"""Who changed what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import ColumnElement, RowMapping, or_, select

from core.domain.audit import AuditEntry, AuditFilter, AuditPage
from core.live.events import utc
from core.ports.clock import Clock
from core.storage import tables
from core.storage.column_types import text_of
from core.storage.repositories.statements import Statements


class SqlAuditRepository:
    """Fulfils `AuditRepository`."""

    def __init__(self, statements: Statements, clock: Clock) -> None:
        self._db = statements
        self._clock = clock

    async def note(self, *, actor: str, action: str, subject: str, detail: bytes) -> None:
        """Add a line to the audit log."""
        row = {"actor": actor, "action": action, "subject": subject, "detail": detail}
        await self._db.add(tables.audit_log, [{"at": utc(self._clock.now()), **row}])

    async def note_all(self, *, actor: str, action: str, details: Mapping[str, bytes]) -> None:
        """Add one line for each subject."""
        line = {"at": utc(self._clock.now()), "actor": actor, "action": action}
        rows = [line | {"subject": key, "detail": detail} for key, detail in details.items()]
        await self._db.add(tables.audit_log, rows)

    async def page(
        self,
        wanted: AuditFilter,
        *,
        limit: int,
        before: int | None = None,
        named: Sequence[str] = (),
    ) -> AuditPage:
        """Lines, the newest first, those older than line `before` if that is given."""
        table = tables.audit_log
        query = select(table).where(*_conditions(wanted)).order_by(table.c.id.desc())
        if wanted.text:
            query = query.where(_occurs(wanted.text, named))
        if before is not None:
            query = query.where(table.c.id < before)
        rows = await self._db.rows(query.limit(limit + 1))
        items = tuple(_entry(row) for row in rows[:limit])
        return AuditPage(items=items, next_cursor=items[-1].id if len(rows) > limit else None)

    async def occurring(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All actors and all actions that are in the log, in alphabetical order."""
        actor, action = tables.audit_log.c.actor, tables.audit_log.c.action
        actors = await self._db.rows(select(actor).distinct().order_by(actor))
        actions = await self._db.rows(select(action).distinct().order_by(action))
        return tuple(row["actor"] for row in actors), tuple(row["action"] for row in actions)


def _occurs(text: str, named: Sequence[str]) -> ColumnElement[bool]:
    table = tables.audit_log
    return or_(
        table.c.action.icontains(text, autoescape=True),
        table.c.subject.icontains(text, autoescape=True),
        text_of(table.c.detail).icontains(text, autoescape=True),
        table.c.actor.in_(named),
        table.c.subject.in_(named),
    )


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    table = tables.audit_log
    if wanted.actor is not None:
        yield table.c.actor == wanted.actor
    if wanted.subject is not None:
        yield table.c.subject == wanted.subject
    if wanted.since is not None:
        yield table.c.at >= wanted.since
    if wanted.until is not None:
        yield table.c.at < wanted.until
    if wanted.action is not None:
        is_beginning = wanted.action.endswith(".")
        yield (
            table.c.action.startswith(wanted.action, autoescape=True)
            if is_beginning
            else table.c.action == wanted.action
        )


def _entry(row: RowMapping) -> AuditEntry:
    return AuditEntry(**{**row, "detail": msgspec.json.decode(row["detail"])})
