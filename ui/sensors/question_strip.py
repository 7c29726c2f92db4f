"""Asks in place whose a device is that looks like a known one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.sensors.questions import Question
from widgets.inputs import Button, ButtonKind, IconLabel, Label, Tone
from widgets.theme import current_theme

_MOST_ANSWERS = 4


class QuestionStrip(QFrame):
    """One question at a time; hidden while there is none."""

    answered = Signal(object, object)
    """The `Question`, and the former address; None: it is another device."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("banner", "warning")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.question: Question | None = None
        self._label = Label("", wraps=True)
        self._more = Label("", tone=Tone.SOFT)
        self.answer_buttons = tuple(Button("-") for _ in range(_MOST_ANSWERS))
        self.none_button = Button("Neither", kind=ButtonKind.QUIET)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit + 4, unit // 2, unit, unit // 2)
        layout.setSpacing(unit)
        layout.addWidget(IconLabel("warning", 20, tone=Tone.WARNING))
        layout.addWidget(self._label, 1)
        layout.addWidget(self._more)
        for place, button in enumerate(self.answer_buttons):
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, at=place: self._on_answer(at))
        layout.addWidget(self.none_button)
        self.none_button.clicked.connect(lambda: self.answered.emit(self.question, None))
        self.hide()

    @property
    def text(self) -> str:
        """What it asks; empty while hidden."""
        return "" if self.isHidden() else self._label.text()

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """Ask the first; say how many follow."""
        question = questions[0] if questions else None
        more = f"{len(questions) - 1} more" if len(questions) > 1 else ""
        self._more.setText(more)
        self._more.setVisible(bool(more))
        if question == self.question:
            return
        self.question = question
        self.setVisible(question is not None)
        if question is None:
            return
        self._label.setText(question.text)
        self.setAccessibleName(question.text)
        for place, button in enumerate(self.answer_buttons):
            is_shown = place < len(question.answers)
            button.setVisible(is_shown)
            if is_shown:
                button.set_caption(question.answers[place][1])
        self.none_button.setVisible(question.has_none)
        self.none_button.set_caption("Neither" if len(question.answers) > 1 else "No")

    def _on_answer(self, place: int) -> None:
        if self.question is not None:
            self.answered.emit(self.question, self.question.answers[place][0])
