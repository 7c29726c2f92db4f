"""Teams and trainers."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from core.domain.ids import TeamId
from core.domain.player import Team
from core.domain.user import Trainer
from core.protocol.rest import API
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.rest.new_ids import with_id
from hub_server.rest.paging import Cursor, Limit, paged
from hub_server.rest.patching import patched
from hub_server.security.permissions import Action

_READ = needs(Action.READ_CLUB)
_CHANGE = needs(Action.CHANGE_CLUB)


class TeamController(Controller):
    """The club's teams, and who leads sessions. An empty `id` asks for a new one."""

    path = API
    tags = ["club"]  # noqa: RUF012 - the framework reads it from the class

    @get("/teams", opt=_READ)
    async def teams(
        self, hub: TheHub, limit: Limit = None, cursor: Cursor = None
    ) -> Response[tuple[Team, ...]]:
        """All teams, or a page of them by name."""
        return paged(await hub.catalog.teams(), lambda one: (one.name, one.id), limit, cursor)

    @post("/teams", opt=_CHANGE)
    async def save(self, hub: TheHub, principal: Caller, data: JSONBody[Team]) -> Team:
        """Add a team, or replace the one with its id."""
        return await hub.catalog.save_team(with_id(data), principal)

    @patch("/teams/{team_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        team_id: FromPath[TeamId],
        data: JSONBody[dict[str, Any]],
    ) -> Team:
        """Change the fields that are sent."""
        team = patched(await hub.catalog.team(team_id), data)
        return await hub.catalog.save_team(team, principal)

    @delete("/teams/{team_id:str}", opt=_CHANGE)
    async def delete(self, hub: TheHub, principal: Caller, team_id: FromPath[TeamId]) -> None:
        """Delete a team without players."""
        await hub.catalog.delete_team(team_id, principal)

    @get("/trainers", opt=_READ)
    async def trainers(
        self, hub: TheHub, limit: Limit = None, cursor: Cursor = None
    ) -> Response[tuple[Trainer, ...]]:
        """Who can be put in charge of a session, all or a page by name."""
        return paged(await hub.catalog.trainers(), lambda one: (one.name, one.id), limit, cursor)
