"""A field with its label above and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from widgets.inputs.labels import Label, TextRole, Tone
from widgets.theme import restyle


class FormField(QWidget):
    """A labelled field.

    Args:
        label: What is asked for.
        field: The widget that takes the answer.
        stretches: Whether the field uses all the width.
        parent: Owner.
    """

    def __init__(
        self, label: str, field: QWidget, *, stretches: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        caption: QLabel = Label(label, TextRole.CAPTION, tone=Tone.SOFT)
        caption.setBuddy(field)
        self._problem = Label("", TextRole.CAPTION, tone=Tone.DANGER, wraps=True)
        self._problem.hide()
        if not field.accessibleName():
            field.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(caption)
        alignment = Qt.AlignmentFlag(0) if stretches else Qt.AlignmentFlag.AlignLeft
        layout.addWidget(field, 0, alignment)
        layout.addWidget(self._problem)
        layout.addStretch(1)

    @property
    def problem(self) -> str:
        """What is wrong; empty if nothing is."""
        return self._problem.text() if not self._problem.isHidden() else ""

    def show_problem(self, text: str) -> None:
        """Say what is wrong, or with an empty text that all is well."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        mark_invalid(self.field, is_invalid=bool(text))


def mark_invalid(field: QWidget, *, is_invalid: bool) -> None:
    """Frame a field in red, or no longer."""
    if bool(field.property("invalid")) != is_invalid:
        field.setProperty("invalid", is_invalid)
        restyle(field)
