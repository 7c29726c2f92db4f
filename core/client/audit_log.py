"""The hub's audit log as an administrator's desk reads it."""

from __future__ import annotations

from datetime import datetime

from core.client.rest import RestClient
from core.domain.audit import AuditFilter, AuditIndex, AuditPage
from core.protocol.rest import AUDIT


class AuditLog:
    """Fulfils `core.services.desk.audit.AuditReader`.

    Args:
        rest: Signed in as an administrator.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def page(
        self, wanted: AuditFilter, *, limit: int, cursor: int | None = None
    ) -> AuditPage:
        """Lines, the newest first; from the cursor of the page before on."""
        given = {
            "actor": wanted.actor,
            "action": wanted.action,
            "subject": wanted.subject,
            "since": _instant(wanted.since),
            "until": _instant(wanted.until),
            "text": wanted.text,
            "cursor": None if cursor is None else str(cursor),
        }
        query = {name: value for name, value in given.items() if value}
        return await self._rest.get(AUDIT, AuditPage, limit=str(limit), **query)

    async def index(self) -> AuditIndex:
        """Who and what occurs in the log, and what everything is called now."""
        return await self._rest.get(f"{AUDIT}/index", AuditIndex)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
