"""The days above the columns of a week."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.calendar.faces import DayFace
from widgets.calendar.geometry import WeekGeometry
from widgets.theme import current_theme, font

_HEIGHT_PX = 44
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class DayHeads(QWidget):
    """Weekday and day of the month, today marked.

    Args:
        right_px: What the grid below loses to its scroll bar.
        parent: Owner.
    """

    def __init__(self, right_px: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._right_px = right_px
        self._days: tuple[DayFace, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT_PX)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT_PX)

    def show_days(self, days: Sequence[DayFace]) -> None:
        """Show other days."""
        self._days = tuple(days)
        self.setAccessibleName(", ".join(f"{one.day:%A} {one.day.day}" for one in self._days))
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        geometry = WeekGeometry(self.width() - self._right_px)
        for index, day in enumerate(self._days):
            left, right = geometry.left(index), geometry.left(index + 1)
            _paint_day(painter, QRect(left, 0, right - left, _HEIGHT_PX), day)
        painter.end()


def _paint_day(painter: QPainter, place: QRect, day: DayFace) -> None:
    theme = current_theme()
    colours = theme.colours
    name, number = _NAMES[day.day.weekday()], str(day.day.day)
    small = font(theme.type_px.caption, QFont.Weight.Medium)
    large = font(theme.type_px.heading + 2, QFont.Weight.Bold)
    name_px = QFontMetrics(small).horizontalAdvance(name)
    number_px = max(QFontMetrics(large).horizontalAdvance(number), 16)
    left = place.center().x() - (name_px + 8 + number_px + 12) // 2
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(small)
    painter.setPen(QColor(colours.accent_text if day.is_today else colours.text_soft))
    painter.drawText(QRect(left, place.top(), name_px, place.height()), middle, name)
    pill = QRect(left + name_px + 8, place.center().y() - 14, number_px + 12, 28)
    if day.is_today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(QRectF(pill), 14, 14)
    painter.setFont(large)
    ink = colours.on_accent if day.is_today else colours.text_soft if day.is_past else colours.text
    painter.setPen(QColor(ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, number)
