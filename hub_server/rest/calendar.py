"""The calendar over REST, and as a file for other calendars."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from litestar import Controller, Response, get
from litestar.params import QueryParameter

from core.domain.calendar import CalendarEntry
from core.domain.ids import FacilityId
from core.reports.ics import MEDIA_TYPE
from hub_server.rest.guard import needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action

From = Annotated[datetime, QueryParameter(name="from")]
To = Annotated[datetime, QueryParameter(name="to")]
Place = Annotated[FacilityId | None, QueryParameter(name="facilityId")]

_READ = needs(Action.READ_SCHEDULE)
_FILE = {"Content-Disposition": 'attachment; filename="training.ics"'}


class CalendarController(Controller):
    """What is on between two instants. The span is the page: at most 100 days of it."""

    path = "/api/v1"
    tags = ["calendar"]  # noqa: RUF012 - the framework reads it from the class

    @get("/calendar", opt=_READ)
    async def entries(
        self, hub: TheHub, begins: From, ends: To, facility_id: Place = None
    ) -> tuple[CalendarEntry, ...]:
        """Bundles and single sessions that reach into the span, the earliest first."""
        return await hub.calendar.entries(_instant(begins), _instant(ends), facility_id)

    @get("/calendar.ics", opt=_READ, media_type=MEDIA_TYPE)
    async def file(
        self, hub: TheHub, begins: From, ends: To, facility_id: Place = None
    ) -> Response[bytes]:
        """The same as an iCalendar file."""
        content = await hub.calendar.file(_instant(begins), _instant(ends), facility_id)
        return Response(content, media_type=MEDIA_TYPE, headers=_FILE)


def _instant(given: datetime) -> datetime:
    """UTC where no zone is said."""
    return given if given.tzinfo else given.replace(tzinfo=UTC)
