"""How such tables look and move: whole rows, quick with a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

_ROW_PX = 36


class RowTable(QTableView):
    """Arrows move through rows; widths are given, one column takes the rest.

    Args:
        rows: What it shows.
        name: Its accessible name.
        widths: Of the columns, in px.
        wide: The column that takes the rest.
        row_px: Height of each row.
        parent: Owner.
    """

    def __init__(
        self,
        rows: QAbstractItemModel,
        name: str,
        widths: Mapping[int, int],
        *,
        wide: int,
        row_px: int = _ROW_PX,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setAccessibleName(name)
        self.setProperty("cells", "plain")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(row_px)
        down.setDefaultSectionSize(row_px)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    @property
    def current_row(self) -> int:
        """The row under the cursor; -1 for none."""
        index: QModelIndex | QPersistentModelIndex = self.currentIndex()
        return index.row() if index.isValid() else -1
