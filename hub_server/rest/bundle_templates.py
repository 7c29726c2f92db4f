"""Bundle templates: shapes of bundles to begin with."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from core.domain.bundle_template import (
    BundleTemplate,
    KeptTemplate,
    TemplateChanges,
    TemplateFilter,
    TemplateUse,
)
from core.domain.drafts import BundleDraft, CreatedBundle
from core.domain.ids import TemplateId
from core.protocol.templates import TEMPLATES, TemplateCopy
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.rest.paging import NEXT_CURSOR, Cursor, Limit, cursor_of, place_of
from hub_server.security.permissions import Action

_CHANGE = needs(Action.CHANGE_SCHEDULE)
_PAGE = 100

Text = Annotated[str, QueryParameter(max_length=200)]


class BundleTemplateController(Controller):
    """Templates that trainers plan from: one's own, and those that are for everybody."""

    path = TEMPLATES
    tags = ["bundle-templates"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=_CHANGE)
    async def page(  # noqa: PLR0913, PLR0917 - query parameters
        self,
        hub: TheHub,
        principal: Caller,
        limit: Limit = None,
        cursor: Cursor = None,
        text: Text = "",
        tag: Text = "",
        mine: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        archived: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
    ) -> Response[tuple[KeptTemplate, ...]]:
        """Templates by name: one's own, and those that are for everybody.

        100 of them, or `limit`, from `cursor` on; the header `X-Next-Cursor` says where the next
        page begins.
        """
        wanted = _PAGE if limit is None else limit
        asked = TemplateFilter(text=text, tag=tag, is_mine=mine, is_archived=archived)
        after = place_of(cursor, tuple[str, TemplateId])
        found = await hub.templates.page(asked, principal, limit=wanted + 1, after=after)
        shown = found[:wanted]
        headers = {}
        if len(found) > wanted:
            headers[NEXT_CURSOR] = cursor_of((shown[-1].name, shown[-1].id))
        return Response(shown, headers=headers)

    @post(opt=_CHANGE)
    async def create(
        self, hub: TheHub, principal: Caller, data: JSONBody[BundleTemplate]
    ) -> KeptTemplate:
        """Keep a new template."""
        return await hub.templates.create(data, principal)

    @get("/tags", opt=_CHANGE)
    async def all_tags(self, hub: TheHub, principal: Caller) -> tuple[str, ...]:
        """All tags in use."""
        return await hub.templates.tags(principal)

    @get("/{template_id:str}", opt=_CHANGE)
    async def one(
        self, hub: TheHub, principal: Caller, template_id: FromPath[TemplateId]
    ) -> KeptTemplate:
        """One template."""
        return await hub.templates.get(template_id, principal)

    @patch("/{template_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        template_id: FromPath[TemplateId],
        data: JSONBody[TemplateChanges],
    ) -> KeptTemplate:
        """Change the fields that are sent; `version` must be the stored one."""
        return await hub.templates.change(template_id, data, principal)

    @delete("/{template_id:str}", opt=_CHANGE)
    async def archive(
        self, hub: TheHub, principal: Caller, template_id: FromPath[TemplateId]
    ) -> None:
        """Put a template away. What was made from it stays, and it can be brought back."""
        await hub.templates.put_away(template_id, principal)

    @post("/{template_id:str}/bring-back", opt=_CHANGE, status_code=200)
    async def bring_back(
        self, hub: TheHub, principal: Caller, template_id: FromPath[TemplateId]
    ) -> KeptTemplate:
        """Bring back what was put away."""
        return await hub.templates.put_away(template_id, principal, is_away=False)

    @post("/{template_id:str}/duplicate", opt=_CHANGE)
    async def duplicate(
        self,
        hub: TheHub,
        principal: Caller,
        template_id: FromPath[TemplateId],
        data: JSONBody[TemplateCopy],
    ) -> KeptTemplate:
        """A copy of one's own."""
        return await hub.templates.duplicate(template_id, principal, data.name)

    @post("/{template_id:str}/draft", opt=_CHANGE, status_code=200)
    async def draft(
        self,
        hub: TheHub,
        principal: Caller,
        template_id: FromPath[TemplateId],
        data: JSONBody[TemplateUse],
    ) -> BundleDraft:
        """The bundle that it would become, to be changed before it is created."""
        return await hub.templates.draft(template_id, data, principal)

    @post("/{template_id:str}/bundles", opt=_CHANGE)
    async def start(
        self,
        hub: TheHub,
        principal: Caller,
        template_id: FromPath[TemplateId],
        data: JSONBody[TemplateUse],
    ) -> CreatedBundle:
        """Create a bundle from it, or nothing at all."""
        draft = await hub.templates.draft(template_id, data, principal)
        created = await hub.bundles.create(draft, principal)
        hub.broadcaster.bundle_created(created)
        return created
