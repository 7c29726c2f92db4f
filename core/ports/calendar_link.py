"""The calendar, as the desk asks the hub for it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from core.domain.calendar import CalendarEntry
from core.domain.ids import FacilityId


class CalendarLink(Protocol):
    """What is on between two instants, at most 100 days apart."""

    async def entries(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> tuple[CalendarEntry, ...]:
        """Bundles and single sessions that reach into the span, the earliest first."""
        ...

    async def file(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> bytes:
        """The same as an iCalendar file."""
        ...
