"""A week as a grid of quarter hours, with blocks that are moved and copied on it."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.calendar.block import CalendarBlock
from widgets.calendar.faces import DayFace, Ghost, Placed
from widgets.calendar.geometry import QUARTER_MIN, WeekGeometry
from widgets.calendar.ghost import GhostBlock
from widgets.calendar.neighbours import Direction, nearest
from widgets.calendar.shift import Shift
from widgets.calendar.week_painting import paint_days, paint_hours, paint_now

_SMALLEST_PX = 640
_STEPS = {
    Direction.UP: (0, -QUARTER_MIN),
    Direction.DOWN: (0, QUARTER_MIN),
    Direction.LEFT: (-1, 0),
    Direction.RIGHT: (1, 0),
}


class WeekGrid(QWidget):
    """Seven days side by side, from midnight to midnight."""

    shift_wanted = Signal(Shift)
    """A block is held over another time: show what that means by `show_ghost`."""
    dropped = Signal(Shift)
    """A block was let go of there."""
    shift_ended = Signal()
    """Nothing is held any more."""
    chosen = Signal(str)
    opened = Signal(str)
    reveal_wanted = Signal(QRect)
    """This part is of interest now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.blocks: list[CalendarBlock] = []
        self.ghost = GhostBlock(self)
        self._days: tuple[DayFace, ...] = ()
        self._now: tuple[int, int] | None = None
        self._geometry = WeekGeometry(_SMALLEST_PX)
        self._shift: Shift | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_SMALLEST_PX)
        self.setFixedHeight(self._geometry.height_px)
        self.setAccessibleName("Week")

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SMALLEST_PX, self._geometry.height_px)

    def show_week(self, days: Sequence[DayFace], placed: Sequence[Placed]) -> None:
        """Show other days or blocks; whoever has the focus keeps it if it is still there."""
        self._days = tuple(days)
        self.end_shift()
        while len(self.blocks) > len(placed):
            gone = self.blocks.pop()
            gone.hide()
            gone.deleteLater()
        focused = next((one.key for one in self.blocks if one.hasFocus()), "")
        for block, one in zip(self.blocks, placed, strict=False):
            block.show_placed(one)
        for one in placed[len(self.blocks) :]:
            self.blocks.append(self._new_block(one))
        self._arrange()
        if focused:
            self.focus_block(focused)
        self.update()

    def show_now(self, day: int | None, minute: int) -> None:
        """Draw the line of the present, or none."""
        now = None if day is None else (day, minute)
        if now != self._now:
            self._now = now
            self.update()

    def show_ghost(self, ghost: Ghost, held: Shift) -> None:
        """Where what is held would go; `held` is the shift as far as the week reaches."""
        self._shift = held
        for block in self.blocks:
            block.show_lifted(is_lifted=block.key == held.key and not held.is_copy)
        self.ghost.show_ghost(ghost, self._geometry)
        self.reveal_wanted.emit(self.ghost.geometry())

    def end_shift(self) -> None:
        """Nothing is held any more."""
        self.ghost.hide()
        if self._shift is not None:
            self._shift = None
            for block in self.blocks:
                block.show_lifted(is_lifted=False)
            self.shift_ended.emit()

    def show_chosen(self, key: str) -> None:
        """Mark what is told of elsewhere."""
        for block in self.blocks:
            block.show_chosen(is_chosen=block.key == key)

    def focus_block(self, key: str) -> None:
        """Put the focus on a block, if it is shown."""
        block = next((one for one in self.blocks if one.key == key), None)
        if block is not None:
            block.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_of(self, minute: int) -> int:
        """How far down a minute is, in px."""
        return self._geometry.top(minute)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._geometry = WeekGeometry(self.width())
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_days(painter, self.rect(), self._geometry, self._days)
        paint_hours(painter, self.rect(), self._geometry, event.rect())
        if self._now is not None:
            paint_now(painter, self._geometry, *self._now)
        painter.end()

    def _arrange(self) -> None:
        self.ghost.arrange(self._geometry)
        for block in self.blocks:
            one = block.placed
            block.setGeometry(
                self._geometry.rect(one.day, one.begins_min, one.ends_min, one.lane, one.lanes)
            )

    def _new_block(self, placed: Placed) -> CalendarBlock:
        block = CalendarBlock(placed, self)
        block.dragged.connect(lambda away, is_copy: self._on_dragged(block, away, is_copy))
        block.released.connect(self._on_released)
        block.nudged.connect(lambda where: self._on_nudged(block, where))
        block.placed_by_key.connect(lambda is_copy: self._on_enter(block, is_copy))
        block.cancelled.connect(self.end_shift)
        block.opened.connect(lambda: self.opened.emit(block.key))
        block.chosen.connect(lambda: self._on_chosen(block))
        block.step_wanted.connect(lambda where: self._on_step(block, where))
        block.show()
        return block

    def _on_chosen(self, block: CalendarBlock) -> None:
        self.chosen.emit(block.key)
        self.reveal_wanted.emit(block.geometry())

    def _on_dragged(self, block: CalendarBlock, away: QPoint, is_copy: bool) -> None:
        self._hold(
            Shift(
                key=block.key,
                days=self._geometry.days_in(away.x()),
                minutes=self._geometry.quarters_in(away.y()),
                is_copy=is_copy,
            )
        )

    def _on_nudged(self, block: CalendarBlock, where: Direction) -> None:
        held = self._shift
        if held is None or held.key != block.key:
            held = Shift(key=block.key)
        days, minutes = _STEPS[where]
        self._hold(held.further(days, minutes))

    def _on_enter(self, block: CalendarBlock, is_copy: bool) -> None:
        if self._shift is None:
            self.opened.emit(block.key)
        else:
            self._on_released(is_copy)

    def _on_released(self, is_copy: bool) -> None:
        shift = self._shift
        self.end_shift()
        if shift is not None:
            self.dropped.emit(shift.meant_as(is_copy=is_copy))

    def _hold(self, shift: Shift) -> None:
        if shift != self._shift:
            self._shift = shift
            self.shift_wanted.emit(shift)

    def _on_step(self, block: CalendarBlock, where: Direction) -> None:
        following = nearest(block.placed, [one.placed for one in self.blocks], where)
        if following is not None:
            self.focus_block(following.face.key)
