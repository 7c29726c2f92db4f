"""Who trains with whom, as the desk asks the hub for it."""

from __future__ import annotations

from typing import Protocol

from core.domain.distribution import DistributionProposal, DistributionRequest, PlayerForm


class DistributionLink(Protocol):
    """Proposals of the hub, and what only the hub knows for making them."""

    async def propose(self, request: DistributionRequest) -> DistributionProposal:
        """Players spread over groups, with the reasons.

        Raises:
            InvalidInputError: The request breaks a rule.
        """
        ...

    async def form(self) -> PlayerForm:
        """How ready players are now, from the load of what was recorded."""
        ...
