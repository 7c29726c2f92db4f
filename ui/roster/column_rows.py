"""The columns of the file, each with what it is read as."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.domain.roster_import import RosterColumn, RosterFieldChoice
from widgets.inputs import ElidedLabel, IconLabel, Label, TextRole, Tone
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme

_SAMPLES = 3
_PASSED = Option(id="", text="Pass over")


class ColumnRows(QWidget):
    """A line a column: header, first cells, field."""

    matched = Signal(int, str)
    """Index of the column and the field it is read as; empty: passed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: dict[int, Choice] = {}
        self._marks: dict[int, IconLabel] = {}
        self._shown: tuple[tuple[int, str], ...] = ()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._holder = QWidget()
        self._outer.addWidget(self._holder)
        self._outer.addStretch(1)

    def show_columns(
        self, columns: Sequence[RosterColumn], choices: Sequence[RosterFieldChoice]
    ) -> None:
        """Show the columns of a file."""
        shown = tuple((column.index, column.header) for column in columns)
        if shown != self._shown:
            self._shown = shown
            self._make(columns)
        options = [_PASSED, *(Option(id=one.field, text=one.label) for one in choices)]
        for column in columns:
            self.choices[column.index].show_options(options, column.field or "")
            mark = self._marks[column.index]
            if column.field:
                mark.set_icon("check", Tone.OK)
            else:
                mark.set_icon("minus", Tone.FAINT)

    def _make(self, columns: Sequence[RosterColumn]) -> None:
        old, self._holder = self._holder, QWidget()
        self._outer.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()
        unit = current_theme().space.unit
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, unit, 0)
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        grid.setColumnStretch(3, 4)
        for at, text in enumerate(("", "Column in the file", "First cells", "Is read as")):
            grid.addWidget(Label(text, TextRole.CAPTION, tone=Tone.SOFT), 0, at)
        self.choices, self._marks = {}, {}
        for row, column in enumerate(columns, start=1):
            name = column.header or f"Column {column.index + 1}"
            choice = Choice(name=f"{name} is read as")
            choice.chosen.connect(lambda field, at=column.index: self.matched.emit(at, field))
            self.choices[column.index] = choice
            self._marks[column.index] = IconLabel("minus", 18, tone=Tone.FAINT)
            grid.addWidget(self._marks[column.index], row, 0)
            grid.addWidget(ElidedLabel(name, TextRole.HEADING), row, 1)
            samples = " · ".join(column.samples[:_SAMPLES])
            grid.addWidget(ElidedLabel(samples or "empty", tone=Tone.SOFT), row, 2)
            grid.addWidget(choice, row, 3)
