"""Where a minute of a day is on a week's grid."""

from __future__ import annotations

from PySide6.QtCore import QRect

from widgets.calendar.faces import DAY_MIN

GUTTER_PX = 84
"""Left of the first day: hours, and the names of the machines' lanes."""
QUARTER_MIN = 15
DAYS = 7


class WeekGeometry:
    """A grid of seven days.

    Args:
        width_px: Of the whole, with the gutter.
        hour_px: Height of an hour.
    """

    def __init__(self, width_px: int, hour_px: int = 56) -> None:
        self._width_px = width_px
        self.hour_px = hour_px

    @property
    def height_px(self) -> int:
        """Of a whole day."""
        return 24 * self.hour_px

    def left(self, day: int) -> int:
        """Where a day begins, in px; of day 7, where the week ends."""
        return GUTTER_PX + (self._width_px - GUTTER_PX) * day // DAYS

    def top(self, minute: float) -> int:
        """Where a minute is, in px."""
        return round(minute * self.hour_px / 60)

    def rect(
        self, day: int, begins_min: int, ends_min: int, lane: int = 0, lanes: int = 1
    ) -> QRect:
        """The place of a block; a little room stays free at its right."""
        left, right = self.left(day), self.left(day + 1) - 6
        each = (right - left) / lanes
        x = left + round(lane * each)
        wide = left + round((lane + 1) * each) - x
        top, bottom = self.top(begins_min), self.top(min(ends_min, DAY_MIN))
        return QRect(x + 2, top + 1, wide - 3, max(bottom - top - 2, 14))

    def days_in(self, width_px: int) -> int:
        """How many days a stretch across is, rounded."""
        return round(width_px * DAYS / max(self._width_px - GUTTER_PX, 1))

    def quarters_in(self, height_px: int) -> int:
        """How many minutes a stretch down is, to the quarter of an hour."""
        return round(height_px * 60 / self.hour_px / QUARTER_MIN) * QUARTER_MIN
