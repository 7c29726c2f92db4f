"""The column of players or machines: devices are dropped on them, and they on devices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.sensors.drags import OWNER_MIME, SENSOR_MIME, drag_away, id_in
from ui.sensors.owner_delegate import OwnerDelegate
from ui.sensors.owner_model import OWNER_ROW_ROLE, OwnerListModel
from ui.sensors.owner_rows import OwnerRow
from widgets.board import Chip

_Index = QModelIndex | QPersistentModelIndex


class OwnerList(QListView):
    """One column. Arrows move, typing finds, Enter checks in.

    Args:
        name: Its accessible name.
        refuses: Says of a device's and an owner's id whether they do not fit.
        parent: Owner.
    """

    sensor_dropped = Signal(str, str)
    """A device's id, and the id of the owner it was dropped on."""
    check_in_wanted = Signal(str)
    owner_changed = Signal(str)
    """Another owner is current."""

    def __init__(
        self, name: str, refuses: Callable[[str, str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._refuses = refuses
        self._owners = OwnerListModel()
        self._target = QPersistentModelIndex()
        self._is_refused = False
        self.setModel(self._owners)
        self.setItemDelegate(OwnerDelegate(self.target_of, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "chips")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._ask_for_check_in)

    @property
    def rows(self) -> tuple[OwnerRow, ...]:
        """What it shows."""
        return self._owners.rows

    @property
    def current_id(self) -> str:
        """The owner the cursor is on; empty if none."""
        row = self.currentIndex().data(OWNER_ROW_ROLE)
        return row.id if isinstance(row, OwnerRow) else ""

    def show_rows(self, rows: Sequence[OwnerRow]) -> int:
        """Show rows, keeping the cursor on its owner; returns how many are drawn anew."""
        current = self.current_id
        changed = self._owners.show(rows)
        if current and self.current_id != current:
            self.choose(current)
        return changed

    def choose(self, owner_id: str) -> bool:
        """Put the cursor on an owner; False if he is not here."""
        at = next((at for at, row in enumerate(self.rows) if row.id == owner_id), None)
        if at is None:
            return False
        self.setCurrentIndex(self._owners.index(at))
        self.scrollTo(self._owners.index(at))
        return True

    def target_of(self, index: _Index) -> tuple[bool, bool]:
        """Whether something is held over a row, and whether it may not be dropped there."""
        is_target = self._target.isValid() and self._target.row() == index.row()
        return is_target, is_target and self._is_refused

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_for_check_in(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        row = self.currentIndex().data(OWNER_ROW_ROLE)
        if isinstance(row, OwnerRow):
            drag_away(self, OWNER_MIME, Chip(id=row.id, badge=row.badge, title=row.name), 180)

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
        sensor_id = id_in(event.mimeData(), SENSOR_MIME)
        index = self.indexAt(event.position().toPoint())
        self._aim_at(QModelIndex())
        row = index.data(OWNER_ROW_ROLE)
        if not sensor_id or not isinstance(row, OwnerRow):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()
        self.setCurrentIndex(index)
        self.sensor_dropped.emit(sensor_id, row.id)

    def _consider(self, event: QDragMoveEvent) -> None:
        sensor_id = id_in(event.mimeData(), SENSOR_MIME)
        if not sensor_id:
            event.ignore()
            return
        index = self.indexAt(event.position().toPoint())
        row = index.data(OWNER_ROW_ROLE)
        self._is_refused = isinstance(row, OwnerRow) and self._refuses(sensor_id, row.id)
        self._aim_at(index)
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()

    def _aim_at(self, index: QModelIndex) -> None:
        self._target = QPersistentModelIndex(index)
        self.viewport().update()

    def _ask_for_check_in(self, index: QModelIndex) -> None:
        row = index.data(OWNER_ROW_ROLE)
        if isinstance(row, OwnerRow):
            self.check_in_wanted.emit(row.id)

    def _on_current_changed(self) -> None:
        self.owner_changed.emit(self.current_id)
