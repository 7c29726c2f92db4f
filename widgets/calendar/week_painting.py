"""What stands behind a week's blocks: days, hours, the present."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from widgets.calendar.faces import DayFace
from widgets.calendar.geometry import DAYS, GUTTER_PX, QUARTER_MIN, WeekGeometry
from widgets.theme import blend, current_theme, font


def paint_days(
    painter: QPainter, whole: QRect, geometry: WeekGeometry, days: Sequence[DayFace]
) -> None:
    """The columns: today tinted, closed hours shaded."""
    colours = current_theme().colours
    painter.fillRect(whole.adjusted(GUTTER_PX, 0, 0, 0), QColor(colours.surface))
    shade = QColor(blend(colours.line, colours.surface, 0.35))
    for index, day in enumerate(days):
        left, right = geometry.left(index), geometry.left(index + 1)
        if day.is_today:
            tint = QColor(blend(colours.accent, colours.surface, 0.07))
            painter.fillRect(QRect(left, 0, right - left, whole.height()), tint)
        for begins, ends in day.closed:
            top, bottom = geometry.top(begins), geometry.top(ends)
            painter.fillRect(QRect(left, top, right - left, bottom - top), shade)


def paint_hours(painter: QPainter, whole: QRect, geometry: WeekGeometry, clip: QRect) -> None:
    """Lines for quarters, stronger ones for hours and days, and the hours' names."""
    theme = current_theme()
    colours = theme.colours
    line, faint = QColor(colours.line), QColor(blend(colours.line, colours.surface, 0.4))
    painter.setFont(font(theme.type_px.caption))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for quarter in range(24 * 4):
        y = geometry.top(quarter * QUARTER_MIN)
        if not clip.top() - 20 <= y <= clip.bottom() + 20:
            continue
        painter.setPen(line if quarter % 4 == 0 else faint)
        painter.drawLine(GUTTER_PX, y, whole.width(), y)
        if quarter and quarter % 4 == 0:
            painter.setPen(QColor(colours.text_faint))
            painter.drawText(QRect(0, y - 9, GUTTER_PX - 10, 18), right, f"{quarter // 4:02}:00")
    painter.setPen(line)
    for day in range(DAYS + 1):
        x = min(geometry.left(day), whole.width() - 1)
        painter.drawLine(x, 0, x, whole.height())


def paint_now(painter: QPainter, geometry: WeekGeometry, day: int, minute: int) -> None:
    """The line of the present."""
    y, left = geometry.top(minute), geometry.left(day)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(current_theme().colours.danger)
    painter.setPen(QPen(colour, 2))
    painter.drawLine(left, y, geometry.left(day + 1), y)
    painter.setBrush(colour)
    painter.drawEllipse(QPoint(left, y), 4, 4)
