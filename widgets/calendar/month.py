"""A month as days with lines; a line opens what it names, a day opens its week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from typing_extensions import override

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.calendar.faces import DayFace
from widgets.calendar.month_day import HEAD_PX, MonthDay
from widgets.theme import current_theme, font

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class MonthGrid(QWidget):
    """Six weeks of days; the first row begins on a Monday."""

    chosen = Signal(str)
    opened = Signal(str)
    day_opened = Signal(object)
    """The date of a day whose week is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = [MonthDay(self) for _ in range(42)]
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(1, HEAD_PX, 1, 1)
        self._layout.setSpacing(1)
        for index, day in enumerate(self.days):
            self._layout.addWidget(day, index // 7, index % 7)
            day.chosen.connect(self.chosen)
            day.opened.connect(self.opened)
            day.day_opened.connect(self.day_opened)
            day.step_wanted.connect(lambda step, at=index: self._on_step(at, step))
        for row in range(6):
            self._layout.setRowStretch(row, 1)
        for column in range(7):
            self._layout.setColumnStretch(column, 1)
        self.setAccessibleName("Month")

    def show_month(self, days: Sequence[DayFace]) -> None:
        """Show 42 days."""
        for widget, face in zip(self.days, days, strict=True):
            widget.show_day(face)

    def focus_day(self, day: date) -> None:
        """Put the focus on a day, if it is shown."""
        for widget in self.days:
            if widget.face is not None and widget.face.day == day:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        under = QRect(0, HEAD_PX - 1, self.width(), self.height() - HEAD_PX + 1)
        painter.fillRect(under, QColor(theme.colours.line))
        painter.setFont(font(theme.type_px.caption, QFont.Weight.Medium))
        painter.setPen(QColor(theme.colours.text_soft))
        for index, name in enumerate(_NAMES):
            left, right = index * self.width() // 7, (index + 1) * self.width() // 7
            place = QRect(left + 10, 0, right - left - 10, HEAD_PX - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()

    def _on_step(self, index: int, step: int) -> None:
        if 0 <= index + step < len(self.days):
            self.days[index + step].setFocus(Qt.FocusReason.OtherFocusReason)
