"""Taking a whole club from one database to another."""

from __future__ import annotations

from core.domain.value import Value


class MovedTable(Value, frozen=True, kw_only=True):
    """One table that is in its new place."""

    name: str
    rows: int
    digest: str
    """Of all its contents, the same on both sides."""
