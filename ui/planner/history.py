"""Undo and redo of the wizard's plan."""

from __future__ import annotations

from ui.common.history import History

__all__ = ["History"]
