"""How the chosen player is: three words to choose from, where it hurts, and a note."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.domain.ids import PlayerId, SessionId
from core.live.events import MedicalStatus
from core.live.fitness import FitnessWord
from core.live.work import MedicalState
from ui.live.fitness_job import FitnessJob
from ui.live.fitness_words import BODY_PARTS, CONSEQUENCES, STATUSES, status_word
from widgets.inputs import Button, ButtonKind, ElidedLabel, Label, SegmentedControl, TextRole, Tone
from widgets.theme import current_theme

_LONGEST_PART, _LONGEST_NOTE = 200, 1000


class FitnessForm(QWidget):
    """Opens in place; Escape closes it, Enter says it.

    Args:
        job: Says it.
    """

    def __init__(self, job: FitnessJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._who: tuple[SessionId, PlayerId] | None = None
        self.status = SegmentedControl(
            [(status, status_word(status)) for status in STATUSES], name="How the player is"
        )
        self.body_part = QComboBox()
        self.note = QLineEdit()
        # Not wrapped: that would ask the panel's curves for their full height in the scroll area.
        self._consequence = ElidedLabel("", TextRole.CAPTION, tone=Tone.SOFT)
        self.say = Button("Save", kind=ButtonKind.PRIMARY, icon_name="medical")
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        self._prepare_fields()
        self._build()
        self.status.chosen.connect(self._show_consequence)
        self.say.clicked.connect(self._on_say)
        self.note.returnPressed.connect(self._on_say)
        self.cancel.clicked.connect(self.hide)
        job.changed.connect(self._on_job_changed)
        self.hide()

    def ask(
        self,
        who: tuple[SessionId, PlayerId],
        medical: MedicalState,
        status: MedicalStatus | None = None,
    ) -> None:
        """Open for a player, with how he is now, or with what is to be said."""
        self._who = who
        proposed = status or (medical.status if medical.status in STATUSES else None)
        if status is None and proposed is MedicalStatus.FIT:
            proposed = MedicalStatus.LIMITED
        self.status.choose(proposed or MedicalStatus.LIMITED)
        self.body_part.setCurrentText(medical.body_part)
        self.note.setText(medical.note)
        self._show_consequence()
        self._on_job_changed()
        self.show()
        self.body_part.setFocus()

    def close_unless(self, who: tuple[SessionId, PlayerId]) -> None:
        """What was typed about one player must not be said of another."""
        if self._who != who:
            self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _prepare_fields(self) -> None:
        self.body_part.setEditable(True)
        self.body_part.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.body_part.addItems(list(BODY_PARTS))
        self.body_part.setAccessibleName("Where it hurts")
        completer = self.body_part.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        field = self.body_part.lineEdit()
        if field is not None:
            field.setPlaceholderText("Not said")
            field.setMaxLength(_LONGEST_PART)
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.setPlaceholderText("For trainers and medical staff only")
        self.note.setAccessibleName("Note")

    def _build(self) -> None:
        unit = current_theme().space.unit
        form = QFormLayout()
        form.setHorizontalSpacing(unit)
        form.setVerticalSpacing(unit // 2)
        for words, field in (("Where", self.body_part), ("Note", self.note)):
            label = Label(words, TextRole.CAPTION, tone=Tone.SOFT)
            label.setMinimumHeight(field.sizeHint().height())
            form.addRow(label, field)
        buttons = QHBoxLayout()
        buttons.setSpacing(unit)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.say)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, unit)
        layout.setSpacing(unit)
        layout.addWidget(self.status)
        layout.addWidget(self._consequence)
        layout.addLayout(form)
        layout.addLayout(buttons)

    def _show_consequence(self, _chosen: str = "") -> None:
        status = MedicalStatus(self.status.current)
        self._consequence.set_whole(CONSEQUENCES[status])
        is_fit = status is MedicalStatus.FIT
        for field in (self.body_part, self.note):
            field.setEnabled(not is_fit)

    def _on_say(self) -> None:
        if self._who is None or not self.say.isEnabled():
            return
        status = MedicalStatus(self.status.current)
        is_fit = status is MedicalStatus.FIT
        part = self.body_part.currentText().strip()
        session_id, player_id = self._who
        word = FitnessWord(
            session_id=session_id,
            player_id=player_id,
            status=status,
            body_part="" if is_fit else part.lower() if part in BODY_PARTS else part,
            note="" if is_fit else self.note.text().strip(),
        )
        self.hide()
        self._job.start(word)

    def _on_job_changed(self) -> None:
        self.say.setEnabled(self._who is not None and self._job.can_say(*self._who))
