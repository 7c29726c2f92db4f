"""Medical restrictions: details only for those who may know them."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from core.domain.ids import RestrictionId
from core.domain.restriction import Restriction
from core.protocol.rest import API
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.rest.new_ids import with_id
from hub_server.rest.paging import Cursor, Limit, paged
from hub_server.rest.patching import patched
from hub_server.security.permissions import Action, is_allowed

_CHANGE = needs(Action.CHANGE_RESTRICTIONS)


class RestrictionController(Controller):
    """What players may not do."""

    path = f"{API}/restrictions"
    tags = ["restrictions"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_CLUB))
    async def all(
        self, hub: TheHub, principal: Caller, limit: Limit = None, cursor: Cursor = None
    ) -> Response[tuple[Restriction, ...]]:
        """All restrictions, or a page by their beginning; without details for who may not know."""
        restrictions = await hub.catalog.restrictions()
        if not is_allowed(principal, Action.READ_MEDICAL_DETAILS):
            restrictions = tuple(restriction.without_details() for restriction in restrictions)
        return paged(restrictions, lambda one: (one.valid_from.isoformat(), one.id), limit, cursor)

    @post(opt=_CHANGE)
    async def save(
        self, hub: TheHub, principal: Caller, data: JSONBody[Restriction]
    ) -> Restriction:
        """Add a restriction, or replace the one with its id; an empty `id` asks for a new one."""
        return await hub.catalog.save_restriction(with_id(data), principal)

    @patch("/{restriction_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        restriction_id: FromPath[RestrictionId],
        data: JSONBody[dict[str, Any]],
    ) -> Restriction:
        """Change the fields that are sent."""
        restriction = patched(await hub.catalog.restriction(restriction_id), data)
        return await hub.catalog.save_restriction(restriction, principal)

    @delete("/{restriction_id:str}", opt=_CHANGE)
    async def delete(
        self, hub: TheHub, principal: Caller, restriction_id: FromPath[RestrictionId]
    ) -> None:
        """Delete a restriction that was entered by mistake."""
        await hub.catalog.delete_restriction(restriction_id, principal)
