"""Smart scheduling, as the desk asks the hub for it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from core.domain.ids import FacilityId
from core.domain.slots import BookedSession, SlotProposals, SlotRequest


class SlotLink(Protocol):
    """When could they train, and what is planned already?"""

    async def propose(self, request: SlotRequest) -> SlotProposals:
        """The best times for some groups, with reasons.

        Raises:
            InvalidInputError: The request breaks a rule.
        """
        ...

    async def booked(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> tuple[BookedSession, ...]:
        """Sessions between two instants, at most 100 days apart: players and machines taken."""
        ...
