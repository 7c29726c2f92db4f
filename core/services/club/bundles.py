"""Bundles: planned, changed and deleted, each in one transaction."""

from __future__ import annotations

import msgspec
from msgspec import UNSET

from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    CreatedBundle,
    CreatedSession,
    UnassignedPlayer,
)
from core.domain.ids import BundleId, UserId, new_id
from core.domain.session import Bundle, Reservation, SessionStatus
from core.domain.user import Principal
from core.errors import ConflictError, InvalidInputError, NotFoundError, WrongStateError
from core.live.events import utc
from core.planning.timing import to_utc
from core.planning.validation import check_bundle
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.arrangement import Arranger
from core.services.club.audit_trail import note_change
from core.services.club.bundle_changes import changed_bundle, needs_arranging, path_of
from core.services.club.club_view import view_club
from core.services.club.drafting import sessions_of, strategy_of, trainer_for
from core.services.club.templates import template_of

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
            bundle, reservations, unassigned = await self._plan(unit, draft, actor)
            await unit.schedule.add_bundle(bundle)
            await unit.schedule.reserve(reservations)
            template_id = await _keep_template(unit, draft, bundle.trainer_id)
            await note_change(unit, actor, "bundle.created", bundle.id, before=None, after=bundle)
            await unit.commit()
        return CreatedBundle(
            bundle_id=bundle.id,
            sessions=tuple(CreatedSession(id=session.id) for session in bundle.sessions),
            equipment_reservations=reservations,
            unassigned=unassigned,
            template_id=template_id,
        )

    async def change(self, bundle_id: BundleId, changes: BundleChanges, actor: Principal) -> Bundle:
        """Change what all sessions share and what single ones have of their own.

        Raises:
            NotFoundError: There is no such bundle.
            ConflictError: Somebody changed it meanwhile, or a player trains elsewhere.
            WrongStateError: A session that would change has started.
            InvalidInputError: A rule is broken.
            OverCapacityError: There are not enough free machines.
            RestrictedError: A medical restriction forbids a player's machine.
        """
        async with self._database.write() as unit:
            before = await _existing(unit, bundle_id)
            _check_version(before, changes.version)
            after = await self._changed(unit, before, changes)
            await unit.schedule.save_bundle(after)
            await note_change(unit, actor, "bundle.changed", bundle_id, before=before, after=after)
            await unit.commit()
        return after

    async def delete(self, bundle_id: BundleId, actor: Principal) -> None:
        """Delete a bundle with all that hangs on it.

        Raises:
            NotFoundError: There is no such bundle.
            WrongStateError: One of its sessions runs.
        """
        async with self._database.write() as unit:
            bundle = await _existing(unit, bundle_id)
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
            return await _existing(unit, bundle_id)

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
            bundle = await _existing(unit, bundle_id)
            ids = tuple(session.id for session in bundle.sessions)
            return await unit.schedule.reservations_of(ids)

    async def _plan(
        self, unit: UnitOfWork, draft: BundleDraft, actor: Principal
    ) -> tuple[Bundle, tuple[Reservation, ...], tuple[UnassignedPlayer, ...]]:
        named = [player_id for session in draft.sessions for player_id in session.player_ids]
        club = await view_club(unit, draft.common_properties.facility_id, named)
        check_bundle(draft, club.known)
        common = trainer_for(draft.common_properties, actor, club.user_ids)
        draft = msgspec.structs.replace(draft, common_properties=common)
        starts_at = to_utc(common.start_date, common.start_time, club.place.time_zone)
        bundle_id = BundleId(new_id())
        sessions = sessions_of(draft, bundle_id, starts_at, club)
        paths = {session.id: f"sessions.{index}" for index, session in enumerate(sessions)}
        arranger = Arranger(unit, club, paths)
        strategy = strategy_of(draft)
        unassigned: tuple[UnassignedPlayer, ...] = ()
        if draft.auto_distribute:
            sessions, unassigned = await arranger.distribute(sessions, strategy)
        arrangement = await arranger.arrange(sessions)
        now = utc(self._clock.now())
        bundle = Bundle(
            id=bundle_id,
            name=draft.name.strip(),
            description=draft.description,
            facility_id=common.facility_id,
            trainer_id=common.trainer_id,
            starts_at=starts_at,
            duration_min=common.duration,
            distribution_strategy=strategy,
            sessions=arrangement.sessions,
            created_at=now,
            updated_at=now,
        )
        return bundle, arrangement.reservations, unassigned

    async def _changed(self, unit: UnitOfWork, before: Bundle, changes: BundleChanges) -> Bundle:
        wanted = changes.updates.common.facility_id
        named = {player_id for session in before.sessions for player_id in session.player_ids}
        for change in changes.updates.individual.values():
            if change.player_ids is not UNSET:
                named.update(change.player_ids)
        club = await view_club(
            unit, before.facility_id if wanted is UNSET else wanted, tuple(named)
        )
        old_place = club.facility if wanted is UNSET else None
        old_place = old_place or await unit.club.facility(before.facility_id) or club.place
        after = changed_bundle(before, changes, club, old_place, utc(self._clock.now()))
        affected = [
            new
            for old, new in zip(before.sessions, after.sessions, strict=True)
            if needs_arranging(old, new)
        ]
        paths = {session.id: path_of(session.id) for session in affected}
        arrangement = await Arranger(unit, club, paths).arrange(affected)
        await unit.schedule.release(tuple(paths))
        await unit.schedule.reserve(arrangement.reservations)
        arranged = {session.id: session for session in arrangement.sessions}
        sessions = tuple(arranged.get(session.id, session) for session in after.sessions)
        return msgspec.structs.replace(after, sessions=sessions)


async def _existing(unit: UnitOfWork, bundle_id: BundleId) -> Bundle:
    bundle = await unit.schedule.bundle(bundle_id)
    if bundle is None:
        message = f"There is no bundle {bundle_id}."
        raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")
    return bundle


def _check_version(bundle: Bundle, version: int | None) -> None:
    if version is not None and version != bundle.version:
        message = f"“{bundle.name}” was changed by somebody else meanwhile."
        raise ConflictError(
            message, suggested_action="Reload it and make your change again.", field="version"
        )


async def _keep_template(
    unit: UnitOfWork, draft: BundleDraft, created_by: UserId | None
) -> str | None:
    if not draft.save_as_template:
        return None
    template, template_id = template_of(draft), new_id()
    await unit.schedule.save_template(
        template_id=template_id,
        name=template.name,
        created_by=created_by,
        config=msgspec.json.encode(template),
    )
    return template_id
