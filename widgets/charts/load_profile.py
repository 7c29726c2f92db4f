"""How hard a workout is along its time: bars and ramps, coloured by zone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from typing_extensions import override

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.domain.value import Value
from widgets.inputs.time_text import clock_text
from widgets.theme import blend, current_theme, font

_HEIGHT_PX = 132
_LEFT_PX = 40
_FOOT_PX = 20
_HEAD_PX = 8
_LINES = (0.5, 1.0, 1.5)
_LEAST_TOP = 1.2
_HIGHEST = 2.0
_MIN_TICK_PX = 56
_TICKS_S = (60, 120, 300, 600, 900, 1200, 1800, 3600, 7200)
_GAP_PX = 3.0
"""Bars at least so wide are set apart by a hair."""


class BarLook(StrEnum):
    """What a bar stands for."""

    INTERVAL = "interval"
    EXERCISE = "exercise"
    DRILL = "drill"
    REST = "rest"


class LoadBar(Value, frozen=True, kw_only=True):
    """A stretch of time and how hard it is; 1.0 is what can be held for an hour."""

    key: tuple[int, int]
    """What it belongs to; bars of one part share it."""
    begins_s: float
    duration_s: float
    begins_at: float
    ends_at: float
    zone: int | None = None
    look: BarLook = BarLook.INTERVAL
    name: str = ""
    detail: str = ""


class LoadProfile(QWidget):
    """The load over time. A click says which part was meant."""

    chosen = Signal(int, int)
    """The key of the bar that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[LoadBar, ...] = ()
        self._key: tuple[int, int | None] | None = None
        self._total_s = 0.0
        self._top = _LEAST_TOP
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(_HEIGHT_PX)
        self.setMouseTracking(True)
        self.show_bars(())

    @property
    def bars(self) -> tuple[LoadBar, ...]:
        """What is drawn."""
        return self._bars

    def show_bars(
        self, bars: Sequence[LoadBar], key: tuple[int, int | None] | None = None, words: str = ""
    ) -> None:
        """Draw other bars, those of one part marked.

        Args:
            bars: In the order of their time.
            key: Of the part that is marked; with None in it all that share its first number.
            words: What it amounts to, for who does not see it.
        """
        if (tuple(bars), key) != (self._bars, self._key):
            self._bars, self._key = tuple(bars), key
            self._total_s = max((one.begins_s + one.duration_s for one in self._bars), default=0.0)
            highest = max((max(one.begins_at, one.ends_at) for one in self._bars), default=0.0)
            self._top = min(max(highest * 1.1, _LEAST_TOP), _HIGHEST)
            self.update()
        self.setAccessibleName(f"Load over time. {words}" if words else "Load over time: empty")

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(current_theme().type_px.caption))
        self._paint_scale(painter)
        for bar in self._bars:
            self._paint_bar(painter, bar)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position().x())
        if bar is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(*bar.key)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self._bar_at(event.pos().x())
            if bar is not None:
                words = f"{bar.name}\n{bar.detail}\nfrom {clock_text(bar.begins_s)}"
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return super().event(event)

    @property
    def _plot(self) -> QRectF:
        height = self.height() - _HEAD_PX - _FOOT_PX
        return QRectF(_LEFT_PX, _HEAD_PX, max(self.width() - _LEFT_PX - 4, 1), max(height, 1))

    def _bar_at(self, x: float) -> LoadBar | None:
        at_s = (x - _LEFT_PX) / self._plot.width() * self._total_s
        return next(
            (one for one in self._bars if one.begins_s <= at_s < one.begins_s + one.duration_s),
            None,
        )

    def _paint_scale(self, painter: QPainter) -> None:
        colours, plot = current_theme().colours, self._plot
        for level in _LINES:
            if level > self._top:
                continue
            y = plot.bottom() - level / self._top * plot.height()
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.text_soft))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 8, _LEFT_PX - 6, 16), right, f"{level * 100:.0f} %")
        painter.setPen(QPen(QColor(colours.line_strong), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        self._paint_times(painter, plot)

    def _paint_times(self, painter: QPainter, plot: QRectF) -> None:
        if self._total_s <= 0:
            return
        px_a_second = plot.width() / self._total_s
        tick_s = next((one for one in _TICKS_S if one * px_a_second >= _MIN_TICK_PX), _TICKS_S[-1])
        painter.setPen(QColor(current_theme().colours.text_soft))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        for at_s in range(0, int(self._total_s) + 1, tick_s):
            x = plot.left() + at_s * px_a_second
            left = min(x - 30, self.width() - 62)
            place = QRectF(max(left, plot.left() - 30), plot.bottom() + 3, 60, _FOOT_PX)
            painter.drawText(place, middle, clock_text(at_s))

    def _paint_bar(self, painter: QPainter, bar: LoadBar) -> None:
        plot = self._plot
        px_a_second = plot.width() / self._total_s
        left = plot.left() + bar.begins_s * px_a_second
        width = bar.duration_s * px_a_second
        is_apart = width > _GAP_PX and bar.begins_at == bar.ends_at
        right = left + (width - 1 if is_apart else width)
        tops = [
            plot.bottom() - min(level / self._top, 1.0) * plot.height()
            for level in (bar.begins_at, bar.ends_at)
        ]
        corners = [
            QPointF(left, plot.bottom()),
            QPointF(left, tops[0]),
            QPointF(right, tops[1]),
            QPointF(right, plot.bottom()),
        ]
        key = self._key
        is_marked = key is not None and bar.key[0] == key[0] and key[1] in (None, bar.key[1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_fill(bar)))
        painter.drawPolygon(QPolygonF(corners))
        if is_marked:
            painter.setPen(QPen(QColor(current_theme().colours.text), 2))
            painter.drawLine(corners[1], corners[2])
            base = plot.bottom() + 1
            painter.setPen(QPen(QColor(current_theme().colours.accent_text), 3))
            painter.drawLine(QPointF(left, base), QPointF(right, base))


def _fill(bar: LoadBar) -> str:
    theme = current_theme()
    if bar.look is BarLook.REST:
        return blend(theme.colours.line_strong, theme.colours.surface, 0.45)
    if bar.look is BarLook.EXERCISE:
        return theme.colours.accent
    if bar.look is BarLook.DRILL:
        return theme.colours.groups[3]
    return theme.zone_fill(bar.zone)
