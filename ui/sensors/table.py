"""The table's view: keyboard, sorting, the owner chooser in place."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.sensors.delegate import ROW_HEIGHT, SensorDelegate
from ui.sensors.rows import SensorRow
from ui.sensors.table_model import Column, SensorFilter

_WIDTHS = {
    Column.SENSOR: 250,
    Column.STATE: 180,
    Column.SIGNAL: 120,
    Column.BATTERY: 120,
    Column.VALUE: 170,
    Column.OWNER: 170,
}
_SHOWN_FROM = {Column.SIGNAL: 960, Column.BATTERY: 840}
"""Table widths from which there is room for these columns."""
_NARROWEST_SECTION = 110


class SensorTable(QTableView):
    """Arrows move, Enter or F2 opens the owner chooser, Delete takes the owner away."""

    owner_chosen = Signal(str, str)

    def __init__(
        self,
        rows: SensorFilter,
        owners_for: Callable[[SensorRow], tuple[tuple[str, str], ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filter = rows
        self._delegate = SensorDelegate(owners_for, self)
        self.setModel(rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Sensors: Enter assigns an owner, Delete takes it away")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self._dress_headers()
        self.setSortingEnabled(True)
        self.sortByColumn(Column.SENSOR, Qt.SortOrder.AscendingOrder)
        self.clicked.connect(self._on_clicked)
        self._delegate.owner_chosen.connect(self.owner_chosen)

    def sort_again(self) -> None:
        """Put new rows where they belong."""
        header = self.horizontalHeader()
        self._filter.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def edit_owner(self) -> None:
        """Open the chooser for the current row."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(index.siblingAtColumn(Column.OWNER))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in _SHOWN_FROM.items():
            self.setColumnHidden(column, self.width() < least)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_owner()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            row = self._filter.row_at(self.currentIndex())
            if row is not None and row.owner:
                self.owner_chosen.emit(row.id, "")
        else:
            super().keyPressEvent(event)

    def _dress_headers(self) -> None:
        vertical, header = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(_NARROWEST_SECTION)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.SENSOR, QHeaderView.ResizeMode.Stretch)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.OWNER:
            self.edit(index)
