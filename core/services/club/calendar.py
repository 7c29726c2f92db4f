"""The calendar: what is on in a span of time, to be shown and to be taken along."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain.calendar import CalendarEntry
from core.domain.ids import FacilityId
from core.errors import InvalidInputError
from core.live.events import utc
from core.planning.limits import check_year
from core.ports.clock import Clock
from core.ports.storage import Database
from core.reports.ics import calendar_file

LONGEST_SPAN = timedelta(days=100)
"""What one question may ask for: a quarter, with the days of its first and last week."""


class CalendarService:
    """Shows what is on.

    Args:
        database: Where bundles and sessions are.
        clock: Says when a file was made.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def entries(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> tuple[CalendarEntry, ...]:
        """Bundles and single sessions that reach into a span, the earliest first.

        Raises:
            InvalidInputError: The span is none, or too long.
        """
        _check_span(begins, ends)
        async with self._database.read() as unit:
            return await unit.schedule.calendar(
                starts_before=ends, ends_after=begins, facility_id=facility_id
            )

    async def file(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> bytes:
        """The same as an iCalendar file (RFC 5545), without anybody's name.

        Raises:
            InvalidInputError: The span is none, or too long.
        """
        _check_span(begins, ends)
        async with self._database.read() as unit:
            entries = await unit.schedule.calendar(
                starts_before=ends, ends_after=begins, facility_id=facility_id
            )
            places = {one.id: one for one in await unit.club.facilities()}
            kinds = {one.code: one for one in await unit.club.equipment_kinds()}
        return calendar_file(entries, places, kinds, utc(self._clock.now()))


def _check_span(begins: datetime, ends: datetime) -> None:
    for moment, field in ((begins, "from"), (ends, "to")):
        check_year(moment, field)
    if not begins < ends or ends - begins > LONGEST_SPAN:
        raise InvalidInputError(
            f"The end comes after the beginning, at most {LONGEST_SPAN.days} days.",
            suggested_action="Choose a shorter span.",
            field="to",
        )
