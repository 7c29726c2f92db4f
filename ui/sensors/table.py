"""The device table's view: keyboard, sorting, dragging to an owner and an owner to it."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.domain.ids import SensorId
from ui.sensors.delegate import ROW_HEIGHT, SensorDelegate
from ui.sensors.drags import OWNER_MIME, SENSOR_MIME, drag_away, id_in
from ui.sensors.rows import SensorRow
from ui.sensors.table_model import ROW_ROLE, Column, SensorFilter
from widgets.board import Chip
from widgets.theme import current_theme

_WIDTHS = {
    Column.SENSOR: 190,
    Column.STATE: 150,
    Column.SIGNAL: 118,
    Column.BATTERY: 112,
    Column.VALUE: 150,
    Column.OWNER: 140,
}
_SHOWN_FROM = {Column.SIGNAL: 760, Column.BATTERY: 660, Column.VALUE: 560}
"""Table widths from which there is room for these columns."""
_NARROWEST_SECTION = 80


class SensorTable(QTableView):
    """Arrows move, Enter chooses an owner, F2 renames, Ctrl+L locks, Delete forgets.

    Args:
        rows: What it shows.
        refuses: Says of a device's and an owner's id whether they do not fit.
        parent: Owner.
    """

    owner_wanted = Signal(str)
    """The trainer wants to choose the owner of this device."""
    owner_dropped = Signal(str, str)
    """A device's id, and the id of the owner that was dropped on it."""
    forget_wanted = Signal(str)
    lock_wanted = Signal(str)
    renamed = Signal(str, str)
    sensor_changed = Signal()
    """Another device is current."""

    def __init__(
        self,
        rows: SensorFilter,
        refuses: Callable[[str, str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filter = rows
        self._refuses = refuses
        self._target = QPersistentModelIndex()
        self._is_refused = False
        self._delegate = SensorDelegate(self)
        self.setModel(rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(
            "Devices: Enter assigns an owner, F2 renames, Control L locks, Delete forgets"
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self._dress_headers()
        self.setSortingEnabled(True)
        self.sortByColumn(Column.SENSOR, Qt.SortOrder.AscendingOrder)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(lambda _index: self.choose_owner())
        self._delegate.renamed.connect(self.renamed)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.sensor_changed.emit())

    @property
    def current_row(self) -> SensorRow | None:
        """The device the cursor is on."""
        return self._filter.row_at(self.currentIndex())

    def select_sensor(self, sensor_id: SensorId) -> bool:
        """Put the cursor on a device; False if it is not shown."""
        for number in range(self._filter.rowCount()):
            index = self._filter.index(number, 0)
            if index.data(ROW_ROLE).id == sensor_id:
                self.selectRow(number)
                self.scrollTo(index)
                return True
        return False

    def sort_again(self) -> None:
        """Put new rows where they belong."""
        header = self.horizontalHeader()
        self._filter.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def choose_owner(self) -> None:
        """Ask for the owner of the current device."""
        row = self.current_row
        if row is not None:
            self.owner_wanted.emit(row.id)

    def edit_name(self) -> None:
        """Let the trainer type a name for the current device; only paired ones keep it."""
        row = self.current_row
        if row is not None and row.owner:
            self.edit(self.currentIndex().siblingAtColumn(Column.SENSOR))

    def owner_cell(self) -> QRect:
        """Where the owner of the current device stands, in the viewport."""
        return self.visualRect(self.currentIndex().siblingAtColumn(Column.OWNER))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in _SHOWN_FROM.items():
            self.setColumnHidden(column, self.width() < least)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            return  # Enter ended a name; it must not open the chooser besides
        row = self.current_row
        key = event.key()
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_owner()
        elif row is not None and key == Qt.Key.Key_F2:
            self.edit_name()
        elif row is not None and key == Qt.Key.Key_L and is_control:
            self.lock_wanted.emit(row.id)
        elif row is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if row.owner:
                self.forget_wanted.emit(row.id)
        else:
            super().keyPressEvent(event)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        row = self.current_row
        if row is not None:
            drag_away(self, SENSOR_MIME, Chip(id=row.id, badge="", title=row.name), 220)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim_at(QModelIndex())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        owner_id = id_in(event.mimeData(), OWNER_MIME)
        row = self._filter.row_at(self.indexAt(event.position().toPoint()))
        self._aim_at(QModelIndex())
        if not owner_id or row is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()
        self.owner_dropped.emit(row.id, owner_id)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._target.isValid():
            return
        colours = current_theme().colours
        painter = QPainter(self.viewport())
        colour = colours.danger if self._is_refused else colours.accent_text
        painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.DashLine))
        place = self.visualRect(self._filter.index(self._target.row(), 0))
        painter.drawRect(1, place.top() + 1, self.viewport().width() - 3, place.height() - 3)
        painter.end()

    def _consider(self, event: QDragMoveEvent) -> None:
        owner_id = id_in(event.mimeData(), OWNER_MIME)
        if not owner_id:
            event.ignore()
            return
        index = self.indexAt(event.position().toPoint())
        row = self._filter.row_at(index)
        self._is_refused = row is not None and self._refuses(row.id, owner_id)
        self._aim_at(index)
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()

    def _aim_at(self, index: QModelIndex) -> None:
        self._target = QPersistentModelIndex(index)
        self.viewport().update()

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
            self.choose_owner()
