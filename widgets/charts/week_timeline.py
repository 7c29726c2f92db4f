"""Weeks side by side: how much each asks for, and how its trainings stand."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from typing_extensions import override

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.domain.value import Value
from widgets.theme import current_theme, font

_WEEK_PX = 62
_WIDEST_PX = 160
_HEIGHT_PX = 216
_HEAD_PX = 26
_FOOT_PX = 66
_DOT_PX = 9.0
_SPREAD_PX = 13.0
_LEAST_TOP = 1.2
_RADIUS = 4.0


class Mark(StrEnum):
    """How a training stands."""

    OPEN = "open"
    """It would go."""
    PLANNED = "planned"
    OVER = "over"
    CONFLICT = "conflict"
    MISSING = "missing"


class WeekBar(Value, frozen=True, kw_only=True):
    """One week."""

    number: int
    caption: str
    """"2 Mar"."""
    share: float
    """Of the first week's load."""
    is_deload: bool
    marks: tuple[Mark, ...]
    words: str
    """The same for who does not see it."""


class WeekTimeline(QWidget):
    """A bar for each week. Clicks and arrow keys choose one."""

    chosen = Signal(int)
    """Number of the week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[WeekBar, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT_PX)
        self.setMouseTracking(True)
        self.show_weeks((), 0)

    @property
    def bars(self) -> tuple[WeekBar, ...]:
        """What is drawn."""
        return self._bars

    def show_weeks(self, bars: Sequence[WeekBar], current: int) -> None:
        """Draw these, one of them marked.

        Args:
            bars: In their order.
            current: Number of the marked one; 0 for none.
        """
        self._bars, self._current = tuple(bars), current
        self.setMinimumWidth(_WEEK_PX * len(self._bars))
        marked = next((one.words for one in self._bars if one.number == current), "")
        count = f"{len(self._bars)} weeks" if len(self._bars) != 1 else "1 week"
        self.setAccessibleName(f"Load by week: {count}. {marked}".strip())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(_WEEK_PX * len(self._bars), 320), _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max([_LEAST_TOP, *(one.share for one in self._bars)])
        self._paint_reference(painter, top)
        for index, bar in enumerate(self._bars):
            self._paint_week(painter, bar, self._place(index), top)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position().x())
        if bar is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(bar.number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        wanted = self._current + (step or 0)
        if step is None:
            super().keyPressEvent(event)
        elif any(one.number == wanted for one in self._bars):
            self.chosen.emit(wanted)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self._bar_at(event.pos().x())
            if bar is not None:
                QToolTip.showText(event.globalPos(), bar.words, self)
                return True
        return super().event(event)

    @property
    def _week_px(self) -> float:
        return min(self.width() / max(len(self._bars), 1), _WIDEST_PX)

    def _place(self, index: int) -> QRectF:
        return QRectF(index * self._week_px, 0, self._week_px, self.height())

    def _bar_at(self, x: float) -> WeekBar | None:
        index = int(x // self._week_px)
        return self._bars[index] if 0 <= index < len(self._bars) else None

    def _paint_reference(self, painter: QPainter, top: float) -> None:
        """A line at the first week's load, against which the others are seen."""
        y = self.height() - _FOOT_PX - (self.height() - _HEAD_PX - _FOOT_PX) / top
        pen = QPen(QColor(current_theme().colours.line_strong), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, y), QPointF(self._week_px * len(self._bars), y))

    def _paint_week(self, painter: QPainter, bar: WeekBar, place: QRectF, top: float) -> None:
        theme = current_theme()
        colours = theme.colours
        is_current = bar.number == self._current
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(place.adjusted(2, 0, -2, 0), _RADIUS, _RADIUS)
        plot = place.adjusted(0, _HEAD_PX, 0, -_FOOT_PX)
        height = plot.height() * bar.share / top
        width = min(plot.width() * 0.56, 44.0)
        body = QRectF(plot.center().x() - width / 2, plot.bottom() - height, width, height)
        ink = QColor(colours.info if bar.is_deload else colours.accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if bar.is_deload:
            painter.setPen(QPen(ink, 1.5))
            painter.setBrush(QColor(colours.info_soft))
        painter.drawRoundedRect(body, _RADIUS, _RADIUS)
        painter.setFont(font(theme.type_px.caption))
        painter.setPen(QColor(colours.text))
        above = QRectF(place.left(), body.top() - 19, place.width(), 16)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{bar.share * 100:.0f} %")
        self._paint_marks(painter, bar, place)
        self._paint_captions(painter, bar, place, is_current=is_current)
        if is_current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRoundedRect(place.adjusted(3, 1, -3, -1), _RADIUS, _RADIUS)

    def _paint_captions(
        self, painter: QPainter, bar: WeekBar, place: QRectF, *, is_current: bool
    ) -> None:
        theme = current_theme()
        centre = Qt.AlignmentFlag.AlignCenter
        line = QRectF(place.left(), self.height() - 42, place.width(), 17)
        painter.setPen(QColor(theme.colours.text if is_current else theme.colours.text_soft))
        weight = QFont.Weight.DemiBold if is_current else QFont.Weight.Normal
        painter.setFont(font(theme.type_px.caption, weight))
        painter.drawText(line, centre, f"Week {bar.number}")
        painter.setPen(QColor(theme.colours.text_soft))
        painter.setFont(font(theme.type_px.caption))
        painter.drawText(line.translated(0, 18), centre, bar.caption)

    def _paint_marks(self, painter: QPainter, bar: WeekBar, place: QRectF) -> None:
        colours = current_theme().colours
        looks = {
            Mark.OPEN: (colours.ok, False),
            Mark.PLANNED: (colours.ok, True),
            Mark.OVER: (colours.text_faint, True),
            Mark.CONFLICT: (colours.danger, True),
            Mark.MISSING: (colours.text_faint, False),
        }
        left = place.center().x() - _SPREAD_PX * (len(bar.marks) - 1) / 2
        y = self.height() - _FOOT_PX + 11
        for index, mark in enumerate(bar.marks):
            ink, is_full = looks[mark]
            painter.setPen(QPen(QColor(ink), 1.5))
            painter.setBrush(QColor(ink) if is_full else Qt.BrushStyle.NoBrush)
            centre = QPointF(left + index * _SPREAD_PX, y)
            if mark is Mark.CONFLICT:
                painter.drawRect(
                    QRectF(centre.x() - _DOT_PX / 2, y - _DOT_PX / 2, _DOT_PX, _DOT_PX)
                )
            else:
                painter.drawEllipse(centre, _DOT_PX / 2, _DOT_PX / 2)
