"""Where training happens, and when."""

from __future__ import annotations

from datetime import datetime, time

from core.domain.ids import FacilityId
from core.domain.value import Value

_MIDNIGHT = time(0)


class OpeningHours(Value, frozen=True, kw_only=True):
    """A stretch of one weekday in which the facility is open, on its wall clock."""

    weekday: int
    """ISO: 1 is Monday, 7 is Sunday."""
    opens: time
    closes: time
    """00:00 is the end of the day."""

    def holds(self, start: datetime, end: datetime) -> bool:
        """Whether a span on the facility's wall clock lies in it whole."""
        if start.isoweekday() != self.weekday or start.time() < self.opens:
            return False
        if end.date() == start.date():
            return self.closes == _MIDNIGHT or end.time() <= self.closes
        days = (end.date() - start.date()).days
        return self.closes == _MIDNIGHT and days == 1 and end.time() == _MIDNIGHT


class Facility(Value, frozen=True, kw_only=True):
    """A place with machines. Its zone turns stored UTC instants into times on the wall."""

    id: FacilityId
    name: str
    time_zone: str
    """IANA name, such as `Europe/Stockholm`."""
    opening_hours: tuple[OpeningHours, ...] = ()
    """By weekday, several a day where it closes in between; empty: nobody said, always open."""
    turnaround_min: float = 0.0
    """Minutes that a machine rests between two sessions: to wipe it and to change over."""
    version: int = 1
    """Grows with each change."""

    def is_open(self, start: datetime, end: datetime) -> bool:
        """Whether it is open during a whole span of time on its own wall clock."""
        if not self.opening_hours:
            return True
        return any(hours.holds(start, end) for hours in self.opening_hours)
