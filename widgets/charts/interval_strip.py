"""A workout's intervals as blocks along time, with a mark for now."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.domain.workout import Interval
from widgets.inputs.time_text import clock_text
from widgets.theme import blend, current_theme, font

_HEIGHT_PX = 52
_TALLEST_PX = 220
_TWO_LINES_PX = 40
_WORDS_PX = 40
"""Height that the words take at the foot of a block; the mark ends above them."""
_NAME_MIN_PX = 34
_DONE_SHARE = 0.45


class IntervalStrip(QWidget):
    """Blocks in proportion to their time; higher blocks ask for higher zones."""

    def __init__(self, intervals: Sequence[Interval], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intervals = tuple(intervals)
        self._active_s = 0.0
        self._total_s = sum(interval.duration_s for interval in self._intervals) or 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_HEIGHT_PX)
        self.setMaximumHeight(_TALLEST_PX)
        words = ", ".join(_words(interval) for interval in self._intervals)
        self.setAccessibleName(f"Intervals: {words}")

    def show_time(self, active_s: float) -> None:
        """Move the mark."""
        if round(active_s) != round(self._active_s):
            self._active_s = active_s
            self.setAccessibleDescription(f"Now at {clock_text(active_s)}")
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(current_theme().type_px.caption))
        start_s = 0.0
        blocks: list[tuple[Interval, QRectF, str]] = []
        for interval in self._intervals:
            blocks.append((interval, *self._block(interval, start_s)))
            start_s += interval.duration_s
        for _, block, fill in blocks:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(block, 3, 3)
        self._paint_now(painter)
        for interval, block, fill in blocks:
            _paint_words(painter, interval, block, fill)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at_s, start_s = event.pos().x() / max(self.width(), 1) * self._total_s, 0.0
            for interval in self._intervals:
                start_s += interval.duration_s
                if at_s < start_s:
                    QToolTip.showText(event.globalPos(), _words(interval), self)
                    return True
        return super().event(event)

    def _block(self, interval: Interval, start_s: float) -> tuple[QRectF, str]:
        theme = current_theme()
        left = start_s / self._total_s * self.width()
        width = interval.duration_s / self._total_s * self.width()
        zone = interval.target_zone or 0
        fill = theme.zone_fill(zone)
        if start_s + interval.duration_s <= self._active_s:
            fill = blend(fill, theme.colours.surface, _DONE_SHARE)
        height = (self.height() - 8) * (0.4 + 0.12 * zone)
        return QRectF(left + 1, self.height() - height, max(width - 2, 1), height), fill

    def _paint_now(self, painter: QPainter) -> None:
        if self._active_s <= 0:
            return
        at = min(self._active_s / self._total_s, 1.0) * (self.width() - 2) + 1
        foot = self.height() - (_WORDS_PX if self.height() > 2 * _WORDS_PX else 0)
        colours = current_theme().colours
        colour = QColor(colours.text)
        for pen in (QPen(QColor(colours.surface), 6), QPen(colour, 2)):
            painter.setPen(pen)
            painter.drawLine(QPointF(at, 4), QPointF(at, foot))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(at - 5, 0), QPointF(at + 5, 0), QPointF(at, 7)]))


def _paint_words(painter: QPainter, interval: Interval, block: QRectF, fill: str) -> None:
    """The name, and its time where there is room for a second line."""
    if block.width() < _NAME_MIN_PX:
        return
    painter.setPen(QColor(current_theme().ink_on(fill)))
    lines = [interval.name]
    if block.height() >= _TWO_LINES_PX:
        zone = f"Z{interval.target_zone}  " if interval.target_zone is not None else ""
        lines.append(f"{zone}{clock_text(interval.duration_s)}")
    elide, room = Qt.TextElideMode.ElideRight, int(block.width() - 8)
    shown = (painter.fontMetrics().elidedText(line, elide, room) for line in lines)
    place = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
    painter.drawText(block.adjusted(5, 2, -3, -4), place, "\n".join(shown))


def _words(interval: Interval) -> str:
    target = f", zone {interval.target_zone}" if interval.target_zone is not None else ""
    power = (
        f", {interval.target_ftp_share * 100:.0f} % of FTP"
        if interval.target_ftp_share is not None
        else ""
    )
    if interval.target_power_w is not None:
        power = f", {interval.target_power_w:.0f} W"
    return f"{interval.name} {clock_text(interval.duration_s)}{target}{power}"
