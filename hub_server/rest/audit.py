"""The audit log, for administrators."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from litestar import Controller, get
from litestar.params import FromQuery, QueryParameter

from core.domain.audit import AuditFilter, AuditIndex, AuditPage
from core.protocol.rest import AUDIT
from core.services.access.audit import audit_index, audit_page
from hub_server.rest.guard import needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action

Limit = Annotated[int, QueryParameter(ge=1, le=500)]
Cursor = Annotated[int | None, QueryParameter(ge=1, le=2**31 - 1)]
Text = Annotated[str | None, QueryParameter(max_length=200)]


class AuditController(Controller):
    """Who changed what, and who was refused."""

    path = AUDIT
    tags = ["audit"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_AUDIT))
    async def page(  # noqa: PLR0913, PLR0917 - the query's parameters
        self,
        hub: TheHub,
        limit: Limit = 100,
        cursor: Cursor = None,
        actor: Text = None,
        action: Text = None,
        subject: Text = None,
        since: FromQuery[datetime | None] = None,
        until: FromQuery[datetime | None] = None,
        text: Text = None,
    ) -> AuditPage:
        """Lines of the audit log, the newest first; times without a zone are UTC."""
        wanted = AuditFilter(
            actor=actor,
            action=action,
            subject=subject,
            since=_utc(since),
            until=_utc(until),
            text=text,
        )
        return await audit_page(hub.database, wanted, limit=limit, before=cursor)

    @get("/index", opt=needs(Action.READ_AUDIT))
    async def index(self, hub: TheHub) -> AuditIndex:
        """Who and what occurs in the log, and what everything is called now."""
        return await audit_index(hub.database)


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
