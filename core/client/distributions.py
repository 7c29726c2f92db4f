"""Who trains with whom, over REST."""

from __future__ import annotations

from core.client.rest import RestClient
from core.domain.distribution import DistributionProposal, DistributionRequest, PlayerForm
from core.protocol.rest import API

_DISTRIBUTIONS = f"{API}/distributions"


class DistributionClient:
    """Fulfils `core.ports.distribution_link.DistributionLink`.

    Args:
        rest: Signed in as a trainer.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def propose(self, request: DistributionRequest) -> DistributionProposal:
        """Players spread over groups, with the reasons."""
        return await self._rest.post(_DISTRIBUTIONS, request, DistributionProposal)

    async def form(self) -> PlayerForm:
        """How ready players are now."""
        return await self._rest.get(f"{_DISTRIBUTIONS}/form", PlayerForm)
