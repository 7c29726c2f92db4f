"""What would become of every row, before anything is written."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.roster_import import RosterRow
from ui.roster.readings import decided_rows
from ui.roster.row_card import RowCard
from ui.roster.rows import Column, RowRows, Sieve, sifted
from ui.roster.view_model import RosterModel
from widgets.inputs import Button, ElidedLabel, EmptyState, SegmentedControl, Tone
from widgets.tables import RowTable
from widgets.theme import current_theme

_SIDE_PX = 340
_WIDTHS: dict[int, int] = {
    Column.NUMBER: 60,
    Column.ACTION: 88,
    Column.SHIRT: 56,
    Column.NAME: 190,
}
_SIEVES = ((Sieve.ALL, "All"), (Sieve.BLOCKED, "To mend"), (Sieve.ALIKE, "Known players"))
_NOTHING = {
    Sieve.ALL: "There is no row with anything in it.",
    Sieve.BLOCKED: "All rows can be written as they are.",
    Sieve.ALIKE: "No row means somebody who is in the club, or in another row.",
}


class RowsStep(QWidget):
    """The third step.

    Args:
        model: The import.
        parent: Owner.
    """

    def __init__(self, model: RosterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.sieve = SegmentedControl(_SIEVES, name="Which rows")
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.skip = Button("Skip all to mend", tooltip="Import only the rows that can be read")
        self.rows = RowRows(model)
        self.table = RowTable(self.rows, "Rows of the file", _WIDTHS, wide=Column.WHY)
        self.card = RowCard(model)
        self.empty = EmptyState("check", "Nothing here", "")
        self._stack = QStackedWidget()
        self._build()
        self.sieve.chosen.connect(lambda _id: self.refresh())
        self.skip.clicked.connect(model.skip_blocked)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self.rows.modelReset.connect(self._show_row)
        QShortcut(QKeySequence("Ctrl+S"), self, self.card.apply_typed)

    @property
    def current(self) -> RosterRow | None:
        """The row under the cursor."""
        return self.rows.row_at(self.table.current_row)

    def refresh(self) -> None:
        """Show what the hub said last."""
        preview = self._model.preview
        if preview is None:
            return
        kept = self.current
        sieve = Sieve(self.sieve.current)
        shown = sifted(preview.rows, sieve, decided_rows(self._model.reading))
        self.rows.show_rows(shown)
        numbers = [row.number for row in shown]
        if numbers and (kept is None or self.current is None or self.current.number != kept.number):
            is_there = kept is not None and kept.number in numbers
            self.table.selectRow(numbers.index(kept.number) if kept and is_there else 0)
        self._stack.setCurrentIndex(1 if shown else 0)
        self.empty.show_text("check", "Nothing here", _NOTHING[sieve])
        parts = [f"{preview.adds} add", f"{preview.updates} update", f"{preview.skips} skip"]
        if preview.blocked:
            parts.append(f"{preview.blocked} to mend")
        self.summary.set_whole(" · ".join(parts))
        self.summary.set_tone(Tone.WARNING if preview.blocked else Tone.SOFT)
        self.skip.setVisible(preview.blocked > 0)
        self.skip.setEnabled(not self._model.is_busy)
        self._show_row()

    def start(self) -> None:
        """Begin with what is to be mended, if anything is."""
        preview = self._model.preview
        if preview is not None:
            self.sieve.choose(Sieve.BLOCKED if preview.blocked else Sieve.ALL)
            self.refresh()

    def _show_row(self) -> None:
        self.card.show_row(self.current, self._model.preview)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(self.sieve)
        head.addWidget(self.summary, 1)
        head.addWidget(self.skip)
        left = QVBoxLayout()
        left.setSpacing(unit)
        left.addLayout(head)
        left.addWidget(self._stack, 1)
        self.card.setFixedWidth(_SIDE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * unit)
        row.addLayout(left, 1)
        row.addWidget(self.card)
