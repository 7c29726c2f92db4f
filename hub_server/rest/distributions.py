"""Who would train in which group: a proposal that explains itself."""

from __future__ import annotations

from litestar import Controller, get, post
from litestar.params import JSONBody

from core.domain.distribution import DistributionProposal, DistributionRequest, PlayerForm
from core.live.events import utc
from core.protocol.rest import API
from hub_server.rest.guard import needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action


class DistributionController(Controller):
    """Players spread over groups, before anything is planned."""

    path = f"{API}/distributions"
    tags = ["distributions"]  # noqa: RUF012 - the framework reads it from the class

    @post(opt=needs(Action.CHANGE_SCHEDULE), status_code=200)
    async def propose(
        self, hub: TheHub, data: JSONBody[DistributionRequest]
    ) -> DistributionProposal:
        """Spread players over groups, with the reasons. Nothing is stored."""
        return await hub.distributions.propose(data)

    @get("/form", opt=needs(Action.READ_RESULTS))
    async def form(self, hub: TheHub) -> PlayerForm:
        """How ready players are now, from the load of what was recorded."""
        return await hub.distributions.form(utc(hub.clock.now()))
