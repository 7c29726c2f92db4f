"""The calendar over REST."""

from __future__ import annotations

from datetime import datetime

from core.client.rest import RestClient
from core.domain.calendar import CalendarEntry
from core.domain.ids import FacilityId

_PATH = "/api/v1/calendar"


class CalendarClient:
    """Fulfils `core.ports.calendar_link.CalendarLink`.

    Args:
        rest: Signed in as somebody who may read the schedule.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def entries(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> tuple[CalendarEntry, ...]:
        """Bundles and single sessions that reach into the span, the earliest first."""
        query = _query(begins, ends, facility_id)
        return await self._rest.get(_PATH, tuple[CalendarEntry, ...], **query)

    async def file(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> bytes:
        """The same as an iCalendar file."""
        return await self._rest.get_raw(f"{_PATH}.ics", **_query(begins, ends, facility_id))


def _query(begins: datetime, ends: datetime, facility_id: FacilityId | None) -> dict[str, str]:
    query = {"from": begins.isoformat(), "to": ends.isoformat()}
    if facility_id is not None:
        query["facilityId"] = facility_id
    return query
