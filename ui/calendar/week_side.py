"""The week: days above, the grid in a scroll area, machines below."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from core.domain.facility import Facility
from ui.calendar.display import WEEK_DAYS, minute_of, week_blocks, week_days
from ui.calendar.machine_use import lanes_of
from ui.calendar.view_model import CalendarModel
from widgets.calendar import DayHeads, MachineLanes, Placed, WeekGrid

_BAR_PX = 12
"""Of the scroll bar, as the style sheet has it."""
_USUAL_START_MIN = 7 * 60
_BEFORE_MIN = 30
_ROUND_PX = 12


class WeekSide(QWidget):
    """Seven days of a calendar."""

    def __init__(self, model: CalendarModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_placed = False
        self.heads = DayHeads(_BAR_PX)
        self.grid = WeekGrid()
        self.lanes = MachineLanes(_BAR_PX)
        self.lanes.hide()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heads)
        column.addWidget(self.area, 1)
        column.addWidget(self.lanes)
        self.grid.reveal_wanted.connect(self._reveal)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_placed:
            self._to_start()

    def refresh(self) -> None:
        """Show what the model has."""
        model = self._model
        days = week_days(model.monday, model.today, self._place())
        placed = week_blocks(model.entries, model.club, model.monday, model.now)
        self.heads.show_days(days)
        self.grid.show_week(days, placed)
        self.lanes.show_lanes(lanes_of(model.entries, model.club, model.monday, model.facility_id))
        self.show_now()
        if not self._is_placed:
            self._to_start(placed)

    def show_now(self) -> None:
        """Where the present is."""
        model = self._model
        day = (model.today - model.monday).days
        is_shown = 0 <= day < WEEK_DAYS
        minute = minute_of(model.club.local(model.now, model.facility_id))
        self.grid.show_now(day if is_shown else None, minute)

    def _place(self) -> Facility | None:
        """Whose opening hours are shown: the one facility that is looked at."""
        facilities = self._model.club.facilities
        if self._model.facility_id is not None:
            return facilities.get(self._model.facility_id)
        return next(iter(facilities.values())) if len(facilities) == 1 else None

    def _to_start(self, placed: tuple[Placed, ...] = ()) -> None:
        """Begin with the morning, or with what is earlier."""
        first = min([_USUAL_START_MIN + _BEFORE_MIN, *(one.begins_min for one in placed)])
        top = self.grid.place_of(max(first - _BEFORE_MIN, 0))
        self.area.verticalScrollBar().setValue(top - _ROUND_PX)
        self._is_placed = bool(placed) and self.isVisible()

    def _reveal(self, place: QRect) -> None:
        bar = self.area.verticalScrollBar()
        high = self.area.viewport().height()
        if place.top() < bar.value() or place.height() > high:
            bar.setValue(place.top() - _ROUND_PX)
        elif place.bottom() > bar.value() + high:
            bar.setValue(place.bottom() - high + _ROUND_PX)
