"""When could they train, and what is planned already?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from litestar import Controller, get, post
from litestar.params import JSONBody, QueryParameter

from core.domain.ids import FacilityId
from core.domain.slots import BookedSession, SlotProposals, SlotRequest
from core.protocol.rest import API
from hub_server.rest.guard import needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action

From = Annotated[datetime, QueryParameter(name="from")]
To = Annotated[datetime, QueryParameter(name="to")]

Place = Annotated[FacilityId | None, QueryParameter(name="facilityId")]


class SlotController(Controller):
    """Planning around what is planned."""

    path = API
    tags = ["slots"]  # noqa: RUF012 - the framework reads it from the class

    @post("/slots", opt=needs(Action.CHANGE_SCHEDULE), status_code=200)
    async def propose(self, hub: TheHub, data: JSONBody[SlotRequest]) -> SlotProposals:
        """The best times for some groups, with what speaks for each and against it."""
        return await hub.slots.propose(data)

    @get("/occupancy", opt=needs(Action.READ_SCHEDULE))
    async def occupancy(
        self,
        hub: TheHub,
        begins: From,
        ends: To,
        facility_id: Place = None,
    ) -> tuple[BookedSession, ...]:
        """Sessions between two instants, at most 100 days apart: players and machines taken."""
        return await hub.slots.booked(_instant(ends), _instant(begins), facility_id)


def _instant(given: datetime) -> datetime:
    """UTC where no zone is said."""
    return given if given.tzinfo else given.replace(tzinfo=UTC)
