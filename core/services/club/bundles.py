"""Bundles: planned, changed and deleted, each in one transaction."""

from __future__ import annotations

from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    CreatedBundle,
)
from core.domain.ids import BundleId, TemplateId
from core.domain.session import Bundle, Reservation, SessionStatus
from core.domain.user import Principal
from core.errors import InvalidInputError, WrongStateError
from core.live.events import utc
from core.planning.template_drafts import template_of
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.bundle_editing import (
    check_bundle_fresh,
    edited,
    existing_bundle,
    store,
)
from core.services.club.bundle_planning import plan_bundle, store_planned
from core.services.club.templates import keep_template

DEFAULT_PAGE = 50
MAX_PAGE = 200


class BundleService:
    """Creates, changes, deletes and shows bundles.

    Args:
        database: Where they are kept.
        clock: Dates creation and change.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create(self, draft: BundleDraft, actor: Principal) -> CreatedBundle:
        """Plan a bundle: validate, gate, reserve machines and give each player one.

        Raises:
            InvalidInputError: The draft breaks a rule; `field` says where.
            OverCapacityError: There are not enough free machines.
            RestrictedError: A medical restriction forbids a player's machine.
            ConflictError: A player trains elsewhere at that time.
        """
        async with self._database.write() as unit:
            planned = await plan_bundle(unit, draft, actor, utc(self._clock.now()))
            await store_planned(unit, planned, actor)
            template_id = await self._keep_template(unit, draft, planned.bundle, actor)
            await unit.commit()
        return planned.created(template_id)

    async def change(self, bundle_id: BundleId, changes: BundleChanges, actor: Principal) -> Bundle:
        """Change what all sessions share and what single ones have of their own.

        Raises:
            NotFoundError: There is no such bundle.
            StaleError: Somebody changed it meanwhile.
            ConflictError: A player trains elsewhere.
            WrongStateError: A session that would change has started.
            InvalidInputError: A rule is broken.
            OverCapacityError: There are not enough free machines.
            RestrictedError: A medical restriction forbids a player's machine.
        """
        async with self._database.write() as unit:
            before = await existing_bundle(unit, bundle_id)
            await check_bundle_fresh(unit, before, changes.version)
            edit = await edited(unit, before, changes, utc(self._clock.now()))
            await store(unit, actor, before, edit)
            await unit.commit()
        return edit.after

    async def delete(self, bundle_id: BundleId, actor: Principal) -> None:
        """Delete a bundle with all that hangs on it.

        Raises:
            NotFoundError: There is no such bundle.
            WrongStateError: One of its sessions runs.
        """
        async with self._database.write() as unit:
            bundle = await existing_bundle(unit, bundle_id)
            for session in bundle.sessions:
                if session.status.is_running:
                    message = f"“{session.name}” is running; the bundle cannot be deleted."
                    raise WrongStateError(message, suggested_action="End its sessions first.")
            await unit.schedule.delete_bundle(bundle_id)
            await note_change(unit, actor, "bundle.deleted", bundle_id, before=bundle, after=None)
            await unit.commit()

    async def get(self, bundle_id: BundleId) -> Bundle:
        """A bundle with its sessions.

        Raises:
            NotFoundError: There is no such bundle.
        """
        async with self._database.read() as unit:
            return await existing_bundle(unit, bundle_id)

    async def list(
        self,
        limit: int = DEFAULT_PAGE,
        cursor: str | None = None,
        status: SessionStatus | None = None,
    ) -> BundlePage:
        """A page of bundles, the newest start first.

        Raises:
            InvalidInputError: The page is too large or does not exist.
        """
        if not 1 <= limit <= MAX_PAGE:
            message = f"A page has 1 to {MAX_PAGE} bundles."
            raise InvalidInputError(message, field="limit")
        async with self._database.read() as unit:
            return await unit.schedule.bundles(limit=limit, cursor=cursor, status=status)

    async def reservations(self, bundle_id: BundleId) -> tuple[Reservation, ...]:
        """The machines that a bundle's sessions hold.

        Raises:
            NotFoundError: There is no such bundle.
        """
        async with self._database.read() as unit:
            bundle = await existing_bundle(unit, bundle_id)
            ids = tuple(session.id for session in bundle.sessions)
            return await unit.schedule.reservations_of(ids)

    async def _keep_template(
        self, unit: UnitOfWork, draft: BundleDraft, bundle: Bundle, actor: Principal
    ) -> TemplateId | None:
        if not draft.save_as_template:
            return None
        wanted = template_of(draft)
        return (await keep_template(unit, wanted, actor, bundle.trainer_id, self._clock)).id
