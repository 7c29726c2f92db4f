"""Session bundles, as [S0] 5.1 writes them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.params import Parameter

from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    BundleStatus,
    CreatedBundle,
)
from core.domain.ids import BundleId
from core.domain.session import Bundle, Reservation, SessionStatus
from core.domain.summary import BundleReport
from core.domain.user import Principal
from core.protocol.rest import API
from core.reports.status import bundle_status
from hub_server.rest.guard import needs
from hub_server.rest.hub import Hub
from hub_server.security.permissions import Action

_READ = needs(Action.READ_SCHEDULE)
_CHANGE = needs(Action.CHANGE_SCHEDULE)

Limit = Annotated[int, Parameter(ge=1, le=100)]


class BundleController(Controller):
    """Parallel sessions, planned and changed together."""

    path = f"{API}/session-bundles"
    tags = ["session-bundles"]  # noqa: RUF012 - the framework reads it from the class

    @post(opt=_CHANGE)
    async def create(self, hub: Hub, principal: Principal, data: BundleDraft) -> CreatedBundle:
        """Create a bundle with its sessions and reservations, or nothing at all."""
        created = await hub.bundles.create(data, principal)
        hub.broadcaster.bundle_created(created)
        return created

    @get(opt=_READ)
    async def page(
        self,
        hub: Hub,
        limit: Limit = 20,
        cursor: str | None = None,
        status: SessionStatus | None = None,
    ) -> BundlePage:
        """A page of bundles, newest start first, all or those in one state."""
        return await hub.bundles.list(limit, cursor, status)

    @get("/{bundle_id:str}", opt=_READ)
    async def one(self, hub: Hub, bundle_id: BundleId) -> Bundle:
        """A bundle with its sessions."""
        return await hub.bundles.get(bundle_id)

    @patch("/{bundle_id:str}", opt=_CHANGE)
    async def change(
        self, hub: Hub, principal: Principal, bundle_id: BundleId, data: BundleChanges
    ) -> Bundle:
        """Change common and individual properties together."""
        bundle = await hub.bundles.change(bundle_id, data, principal)
        # Sessions that have started cannot be changed, so only the others are read again.
        hub.running.refresh(
            session.id for session in bundle.sessions if session.status is SessionStatus.SCHEDULED
        )
        updates: dict[str, object] = msgspec.to_builtins(data.updates)
        hub.broadcaster.bundle_updated(bundle_id, updates)
        return bundle

    @delete("/{bundle_id:str}", opt=_CHANGE)
    async def delete(self, hub: Hub, principal: Principal, bundle_id: BundleId) -> None:
        """Delete a bundle with all that belongs to it."""
        bundle = await hub.bundles.get(bundle_id)
        await hub.bundles.delete(bundle_id, principal)
        hub.running.refresh(session.id for session in bundle.sessions)
        hub.broadcaster.bundle_updated(bundle_id, {"deleted": True})

    @get("/{bundle_id:str}/status", opt=_READ)
    async def status(self, hub: Hub, bundle_id: BundleId) -> BundleStatus:
        """How far its sessions are, with live figures."""
        bundle = await hub.bundles.get(bundle_id)
        states = await hub.running.states(session.id for session in bundle.sessions)
        return bundle_status(bundle_id, states, hub.clock.now())

    @get("/{bundle_id:str}/reservations", opt=_READ)
    async def reservations(self, hub: Hub, bundle_id: BundleId) -> tuple[Reservation, ...]:
        """The machines held for it."""
        return await hub.bundles.reservations(bundle_id)

    @get("/{bundle_id:str}/report", opt=needs(Action.READ_RESULTS))
    async def report(self, hub: Hub, bundle_id: BundleId) -> BundleReport:
        """The report as data, of a finished bundle or of a running one so far."""
        return await hub.reports.report(bundle_id)
