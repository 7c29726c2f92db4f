"""Says who was moved where, and offers to take it back."""

from __future__ import annotations

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui.common.feedback import Notice, announce
from ui.live.move_job import MoveJob
from widgets.inputs import Banner, BannerKind

_UNDO_KEYS = "Ctrl+Z"


class MoveStrip(Banner):
    """Stays until it is dismissed or another move is told.

    Args:
        job: Moves players.
    """

    def __init__(self, job: MoveJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.button.setToolTip(f"Bring the player back ({_UNDO_KEYS})")
        self.action_triggered.connect(job.undo)
        job.told.connect(self._on_told)
        job.noticed.connect(self._on_noticed)
        job.changed.connect(self._on_changed)

    def add_shortcut(self, page: QWidget) -> None:
        """Let the keys undo while the strip offers it."""
        QShortcut(_UNDO_KEYS, page, self._on_keys)

    def _on_told(self, words: str, can_undo: bool) -> None:
        self.announce(words, BannerKind.OK, action="Undo" if can_undo else "")

    def _on_noticed(self, notice: Notice) -> None:
        announce(self, notice)

    def _on_changed(self) -> None:
        self.button.setEnabled(not self._job.is_running)

    def _on_keys(self) -> None:
        if self.isVisible() and self.button.isVisible():
            self._job.undo()
