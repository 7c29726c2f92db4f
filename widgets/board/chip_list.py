"""One column's chips: select, drag, drop, and all of it by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from typing_extensions import override

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from widgets.board.chip_delegate import CHIP_GAP, CHIP_HEIGHT, ChipDelegate, drag_picture
from widgets.board.chips import Chip, ChipModel, ids_in, mime_of
from widgets.theme import current_theme, font

_NUMBER_KEYS = range(int(Qt.Key.Key_0), int(Qt.Key.Key_9))
_SELECT = QItemSelectionModel.SelectionFlag


class ChipList(QListView):
    """A list of chips.

    Args:
        name: Its accessible name.
        hint: Shown while it is empty.
        refuses: Says of dragged chips whether they must not be dropped here.
        parent: Owner.
    """

    dropped = Signal(object)
    """Ids of chips that were let go here."""
    step_wanted = Signal(int, bool)
    """Left (-1) or right (1); with True the selected chips are to be taken along."""
    number_pressed = Signal(int)
    """A column's number: the selected chips are to go there; 0 is the first column."""

    def __init__(
        self,
        name: str,
        hint: str = "",
        refuses: Callable[[tuple[str, ...]], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self._refuses = refuses or (lambda _: False)
        self._drop_colour = ""
        self._chips = ChipModel()
        self.setModel(self._chips)
        self.setItemDelegate(ChipDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "chips")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """All chips in order."""
        return self._chips.chips

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """Selected chips from top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(self._chips.chips[row].id for row in rows)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Replace the chips; what was selected and is still there stays selected."""
        if tuple(chips) == self._chips.chips:
            return
        selected, row = self.selected_ids, self.currentIndex().row()
        self._chips.show(chips)
        if row >= 0 and chips:
            self._make_current(min(row, len(chips) - 1), _SELECT.NoUpdate)
        self.select_ids(selected)

    def select_ids(self, ids: Sequence[str]) -> None:
        """Select exactly these, as far as they are here."""
        selection = QItemSelection()
        rows = [row for row in map(self._chips.row_of, ids) if row >= 0]
        for row in rows:
            index = self._chips.index(row)
            selection.select(index, index)
        self.selectionModel().select(selection, _SELECT.ClearAndSelect)
        if rows:
            self._make_current(rows[0], _SELECT.NoUpdate)

    def enter(self, row: int) -> None:
        """Take the focus, at a row or the nearest there is."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self._chips.chips:
            self._make_current(min(max(row, 0), len(self._chips.chips) - 1), _SELECT.ClearAndSelect)

    @override
    def sizeHint(self) -> QSize:
        return QSize(140, 6 * (CHIP_HEIGHT + CHIP_GAP))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), Qt.KeyboardModifier.ControlModifier
        is_plain = not event.modifiers() & (Qt.KeyboardModifier.AltModifier | control)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not (
            event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.step_wanted.emit(step, bool(event.modifiers() & control))
        elif key in _NUMBER_KEYS and is_plain:
            self.number_pressed.emit(key - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.number_pressed.emit(0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        if not search.isdigit():
            super().keyboardSearch(search)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        is_by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if is_by_key and self._chips.chips and not self.currentIndex().isValid():
            self._make_current(0, _SELECT.ClearAndSelect)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        ids = self.selected_ids
        if not ids:
            return
        chips = tuple(chip for chip in self._chips.chips if chip.id in ids)
        drag = QDrag(self)
        drag.setMimeData(mime_of(ids))
        drag.setPixmap(drag_picture(chips, self.viewport().width(), self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.MoveAction)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark("")

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._mark("")
        ids = ids_in(event.mimeData())
        if not ids or event.source() is self:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.dropped.emit(ids)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.viewport().rect()
        if not self._chips.chips and self._hint:
            painter.setFont(font(theme.type_px.caption))
            painter.setPen(QColor(theme.colours.text_faint))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(12, 8, -12, -8), flags, self._hint)
            if not self._drop_colour:
                painter.setPen(QPen(QColor(theme.colours.line), 1, Qt.PenStyle.DashLine))
                self._paint_frame(painter)
        if self._drop_colour:
            painter.setPen(QPen(QColor(self._drop_colour), 2, Qt.PenStyle.DashLine))
            self._paint_frame(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        radius = current_theme().space.radius
        area = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, radius, radius)

    def _consider(self, event: QDragMoveEvent) -> None:
        ids = ids_in(event.mimeData())
        if not ids:
            event.ignore()
            return
        if event.source() is not self:
            colours = current_theme().colours
            self._mark(colours.danger if self._refuses(ids) else colours.accent_text)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def _mark(self, colour: str) -> None:
        if colour != self._drop_colour:
            self._drop_colour = colour
            self.viewport().update()

    def _make_current(self, row: int, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self._chips.index(row)
        self.selectionModel().setCurrentIndex(index, command)
        self.scrollTo(index)
