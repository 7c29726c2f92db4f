"""One column's chips: select, drag, drop, and all of it by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from typing_extensions import override

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from widgets.board.chip_delegate import CHIP_GAP, CHIP_HEIGHT, ChipDelegate, drag_picture
from widgets.board.chips import Chip, ChipModel, mime_of
from widgets.board.drop_list import DropList

_NUMBER_KEYS = range(int(Qt.Key.Key_0), int(Qt.Key.Key_9))
_SELECT = QItemSelectionModel.SelectionFlag


class ChipList(DropList):
    """A list of chips.

    Args:
        name: Its accessible name.
        hint: Shown while it is empty.
        refuses: Says of dragged chips whether they must not be dropped here.
        parent: Owner.
    """

    step_wanted = Signal(int, bool)
    """Left (-1) or right (1); with True the selected chips are to be taken along."""
    number_pressed = Signal(int)
    """A column's number: the selected chips are to go there; 0 is the first column."""
    lock_wanted = Signal()
    """The selected chips are to be held where they are, or let go."""
    swap_wanted = Signal()
    """The selected chip is to change places with another one."""
    chosen_alone = Signal()
    """A chip was clicked without Ctrl or Shift: what is selected elsewhere no longer counts."""

    def __init__(
        self,
        name: str,
        hint: str = "",
        refuses: Callable[[tuple[str, ...]], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hint, refuses, parent)
        self.dragged_ids: Callable[[], tuple[str, ...]] = lambda: self.selected_ids
        """What is taken along in a drag; a board adds what is selected in other columns."""
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
        elif key == Qt.Key.Key_L and event.modifiers() == control:
            self.lock_wanted.emit()
        elif key == Qt.Key.Key_X and event.modifiers() == control:
            self.swap_wanted.emit()
        elif key in _NUMBER_KEYS and is_plain:
            self.number_pressed.emit(key - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.number_pressed.emit(0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        adds = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        index = self.indexAt(event.position().toPoint())
        is_new = index.isValid() and not self.selectionModel().isSelected(index)
        if not event.modifiers() & adds and is_new:
            self.chosen_alone.emit()
        super().mousePressEvent(event)

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
        ids, own = self.dragged_ids(), self.selected_ids
        if not own:
            return
        first = next(chip for chip in self._chips.chips if chip.id in own)
        width, scale = self.viewport().width(), self.devicePixelRatioF()
        drag = QDrag(self)
        drag.setMimeData(mime_of(ids))
        drag.setPixmap(drag_picture(first, len(ids), width, scale))
        drag.exec(Qt.DropAction.MoveAction)

    def _make_current(self, row: int, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self._chips.index(row)
        self.selectionModel().setCurrentIndex(index, command)
        self.scrollTo(index)
