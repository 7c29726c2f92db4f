"""What is done to players one at a time, said, and taken back where that is possible."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class UndoableJob(QObject):
    """Does something to players, one thing at a time."""

    told = Signal(object)
    """A `Told`."""
    noticed = Signal(object)
    """A `Notice`: why it did not happen."""
    changed = Signal()
    """Something is on its way, or has come back."""

    @property
    def is_running(self) -> bool:
        """Whether the hub has not answered yet."""
        raise NotImplementedError

    def undo(self) -> None:
        """Take the last back; nothing where it cannot be."""

    def forget(self) -> None:
        """Nobody looks at what was told any more; nothing where it does not change by itself."""
