"""The outline itself: chosen, moved, doubled and taken away by mouse and by key."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal
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
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from widgets.outline.delegate import OutlineDelegate
from widgets.outline.rows import OutlineRow, OutlineRows, row_in
from widgets.theme import current_theme

_SELECT = QItemSelectionModel.SelectionFlag


class OutlineList(QListView):
    """Rows that are dragged to where they belong, or moved by Alt+Up and Alt+Down.

    Args:
        name: Its accessible name.
        parent: Owner.
    """

    row_chosen = Signal(int)
    moved = Signal(int, int)
    """A row was let go before another one; the number of rows: behind the last."""
    shift_wanted = Signal(int)
    """The chosen row is to go up (-1) or down (1)."""
    removal_wanted = Signal()
    doubling_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = OutlineRows(self)
        self._drop_before: int | None = None
        self._is_showing = False
        self.setModel(self._outline)
        self.setItemDelegate(OutlineDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "chips")
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(False)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    @property
    def rows(self) -> tuple[OutlineRow, ...]:
        """What is shown."""
        return self._outline.rows

    @property
    def current_row(self) -> int:
        """The chosen row; -1 for none."""
        return self.currentIndex().row()

    def show_rows(self, rows: Sequence[OutlineRow], current: int) -> None:
        """Show other rows, and choose one (-1: none)."""
        self._is_showing = True
        self._outline.show(rows)
        if current < 0:
            self.selectionModel().clear()
        elif current != self.current_row or not self.selectionModel().hasSelection():
            index = self._outline.index(current)
            self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
            self.scrollTo(index)
        self._is_showing = False

    def row_before(self, point: QPoint) -> int:
        """Before which row something is let go at a point."""
        index = self.indexAt(point)
        if not index.isValid():
            return len(self.rows)
        middle = self.visualRect(index).center().y()
        return index.row() + (1 if point.y() > middle else 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            self.shift_wanted.emit(steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        elif key is Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.doubling_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._look_at(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._look_at(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(None)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        row = row_in(event.mimeData())
        before = self.row_before(event.position().toPoint())
        self._show_drop(None)
        if row is None or event.source() is not self:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the rows are moved by whoever owns them
        event.accept()
        if before not in (row, row + 1):
            self.moved.emit(row, before)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self._drop_before is None or not self.rows:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(current_theme().colours.accent_text), 3))
        y = self._edge(self._drop_before)
        painter.drawLine(2, y, self.viewport().width() - 6, y)
        painter.end()

    def _edge(self, before: int) -> int:
        if before < len(self.rows):
            top: QRect = self.visualRect(self._outline.index(before))
            return max(top.top(), 1)
        last: QRect = self.visualRect(self._outline.index(len(self.rows) - 1))
        return last.bottom()

    def _look_at(self, event: QDragMoveEvent) -> None:
        if row_in(event.mimeData()) is None or event.source() is not self:
            event.ignore()
            return
        event.acceptProposedAction()
        self._show_drop(self.row_before(event.position().toPoint()))

    def _show_drop(self, before: int | None) -> None:
        if before != self._drop_before:
            self._drop_before = before
            self.viewport().update()

    def _on_current(self) -> None:
        if not self._is_showing and self.current_row >= 0:
            self.row_chosen.emit(self.current_row)
