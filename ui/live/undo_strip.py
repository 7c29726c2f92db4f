"""Says what was done to a player, and offers to take it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui.common.feedback import Notice, announce
from ui.live.told import Told
from ui.live.undoable_job import UndoableJob
from widgets.inputs import Banner

_UNDO_KEYS = "Ctrl+Z"


class UndoStrip(Banner):
    """Stays until it is dismissed or something else is told; undoes what it tells.

    Args:
        jobs: What speaks here.
    """

    def __init__(self, jobs: Sequence[UndoableJob], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = tuple(jobs)
        self._speaker = self._jobs[0]
        self.button.setToolTip(f"Take it back ({_UNDO_KEYS})")
        self.action_triggered.connect(self._undo)
        self.dismissed.connect(self._on_gone)
        for job in self._jobs:
            self._listen(job)

    def add_shortcut(self, page: QWidget) -> None:
        """Let the keys undo while the strip offers it."""
        QShortcut(_UNDO_KEYS, page, self._on_keys)

    def _listen(self, job: UndoableJob) -> None:
        job.told.connect(lambda told: self._on_told(job, told))
        job.noticed.connect(lambda notice: self._on_noticed(job, notice))
        job.changed.connect(self._on_changed)

    def _on_told(self, job: UndoableJob, told: Told) -> None:
        self._let_speak(job)
        self.announce(told.text, told.kind, action="Undo" if told.can_undo else "")

    def _on_noticed(self, job: UndoableJob, notice: Notice) -> None:
        self._let_speak(job)
        announce(self, notice)

    def _let_speak(self, job: UndoableJob) -> None:
        if job is not self._speaker:
            self._speaker.forget()
            self._speaker = job

    def _on_changed(self) -> None:
        self.button.setEnabled(not self._speaker.is_running)

    def _on_gone(self) -> None:
        self._speaker.forget()

    def _undo(self) -> None:
        self._speaker.undo()

    def _on_keys(self) -> None:
        if self.isVisible() and self.button.isVisible():
            self._undo()
