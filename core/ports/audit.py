"""Storage of the audit log as the hub's use cases see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.domain.audit import AuditFilter, AuditPage


class AuditRepository(Protocol):
    """Who changed what: append only."""

    async def note(self, *, actor: str, action: str, subject: str, detail: bytes) -> None: ...
    async def note_all(self, *, actor: str, action: str, details: Mapping[str, bytes]) -> None:
        """One line for each subject."""
        ...

    async def page(
        self,
        wanted: AuditFilter,
        *,
        limit: int,
        before: int | None = None,
        named: Sequence[str] = (),
    ) -> AuditPage:
        """Lines, the newest first, those older than line `before` if that is given.

        Args:
            wanted: Which lines.
            limit: How many at most.
            before: Where the page begins.
            named: Ids that the wanted text means by name.
        """
        ...

    async def occurring(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All actors and all actions that are in the log, in alphabetical order."""
        ...
