"""A block on the week's grid: it takes the focus, and is dragged by pointer or keys."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from widgets.calendar.faces import Placed
from widgets.calendar.neighbours import Direction
from widgets.calendar.painting import paint_block
from widgets.theme import current_theme

ARROWS = {
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
}
_LIFTED = 0.45
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CalendarBlock(QWidget):
    """Drag moves it, with Alt held it is copied; the same with Ctrl and arrows, then Enter."""

    dragged = Signal(QPoint, bool)
    """How far from where it was taken, and whether a copy is meant."""
    released = Signal(bool)
    """Let go of after a drag; whether a copy is meant."""
    nudged = Signal(Direction)
    """Ctrl and an arrow."""
    placed_by_key = Signal(bool)
    """Enter; with Alt a copy is meant."""
    cancelled = Signal()
    opened = Signal()
    chosen = Signal()
    step_wanted = Signal(Direction)

    def __init__(self, placed: Placed, parent: QWidget) -> None:
        super().__init__(parent)
        self.placed = placed
        self._taken_at: QPoint | None = None
        self._is_dragged = False
        self._is_hovered = False
        self._is_lifted = False
        self._is_chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_placed(placed)

    @property
    def key(self) -> str:
        """Of what it shows."""
        return self.placed.face.key

    def show_placed(self, placed: Placed) -> None:
        """Show something, or the same elsewhere."""
        self.placed = placed
        self.setAccessibleName(placed.face.words)
        self.setToolTip(placed.face.words)
        is_movable = placed.face.is_movable
        self.setCursor(
            Qt.CursorShape.OpenHandCursor if is_movable else Qt.CursorShape.PointingHandCursor
        )
        self.update()

    def show_lifted(self, *, is_lifted: bool) -> None:
        """Paler, while it is held elsewhere."""
        if is_lifted != self._is_lifted:
            self._is_lifted = is_lifted
            self.update()

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Marked, while something is told of it elsewhere."""
        if is_chosen != self._is_chosen:
            self._is_chosen = is_chosen
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(_LIFTED if self._is_lifted else 1.0)
        colours = current_theme().colours
        ring = colours.focus if self.hasFocus() else colours.text_soft if self._is_chosen else ""
        paint_block(painter, self.rect(), self.placed.face, ring=ring, is_hovered=self._is_hovered)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._taken_at = event.globalPosition().toPoint()
            self._is_dragged = False
            self.chosen.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._taken_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        away = event.globalPosition().toPoint() - self._taken_at
        if self._is_dragged or away.manhattanLength() >= QApplication.startDragDistance():
            self._is_dragged = True
            self.dragged.emit(away, _is_copy(event))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._taken_at = None
        if self._is_dragged:
            self._is_dragged = False
            self.released.emit(_is_copy(event))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._taken_at = None
        self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in ARROWS and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.nudged.emit(ARROWS[key])
        elif key in ARROWS and not modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            self.step_wanted.emit(ARROWS[key])
        elif key in _ENTER:
            self.placed_by_key.emit(bool(modifiers & Qt.KeyboardModifier.AltModifier))
        elif key == Qt.Key.Key_Escape:
            self.drop_drag()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def drop_drag(self) -> None:
        """Forget that it is being dragged."""
        self._taken_at = None
        self._is_dragged = False

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.raise_()
        self.chosen.emit()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.drop_drag()
        self.cancelled.emit()
        self.update()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._is_hovered = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._is_hovered = False
        self.update()


def _is_copy(event: QMouseEvent) -> bool:
    """Alt, or Ctrl where the window manager keeps Alt and the pointer for itself."""
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    return bool(event.modifiers() & held)
