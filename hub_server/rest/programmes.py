"""Programmes: templates unfolded over weeks."""

from __future__ import annotations

from datetime import datetime

from litestar import Controller, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from core.domain.ids import ProgrammeId
from core.domain.programme import (
    Programme,
    ProgrammeChanges,
    ProgrammeDraft,
    ProgrammePreview,
)
from core.protocol.templates import PROGRAMMES
from core.services.club.programmes import PlannedProgramme
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import Hub, TheHub
from hub_server.rest.paging import NEXT_CURSOR, Cursor, Limit, cursor_of, place_of
from hub_server.security.permissions import Action

_READ = needs(Action.READ_SCHEDULE)
_CHANGE = needs(Action.CHANGE_SCHEDULE)
_PAGE = 50


class ProgrammeController(Controller):
    """Trainings over weeks, planned together."""

    path = PROGRAMMES
    tags = ["programmes"]  # noqa: RUF012 - the framework reads it from the class

    @post("/preview", opt=_CHANGE, status_code=200)
    async def preview(
        self, hub: TheHub, principal: Caller, data: JSONBody[ProgrammeDraft]
    ) -> ProgrammePreview:
        """All weeks as they would be, with what stands in the way; nothing is stored."""
        return await hub.programmes.preview(data, principal)

    @post(opt=_CHANGE)
    async def create(
        self, hub: TheHub, principal: Caller, data: JSONBody[ProgrammeDraft]
    ) -> Programme:
        """Plan a programme; a week is planned whole or, with its conflicts told, not at all."""
        return _told(hub, await hub.programmes.create(data, principal))

    @get(opt=_READ)
    async def page(
        self, hub: TheHub, limit: Limit = None, cursor: Cursor = None
    ) -> Response[tuple[Programme, ...]]:
        """Programmes without their weeks, the newest first.

        50 of them, or `limit`, from `cursor` on; the header `X-Next-Cursor` says where the next
        page begins.
        """
        wanted = _PAGE if limit is None else limit
        after = place_of(cursor, tuple[datetime, ProgrammeId])
        found = await hub.programmes.page(limit=wanted + 1, after=after)
        shown = found[:wanted]
        headers = {}
        if len(found) > wanted:
            headers[NEXT_CURSOR] = cursor_of((shown[-1].created_at, shown[-1].id))
        return Response(shown, headers=headers)

    @get("/{programme_id:str}", opt=_READ)
    async def one(self, hub: TheHub, programme_id: FromPath[ProgrammeId]) -> Programme:
        """One programme with its weeks."""
        return await hub.programmes.get(programme_id)

    @patch("/{programme_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        programme_id: FromPath[ProgrammeId],
        data: JSONBody[ProgrammeChanges],
    ) -> Programme:
        """Give it another name; `version` must be the stored one."""
        return await hub.programmes.change(programme_id, data, principal)

    @post("/{programme_id:str}/plan", opt=_CHANGE, status_code=200)
    async def plan_rest(
        self, hub: TheHub, principal: Caller, programme_id: FromPath[ProgrammeId]
    ) -> Programme:
        """Plan the weeks that have no bundles yet, or no longer."""
        return _told(hub, await hub.programmes.plan_rest(programme_id, principal))

    @delete("/{programme_id:str}", opt=_CHANGE)
    async def call_off(
        self, hub: TheHub, principal: Caller, programme_id: FromPath[ProgrammeId]
    ) -> None:
        """Delete its bundles that have not begun; what has begun stays."""
        called_off = await hub.programmes.call_off(programme_id, principal)
        for bundle in called_off.deleted:
            hub.running.refresh(session.id for session in bundle.sessions)
            hub.broadcaster.bundle_updated(bundle.id, {"deleted": True})


def _told(hub: Hub, planned: PlannedProgramme) -> Programme:
    for created in planned.created:
        hub.broadcaster.bundle_created(created)
    return planned.programme
