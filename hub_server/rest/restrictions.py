"""Medical restrictions: details only for those who may know them."""

from __future__ import annotations

from litestar import Controller, get, post

from core.domain.restriction import Restriction
from core.domain.user import Principal
from core.protocol.rest import API
from hub_server.rest.guard import needs
from hub_server.rest.hub import Hub
from hub_server.security.permissions import Action, is_allowed


class RestrictionController(Controller):
    """What players may not do."""

    path = f"{API}/restrictions"
    tags = ["restrictions"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_CLUB))
    async def all(self, hub: Hub, principal: Principal) -> tuple[Restriction, ...]:
        """All restrictions; without details for who may not know them."""
        restrictions = await hub.catalog.restrictions()
        if is_allowed(principal, Action.READ_MEDICAL_DETAILS):
            return restrictions
        return tuple(restriction.without_details() for restriction in restrictions)

    @post(opt=needs(Action.CHANGE_RESTRICTIONS))
    async def save(self, hub: Hub, principal: Principal, data: Restriction) -> Restriction:
        """Save a restriction."""
        await hub.catalog.save_restriction(data, principal)
        return data
