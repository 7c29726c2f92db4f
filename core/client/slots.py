"""Smart scheduling over REST."""

from __future__ import annotations

from datetime import datetime

from core.client.rest import RestClient
from core.domain.ids import FacilityId
from core.domain.slots import BookedSession, SlotProposals, SlotRequest
from core.protocol.rest import API


class SlotClient:
    """Fulfils `core.ports.slot_link.SlotLink`.

    Args:
        rest: Signed in as a trainer.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def propose(self, request: SlotRequest) -> SlotProposals:
        """The best times for some groups, with reasons."""
        return await self._rest.post(f"{API}/slots", request, SlotProposals)

    async def booked(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> tuple[BookedSession, ...]:
        """Sessions between two instants: players and machines taken."""
        query = {"from": begins.isoformat(), "to": ends.isoformat()}
        if facility_id is not None:
            query["facilityId"] = facility_id
        return await self._rest.get(f"{API}/occupancy", tuple[BookedSession, ...], **query)
