"""Pictures of players."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Request, Response, delete, get, put
from litestar.params import FromPath

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.protocol.rest import API
from core.services.club.photos import LARGEST_PHOTO_BYTES, photo_of
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action, require_own

_CHANGE = needs(Action.CHANGE_CLUB)


class PhotoController(Controller):
    """One picture a player, JPEG or PNG, sent as it is."""

    path = f"{API}/players/{{player_id:str}}/photo"
    tags = ["players"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_OWN), media_type="image/*")
    async def photo(
        self, hub: TheHub, principal: Caller, player_id: FromPath[PlayerId]
    ) -> Response[bytes]:
        """The picture."""
        require_own(principal, player_id)
        photo = await hub.photos.photo(player_id)
        return Response(photo.image, media_type=photo.media_type)

    @put(opt=_CHANGE, request_max_body_size=2 * LARGEST_PHOTO_BYTES)
    async def save(
        self,
        hub: TheHub,
        principal: Caller,
        player_id: FromPath[PlayerId],
        request: Request[Any, Any, Any],
    ) -> Player:
        """Put a picture in the place of any other; the body is the file."""
        return await hub.photos.save(player_id, photo_of(await request.body()), principal)

    @delete(opt=_CHANGE)
    async def remove(self, hub: TheHub, principal: Caller, player_id: FromPath[PlayerId]) -> None:
        """Keep no picture."""
        await hub.photos.save(player_id, None, principal)
