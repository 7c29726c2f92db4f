"""The audit log: who changed what, and who was refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.domain.value import Value


class AuditEntry(Value, frozen=True, kw_only=True):
    """One line. Lines are never changed and never removed."""

    id: int
    """Grows with time."""
    at: datetime
    actor: str
    """User, player or device id; `unknown` for a stranger."""
    action: str
    """Such as `player.saved`, `sign-in.reused`, `access.refused`."""
    subject: str
    """What it was done to, or what was asked for."""
    detail: dict[str, Any]
    """With `before` and `after` where something was changed."""


class AuditFilter(Value, frozen=True, kw_only=True):
    """Which lines are wanted; what is left out matches all."""

    actor: str | None = None
    action: str | None = None
    """Whole (`player.saved`), or its beginning with a dot (`player.`)."""
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Excluded."""
    text: str | None = None
    """Occurs in action, subject or detail, or in the name of who did it or what it was done to."""


class AuditIndex(Value, frozen=True, kw_only=True):
    """What occurs in the log, for whoever wants to choose."""

    actors: tuple[str, ...]
    actions: tuple[str, ...]
    names: dict[str, str]
    """Of people, devices, players, machines, workouts and places, by id."""


class AuditPage(Value, frozen=True, kw_only=True):
    """Lines, the newest first."""

    items: tuple[AuditEntry, ...]
    next_cursor: int | None = None
    """Where the next page begins; None after the last one."""
