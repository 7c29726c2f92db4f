"""What stands on a calendar, as the storage gives it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from core.domain.calendar import CalendarEntry
from core.domain.ids import FacilityId


class CalendarReading(Protocol):
    """The part of `ScheduleRepository` that shows days, weeks and months."""

    async def calendar(
        self,
        *,
        starts_before: datetime,
        ends_after: datetime,
        facility_id: FacilityId | None = None,
    ) -> tuple[CalendarEntry, ...]:
        """Bundles and single sessions that reach into a span (ends excluded), earliest first."""
        ...
