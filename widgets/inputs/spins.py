"""Fields for a day, a time of day and a number of minutes."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QDateEdit,
    QDoubleSpinBox,
    QSpinBox,
    QTimeEdit,
    QToolButton,
    QWidget,
)

from widgets.theme import current_theme, icon

_LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_CALENDAR_SIZE = QSize(320, 264)


class DayField(QDateEdit):
    """A day, with a calendar to choose from. The wheel scrolls the page, not the value."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, name)
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)
        self._dress_calendar()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.calendarPopup():
            self._dress_calendar()

    def _dress_calendar(self) -> None:
        dress_calendar(self.calendarWidget())


class ClockField(QTimeEdit):
    """A time of day."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, name)
        self.setDisplayFormat("HH:mm")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MinutesField(QSpinBox):
    """A number of minutes, in steps of five."""

    def __init__(
        self, lowest: int, highest: int, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        dress(self, name)
        self.setRange(lowest, highest)
        self.setSingleStep(5)
        self.setSuffix(" min")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PortField(QSpinBox):
    """A network port. The wheel scrolls the page, not the value."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, name)
        self.setRange(1024, 65535)  # those below are the system's
        self.setGroupSeparatorShown(False)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberField(QDoubleSpinBox):
    """A number with its unit. The wheel scrolls the page, not the value."""

    def __init__(self, unit: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, name)
        self.setSuffix(f" {unit}" if unit else "")
        self.setAccelerated(True)
        self.setKeyboardTracking(False)

    def set_scale(self, lowest: float, highest: float, step: float, decimals: int = 0) -> None:
        """Change what can be chosen; a value outside goes to the nearer end."""
        self.setDecimals(decimals)
        self.setRange(lowest, highest)
        self.setSingleStep(step)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def dress(field: QAbstractSpinBox, name: str) -> None:
    """Give a field the height, the language and the margins of all others."""
    field.setLocale(_LOCALE)
    field.setAccessibleName(name)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.setFixedHeight(current_theme().space.control)
    if not isinstance(field, QDateEdit):  # the style sheet's padding does not reach their text
        field.lineEdit().setTextMargins(current_theme().space.unit, 0, 0, 0)


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Give a calendar the theme's colours, and weeks that begin on Monday."""
    colours = current_theme().colours
    calendar.setLocale(_LOCALE)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setMinimumSize(_CALENDAR_SIZE)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    calendar.setHeaderTextFormat(_text_format(colours.text_soft))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, _text_format(colours.text_soft))
    for part, name in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{part}")
        if isinstance(button, QToolButton):
            button.setIcon(icon(name))


def _text_format(colour: str) -> QTextCharFormat:
    text_format = QTextCharFormat()
    text_format.setForeground(QColor(colour))
    return text_format
