"""Players."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Controller, delete, get, patch, post, put

from core.domain.ids import PlayerId, new_id
from core.domain.player import Player
from core.domain.user import Principal
from core.errors import ConflictError, NotFoundError
from core.protocol.rest import API
from hub_server.rest.guard import needs
from hub_server.rest.hub import Hub
from hub_server.security.permissions import Action, require_own
from hub_server.sentences import sentence_of

_CHANGE = needs(Action.CHANGE_CLUB)


class PlayerController(Controller):
    """The club's players. A player's device sees its own player only."""

    path = f"{API}/players"
    tags = ["players"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_CLUB))
    async def all(self, hub: Hub) -> tuple[Player, ...]:
        """All players by jersey number."""
        return await hub.catalog.players()

    @post(opt=_CHANGE)
    async def create(self, hub: Hub, principal: Principal, data: Player) -> Player:
        """Add a player; an empty `id` asks for a new one."""
        player = data
        if not player.id:
            player = msgspec.structs.replace(player, id=PlayerId(new_id()))
        elif await _exists(hub, player.id):
            raise ConflictError(f"There already is a player {player.id}.", field="id")
        await hub.catalog.save_player(player, principal)
        return player

    @get("/{player_id:str}", opt=needs(Action.READ_OWN))
    async def one(self, hub: Hub, principal: Principal, player_id: PlayerId) -> Player:
        """One player."""
        require_own(principal, player_id)
        return await hub.catalog.player(player_id)

    @put("/{player_id:str}", opt=_CHANGE)
    async def replace(
        self, hub: Hub, principal: Principal, player_id: PlayerId, data: Player
    ) -> Player:
        """Replace what is known of a player."""
        await hub.catalog.player(player_id)
        player = msgspec.structs.replace(data, id=player_id)
        await hub.catalog.save_player(player, principal)
        return player

    @patch("/{player_id:str}", opt=_CHANGE)
    async def change(
        self, hub: Hub, principal: Principal, player_id: PlayerId, data: dict[str, Any]
    ) -> Player:
        """Change the fields that are sent."""
        stored = msgspec.to_builtins(await hub.catalog.player(player_id))
        try:
            player = msgspec.convert({**stored, **data, "id": player_id}, Player)
        except msgspec.ValidationError as error:
            raise sentence_of(str(error)) from error
        await hub.catalog.save_player(player, principal)
        return player

    @delete("/{player_id:str}", opt=_CHANGE)
    async def delete(self, hub: Hub, principal: Principal, player_id: PlayerId) -> None:
        """Remove a player from the club."""
        over = await hub.access.devices.sign_ins_of(player_id)
        await hub.catalog.delete_player(player_id, principal)
        hub.access.sign_ins.tell(over)


async def _exists(hub: Hub, player_id: PlayerId) -> bool:
    try:
        await hub.catalog.player(player_id)
    except NotFoundError:
        return False
    return True
