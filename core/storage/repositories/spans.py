"""What overlaps a span of time, found by an index on its start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.sql.base import ReadOnlyColumnCollection

_LONGEST = timedelta(days=1)
"""No session lasts longer. It makes a narrow stretch of the index of "all that began before"."""


def reaching_into(
    table: ReadOnlyColumnCollection[str, Any] | Mapping[str, ColumnElement[Any]],
    starts_before: datetime,
    ends_after: datetime,
) -> tuple[ColumnElement[bool], ...]:
    """The conditions on `starts_at` and `ends_at`; ends do not count."""
    return (
        table["starts_at"] < starts_before,
        table["starts_at"] > ends_after - _LONGEST,
        table["ends_at"] > ends_after,
    )
