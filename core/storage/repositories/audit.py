"""Who changed what."""

from __future__ import annotations

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
