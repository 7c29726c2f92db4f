"""Who changed what."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, RowMapping, select

from core.domain.audit import AuditEntry, AuditFilter, AuditPage
from core.live.events import utc
from core.ports.clock import Clock
from core.storage import tables
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

    async def page(
        self, wanted: AuditFilter, *, limit: int, before: int | None = None
    ) -> AuditPage:
        """Lines, the newest first, those older than line `before` if that is given."""
        table = tables.audit_log
        query = select(table).where(*_conditions(wanted)).order_by(table.c.id.desc())
        if before is not None:
            query = query.where(table.c.id < before)
        rows = await self._db.rows(query.limit(limit + 1))
        items = tuple(_entry(row) for row in rows[:limit])
        return AuditPage(items=items, next_cursor=items[-1].id if len(rows) > limit else None)


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
