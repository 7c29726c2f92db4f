"""A day that may be left open: typed, or taken from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from widgets.inputs.buttons import Button
from widgets.inputs.spins import dress_calendar
from widgets.theme import current_theme

_FORMAT = "yyyy-MM-dd"


class DayLine(QWidget):
    """A text such as 2026-11-16, with a calendar beside it.

    Args:
        name: Its accessible name.
        hint: What an empty field means.
        parent: Owner.
    """

    changed = Signal()

    def __init__(self, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint or "YYYY-MM-DD")
        self.button = Button(icon_name="calendar", tooltip=f"{name}: choose from a calendar")
        self.setFocusProxy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space.unit // 2)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.button.clicked.connect(self._open)

    def _open(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        dress_calendar(calendar)
        day = QDate.fromString(self.line.text().strip(), _FORMAT)
        if day.isValid():
            calendar.setSelectedDate(day)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.clicked.connect(lambda chosen: self._take(chosen, menu))
        calendar.activated.connect(lambda chosen: self._take(chosen, menu))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()

    def _take(self, day: QDate, menu: QMenu) -> None:
        self.line.setText(day.toString(_FORMAT))
        menu.close()
