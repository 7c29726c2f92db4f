"""Players."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Controller, Response, delete, get, patch, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.user import Principal, Role
from core.errors import ConflictError, NotFoundError
from core.protocol.rest import API
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import Hub, TheHub
from hub_server.rest.new_ids import with_id
from hub_server.rest.paging import NEXT_CURSOR, Cursor, Limit, cursor_of, place_of
from hub_server.rest.patching import patched
from hub_server.security.permissions import Action, require_own

_CHANGE = needs(Action.CHANGE_CLUB)
_LARGEST_PAGE = 1_000_000


class PlayerController(Controller):
    """The club's players. A player's device sees its own player only."""

    path = f"{API}/players"
    tags = ["players"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_CLUB))
    async def all(
        self,
        hub: TheHub,
        limit: Limit = None,
        cursor: Cursor = None,
        archived: FromQuery[bool] = False,  # noqa: FBT002 - a query's parameter
    ) -> Response[tuple[Player, ...]]:
        """Players by jersey number: all, or `limit` of them from `cursor` on.

        The header `X-Next-Cursor` says where the next page begins. `archived` adds those who
        have left.
        """
        after = place_of(cursor, tuple[int, PlayerId])
        wanted = _LARGEST_PAGE if limit is None else limit
        players = await hub.catalog.players_after(after, limit=wanted + 1, with_archived=archived)
        page = players[:wanted]
        headers = {}
        if len(players) > wanted:
            headers[NEXT_CURSOR] = cursor_of((page[-1].jersey_number, page[-1].id))
        return Response(page, headers=headers)

    @post(opt=_CHANGE)
    async def create(self, hub: TheHub, principal: Caller, data: JSONBody[Player]) -> Player:
        """Add a player; an empty `id` asks for a new one."""
        if data.id and await _exists(hub, data.id):
            raise ConflictError(f"There already is a player {data.id}.", field="id")
        return await hub.catalog.save_player(with_id(data), principal)

    @get("/{player_id:str}", opt=needs(Action.READ_OWN))
    async def one(self, hub: TheHub, principal: Caller, player_id: FromPath[PlayerId]) -> Player:
        """One player; the trainer's rating is not for the player's own device."""
        require_own(principal, player_id)
        player = await hub.catalog.player(player_id)
        is_own = principal.role is Role.PLAYER
        return msgspec.structs.replace(player, skill=None) if is_own else player

    @put("/{player_id:str}", opt=_CHANGE)
    async def replace(
        self, hub: TheHub, principal: Caller, player_id: FromPath[PlayerId], data: JSONBody[Player]
    ) -> Player:
        """Replace what is known of a player; `version` must be the stored one."""
        await hub.catalog.player(player_id)
        return await _saved(hub, msgspec.structs.replace(data, id=player_id), principal)

    @patch("/{player_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        player_id: FromPath[PlayerId],
        data: JSONBody[dict[str, Any]],
    ) -> Player:
        """Change the fields that are sent; `version`, if sent, must be the stored one.

        With `isArchived` he leaves the club: his devices are sent away, his results stay.
        """
        player = patched(await hub.catalog.player(player_id), data)
        return await _saved(hub, player, principal)

    @delete("/{player_id:str}", opt=_CHANGE)
    async def delete(self, hub: TheHub, principal: Caller, player_id: FromPath[PlayerId]) -> None:
        """Remove a player from the club."""
        over = await hub.access.devices.sign_ins_of(player_id)
        await hub.catalog.delete_player(player_id, principal)
        hub.access.sign_ins.tell(over)


async def _saved(hub: Hub, player: Player, principal: Principal) -> Player:
    stored = await hub.catalog.save_player(player, principal)
    if stored.is_archived:
        for device, _ in await hub.access.devices.all():
            if device.player_id == stored.id:
                await hub.access.devices.revoke(device.id, principal)
    return stored


async def _exists(hub: Hub, player_id: PlayerId) -> bool:
    try:
        await hub.catalog.player(player_id)
    except NotFoundError:
        return False
    return True
