"""Time in zones as one bar with its figures."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.inputs.time_text import clock_text
from widgets.theme import current_theme, font

_ROW_PX = 18
_LABEL_PX = 26
_TIME_PX = 48


class ZoneBars(QWidget):
    """One row per zone, 5 on top: digit, bar, minutes and seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds: tuple[float, ...] = (0.0,) * 6
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_seconds(self, seconds: Sequence[float]) -> None:
        """Seconds in zones 0 to 5."""
        if tuple(seconds) != self._seconds:
            self._seconds = tuple(seconds)
            words = ", ".join(
                f"zone {zone} {clock_text(value)}" for zone, value in enumerate(self._seconds)
            )
            self.setAccessibleName(f"Time in zones: {words}")
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _ROW_PX * 6)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, _ROW_PX * 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(theme.type_px.caption))
        longest = max(*self._seconds, 1.0)
        room = self.width() - _LABEL_PX - _TIME_PX
        for row, zone in enumerate(reversed(range(len(self._seconds)))):
            top = row * _ROW_PX
            painter.setPen(QColor(theme.colours.text_soft))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, _LABEL_PX, _ROW_PX), middle, f"Z{zone}")
            painter.drawText(
                QRectF(self.width() - _TIME_PX, top, _TIME_PX, _ROW_PX),
                middle | Qt.AlignmentFlag.AlignRight,
                clock_text(self._seconds[zone]),
            )
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(_LABEL_PX, top + 4, room, _ROW_PX - 8)
            painter.setBrush(QColor(theme.colours.raised))
            painter.drawRoundedRect(track, 3, 3)
            track.setWidth(room * self._seconds[zone] / longest)
            painter.setBrush(QColor(theme.zone_fill(zone)))
            painter.drawRoundedRect(track, 3, 3)
        painter.end()
