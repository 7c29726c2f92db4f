"""What the forms of intervals, exercises, drills and blocks share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets.inputs import FlowLayout, Label, TextRole, Tone
from widgets.inputs.form_field import FormField
from widgets.theme import current_theme

ProblemOf = Callable[[str], str]
"""What is wrong with a field; empty if nothing."""


class PartForm(QWidget):
    """A form that shows a value and tells of each change.

    Args:
        title: What it is about.
        parent: Owner.
    """

    edited = Signal(object, str)
    """The value as it is now, and the name of the field."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_showing = False
        self._fields: dict[str, FormField] = {}
        unit = current_theme().space.unit
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(unit)
        self.title = Label(title, TextRole.HEADING)
        self.column.addWidget(self.title)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(2 * unit)
        self.grid.setVerticalSpacing(unit)
        self.column.addLayout(self.grid)

    def add_field(
        self, key: str, label: str, field: QWidget, at: tuple[int, int], span: int = 1
    ) -> FormField:
        """Put a labelled field into the grid; `key` is the last word of its path in problems."""
        wrapped = FormField(label, field)
        self._fields[key] = wrapped
        self.grid.addWidget(wrapped, at[0], at[1], 1, span)
        return wrapped

    def show_problems(self, problem_of: ProblemOf, shared: str = "") -> None:
        """Say at each field what is wrong with it, and the rest below the title."""
        for key, field in self._fields.items():
            field.show_problem(problem_of(key))
        told = {field.problem for field in self._fields.values()}
        self._tell(shared if shared not in told else "")

    def _tell(self, text: str) -> None:
        if not hasattr(self, "_told"):
            self._told = Label("", TextRole.CAPTION, tone=Tone.DANGER, wraps=True)
            self.column.insertWidget(1, self._told)
        self._told.setText(text)
        self._told.setVisible(bool(text))


def row_of(widgets: Sequence[QWidget]) -> QWidget:
    """Widgets side by side, as one field; in the next line where it is narrow."""
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    line = FlowLayout(current_theme().space.unit, holder)
    for widget in widgets:
        line.addWidget(_level(widget) if isinstance(widget, QCheckBox) else widget)
    return holder


def _level(box: QCheckBox) -> QWidget:
    """A box to tick at the height of the fields beside it."""
    holder = QWidget()
    holder.setFixedHeight(current_theme().space.control)
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(box)
    return holder


def words_field(name: str, hint: str) -> QLineEdit:
    """A field for words with commas between them."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field


def words_in(text: str) -> tuple[str, ...]:
    """Words with commas between them, each once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def show_text(field: QLineEdit, text: str) -> None:
    """Change a text without moving the cursor of who types just that."""
    if field.text() != text:
        field.setText(text)


def show_words(field: QLineEdit, words: Sequence[str]) -> None:
    """Change the words, unless the field says the same already."""
    if words_in(field.text()) != tuple(words):
        field.setText(", ".join(words))
        field.setCursorPosition(0)
