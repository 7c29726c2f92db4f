"""What a change does to a bundle: before, after, and where they differ."""

from __future__ import annotations

from typing import Any

from core.domain.ids import SessionId
from core.domain.session import Bundle
from core.domain.value import Value


class BundleDifference(Value, frozen=True, kw_only=True):
    """One thing that is different."""

    session_id: SessionId | None = None
    """Of which session; None: of the bundle itself."""
    session_name: str = ""
    """As it is called before."""
    field: str
    """`name`, `startsAt`, `playerIds`, … as they are called on the wire."""
    before: Any
    after: Any


class BundlePreview(Value, frozen=True, kw_only=True):
    """What a change would do; nothing is stored by it. The rules have been held against it."""

    before: Bundle
    after: Bundle
    differences: tuple[BundleDifference, ...]


class BundleUndo(Value, frozen=True, kw_only=True):
    """The body of POST …/undo. `version` must be the stored one: that of the last change."""

    version: int
