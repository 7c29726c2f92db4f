"""Session bundles, as [S0] 5.1 writes them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from core.domain.bundle_edit import BundlePreview, BundleUndo
from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    BundleStatus,
    CreatedBundle,
)
from core.domain.ids import BundleId
from core.domain.replanning import ReplanProposal, ReplanRequest
from core.domain.session import Bundle, Reservation, SessionStatus
from core.domain.summary import BundleReport
from core.protocol.rest import API
from core.reports.status import bundle_status
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import Hub, TheHub
from hub_server.security.permissions import Action

_READ = needs(Action.READ_SCHEDULE)
_CHANGE = needs(Action.CHANGE_SCHEDULE)

Limit = Annotated[int, QueryParameter(ge=1, le=100)]
DryRun = Annotated[bool, QueryParameter(name="dryRun")]


class BundleController(Controller):
    """Parallel sessions, planned and changed together."""

    path = f"{API}/session-bundles"
    tags = ["session-bundles"]  # noqa: RUF012 - the framework reads it from the class

    @post(opt=_CHANGE)
    async def create(
        self, hub: TheHub, principal: Caller, data: JSONBody[BundleDraft]
    ) -> CreatedBundle:
        """Create a bundle with its sessions and reservations, or nothing at all."""
        created = await hub.bundles.create(data, principal)
        hub.broadcaster.bundle_created(created)
        return created

    @get(opt=_READ)
    async def page(
        self,
        hub: TheHub,
        limit: Limit = 20,
        cursor: FromQuery[str | None] = None,
        status: FromQuery[SessionStatus | None] = None,
    ) -> BundlePage:
        """A page of bundles, newest start first, all or those in one state."""
        return await hub.bundles.list(limit, cursor, status)

    @get("/{bundle_id:str}", opt=_READ)
    async def one(self, hub: TheHub, bundle_id: FromPath[BundleId]) -> Bundle:
        """A bundle with its sessions."""
        return await hub.bundles.get(bundle_id)

    @patch("/{bundle_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        bundle_id: FromPath[BundleId],
        data: JSONBody[BundleChanges],
        is_dry_run: DryRun = False,  # noqa: FBT002 - a query parameter
    ) -> Bundle | BundlePreview:
        """Change common and individual properties together; with `dryRun` only show what for."""
        if is_dry_run:
            return await hub.bundle_edits.preview(bundle_id, data)
        bundle = await hub.bundles.change(bundle_id, data, principal)
        updates: dict[str, object] = msgspec.to_builtins(data.updates)
        _tell_change(hub, bundle, updates)
        return bundle

    @post("/{bundle_id:str}/undo", opt=_CHANGE, status_code=200)
    async def undo(
        self,
        hub: TheHub,
        principal: Caller,
        bundle_id: FromPath[BundleId],
        data: JSONBody[BundleUndo],
    ) -> Bundle:
        """Take the last change back; `version` must be the stored one."""
        bundle = await hub.bundle_edits.undo(bundle_id, data.version, principal)
        _tell_change(hub, bundle, {"undone": True})
        return bundle

    @post("/{bundle_id:str}/replan", opt=_CHANGE, status_code=200)
    async def replan(
        self, hub: TheHub, bundle_id: FromPath[BundleId], data: JSONBody[ReplanRequest]
    ) -> ReplanProposal:
        """The bundle without those who are absent; its `changes` are a PATCH to make it so."""
        return await hub.replanning.propose(bundle_id, data)

    @delete("/{bundle_id:str}", opt=_CHANGE)
    async def delete(self, hub: TheHub, principal: Caller, bundle_id: FromPath[BundleId]) -> None:
        """Delete a bundle with all that belongs to it."""
        bundle = await hub.bundles.get(bundle_id)
        await hub.bundles.delete(bundle_id, principal)
        hub.running.refresh(session.id for session in bundle.sessions)
        hub.broadcaster.bundle_updated(bundle_id, {"deleted": True})

    @get("/{bundle_id:str}/status", opt=_READ)
    async def status(self, hub: TheHub, bundle_id: FromPath[BundleId]) -> BundleStatus:
        """How far its sessions are, with live figures."""
        bundle = await hub.bundles.get(bundle_id)
        states = await hub.running.states(session.id for session in bundle.sessions)
        return bundle_status(bundle_id, states, hub.clock.now())

    @get("/{bundle_id:str}/reservations", opt=_READ)
    async def reservations(
        self, hub: TheHub, bundle_id: FromPath[BundleId]
    ) -> tuple[Reservation, ...]:
        """The machines held for it."""
        return await hub.bundles.reservations(bundle_id)

    @get("/{bundle_id:str}/report", opt=needs(Action.READ_RESULTS))
    async def report(self, hub: TheHub, bundle_id: FromPath[BundleId]) -> BundleReport:
        """The report as data, of a finished bundle or of a running one so far."""
        return await hub.reports.report(bundle_id)


def _tell_change(hub: Hub, bundle: Bundle, updates: dict[str, object]) -> None:
    # Sessions that have started cannot be changed, so only the others are read again.
    hub.running.refresh(
        session.id for session in bundle.sessions if session.status is SessionStatus.SCHEDULED
    )
    hub.broadcaster.bundle_updated(bundle.id, updates)
