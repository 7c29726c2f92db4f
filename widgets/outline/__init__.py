"""A list in two levels whose rows are moved by drag or by key."""

from __future__ import annotations

from widgets.outline.rows import OutlineRow
from widgets.outline.view import OutlineList

__all__ = ["OutlineList", "OutlineRow"]
