"""A path drawn on a rink: marks are set, dragged and taken away, by mouse and by key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from typing_extensions import override

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.domain.value import Value
from widgets.rink.ice import LENGTH_M, WIDTH_M, paint_rink
from widgets.rink.path import paint_focus, paint_grid, paint_path

_ROOM_M = 1.0
_CLOSE_ROOM_M = 2.5
_CLOSEST_M = 8.0
_STEP_M = 0.5
_FINE_M = 0.1
_CATCH_PX = 14.0
_SIZE = QSize(480, 260)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Mark(Value, frozen=True, kw_only=True):
    """A place on the path, in metres from the middle of the ice: along it, and across (up)."""

    x_m: float
    y_m: float
    label: str = ""


class RinkPlan(QWidget):
    """Click on the ice sets a mark behind the chosen one; drag moves; Delete takes away.

    Arrow keys move the chosen mark by half a metre (with Shift by a tenth), Page Up and Page Down
    choose the one before and behind, Insert sets one more.
    """

    mark_chosen = Signal(int)
    mark_added = Signal(float, float)
    mark_moved = Signal(int, float, float)
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._chosen = -1
        self._dragged: int | None = None
        self._dragged_to = QPointF()
        self._is_close = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 150)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._name()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The path."""
        return self._marks

    @property
    def chosen(self) -> int:
        """Number of the chosen mark; -1 for none."""
        return self._chosen

    def show_marks(self, marks: Sequence[Mark], chosen: int) -> None:
        """Draw another path."""
        if (tuple(marks), chosen) != (self._marks, self._chosen):
            self._marks, self._chosen = tuple(marks), chosen
            self._name()
            self.update()

    def set_close(self, *, is_close: bool) -> None:
        """Show the path as large as it can be, or the whole rink."""
        self._is_close = is_close
        self.update()

    def point_of(self, x_m: float, y_m: float) -> QPointF:
        """Where metres lie on the widget."""
        centre, scale = self._view()
        middle = QRectF(self.rect()).center()
        return QPointF(
            middle.x() + (x_m - centre.x()) * scale, middle.y() - (y_m - centre.y()) * scale
        )

    def metres_at(self, point: QPointF) -> tuple[float, float]:
        """Which metres lie at a point, to the next half, on the ice."""
        centre, scale = self._view()
        middle = QRectF(self.rect()).center()
        x_m = centre.x() + (point.x() - middle.x()) / scale
        y_m = centre.y() - (point.y() - middle.y()) / scale
        return _on_ice(round(x_m / _STEP_M) * _STEP_M, round(y_m / _STEP_M) * _STEP_M)

    @override
    def sizeHint(self) -> QSize:
        return _SIZE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, scale = self._view()
        middle = QRectF(self.rect()).center()
        painter.save()
        painter.translate(middle)
        painter.scale(scale, -scale)
        painter.translate(-centre)
        paint_rink(painter)
        if self._is_close:
            paint_grid(painter)
        painter.restore()
        marks = list(self._marks)
        if self._dragged is not None and self._dragged < len(marks):
            x_m, y_m = self._dragged_to.x(), self._dragged_to.y()
            old = marks[self._dragged]
            marks[self._dragged] = Mark(x_m=x_m, y_m=y_m, label=old.label)
        points = [self.point_of(one.x_m, one.y_m) for one in marks]
        metres = [
            hypot(after.x_m - before.x_m, after.y_m - before.y_m)
            for before, after in pairwise(marks)
        ]
        paint_path(painter, points, metres, self._chosen, [one.label for one in marks])
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self._mark_at(event.position())
        if found is None:
            self.mark_added.emit(*self.metres_at(event.position()))
            return
        self._dragged = found
        self._dragged_to = QPointF(self._marks[found].x_m, self._marks[found].y_m)
        self.mark_chosen.emit(found)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged_to = QPointF(*self.metres_at(event.position()))
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragged = self._dragged, None
        if dragged is None or dragged >= len(self._marks):
            return
        mark = self._marks[dragged]
        there = (self._dragged_to.x(), self._dragged_to.y())
        if there != (mark.x_m, mark.y_m):
            self.mark_moved.emit(dragged, *there)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        mark = self._marks[self._chosen] if 0 <= self._chosen < len(self._marks) else None
        if key in _ARROWS and mark is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step, (right, up) = (_FINE_M if fine else _STEP_M), _ARROWS[key]
            there = _on_ice(round(mark.x_m + right * step, 2), round(mark.y_m + up * step, 2))
            self.mark_moved.emit(self._chosen, *there)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._marks:
            step_by = 1 if key is Qt.Key.Key_PageDown else -1
            self.mark_chosen.emit((self._chosen + step_by) % len(self._marks))
        elif key is Qt.Key.Key_Insert:
            last = mark or Mark(x_m=0, y_m=0)
            self.mark_added.emit(*_on_ice(last.x_m + 3, last.y_m))
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _view(self) -> tuple[QPointF, float]:
        """What lies in the middle, and how many pixels a metre has."""
        width, height, room = LENGTH_M, WIDTH_M, _ROOM_M
        centre = QPointF(0, 0)
        if self._is_close and self._marks:
            across = [one.x_m for one in self._marks]
            up = [one.y_m for one in self._marks]
            centre = QPointF((min(across) + max(across)) / 2, (min(up) + max(up)) / 2)
            width = max(max(across) - min(across), _CLOSEST_M)
            height = max(max(up) - min(up), _CLOSEST_M / 2)
            room = _CLOSE_ROOM_M
        return centre, min(self.width() / (width + 2 * room), self.height() / (height + 2 * room))

    def _mark_at(self, point: QPointF) -> int | None:
        """The mark under the mouse; of several that lie there the chosen or the last one."""
        near = [
            number
            for number, one in enumerate(self._marks)
            if (self.point_of(one.x_m, one.y_m) - point).manhattanLength() <= _CATCH_PX
        ]
        if self._chosen in near:
            return self._chosen
        return near[-1] if near else None

    def _name(self) -> None:
        words = ", ".join(
            f"{number} {one.label} at {one.x_m:g} {one.y_m:g}"
            for number, one in enumerate(self._marks, start=1)
        )
        self.setAccessibleName(f"Path on the rink: {words or 'no step yet'}")
        self.setAccessibleDescription(
            "Arrow keys move the chosen step, Page Up and Page Down choose, Insert adds, "
            "Delete removes."
        )
        self.setToolTip("" if self._marks else "Click on the ice to begin")


def _on_ice(x_m: float, y_m: float) -> tuple[float, float]:
    along, across = LENGTH_M / 2, WIDTH_M / 2
    return min(max(x_m, -along), along), min(max(y_m, -across), across)
