"""Asks before a player is taken out, and says what that ends."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.ids import PlayerId, SessionId
from ui.live.removal_job import RemovalJob
from widgets.inputs import Button, ButtonKind, ElidedLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_CONSEQUENCES = (
    "What he did so far stays in the report. His phone leaves.",
    "He cannot come back into this session.",
)


class RemovalQuestion(QWidget):
    """Opens in place; Escape keeps the player.

    Args:
        job: Takes him out.
    """

    def __init__(self, job: RemovalJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._who: tuple[SessionId, PlayerId] | None = None
        self.question = ElidedLabel("", TextRole.HEADING)
        self.remove = Button("Remove", kind=ButtonKind.DANGER, icon_name="minus")
        self.keep = Button("Keep him", kind=ButtonKind.QUIET)
        self._build()
        self.remove.clicked.connect(self._on_remove)
        self.keep.clicked.connect(self.hide)
        job.changed.connect(self._on_job_changed)
        self.hide()

    def ask(self, who: tuple[SessionId, PlayerId], name: str, session: str) -> None:
        """Open for a player; what is pressed by mistake keeps him."""
        self._who = who
        self.question.set_whole(f"Take {name} out of “{session}”?")
        self._on_job_changed()
        self.show()
        self.keep.setFocus()

    def close_unless(self, who: tuple[SessionId, PlayerId]) -> None:
        """What was asked of one player must not be done to another, nor to who is gone."""
        if self._who != who or not self._job.can_remove(*who):
            self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        unit = current_theme().space.unit
        buttons = QHBoxLayout()
        buttons.setSpacing(unit)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, unit)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.question)
        for words in _CONSEQUENCES:
            layout.addWidget(Label(words, TextRole.CAPTION, tone=Tone.SOFT))
        layout.addLayout(buttons)

    def _on_remove(self) -> None:
        self.hide()
        if self._who is not None:
            self._job.start(*self._who)

    def _on_job_changed(self) -> None:
        self.remove.setEnabled(self._who is not None and self._job.can_remove(*self._who))
