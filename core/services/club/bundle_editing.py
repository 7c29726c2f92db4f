"""Changing bundles: what a change comes to, looked at before it is made, made, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET

from core.domain.audit import AuditFilter
from core.domain.bundle_edit import BundlePreview
from core.domain.drafts import BundleChanges
from core.domain.ids import BundleId, FacilityId, SessionId
from core.domain.session import Bundle, Reservation, Session, SessionStatus
from core.domain.user import Principal
from core.domain.value import Value
from core.errors import NotFoundError, WrongStateError
from core.live.events import utc
from core.planning.bundle_differences import bundle_differences
from core.planning.validation import is_past
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.arrangement import Arranger
from core.services.club.audit_trail import note_change
from core.services.club.bundle_changes import changed_bundle, needs_arranging, path_of
from core.services.club.club_view import view_club
from core.services.club.staleness import check_fresh

CHANGED = "bundle.changed"
_set = msgspec.structs.replace


class Edit(Value, frozen=True, kw_only=True):
    """A bundle as it is to be, with the machines that its sessions are to hold."""

    after: Bundle
    arranged: tuple[SessionId, ...]
    """Sessions whose reservations are made anew."""
    reservations: tuple[Reservation, ...]


class BundleEditing:
    """Shows what a change would do, and takes the last one back.

    Args:
        database: Where bundles are kept.
        clock: Dates changes.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def preview(self, bundle_id: BundleId, changes: BundleChanges) -> BundlePreview:
        """Before and after, under all rules that hold for the change itself.

        Raises:
            HockeyHubError: As the change would.
        """
        async with self._database.read() as unit:
            before = await existing_bundle(unit, bundle_id)
            await check_bundle_fresh(unit, before, changes.version)
            edit = await edited(unit, before, changes, utc(self._clock.now()))
        after = _set(edit.after, version=before.version, updated_at=before.updated_at)
        return BundlePreview(
            before=before, after=after, differences=bundle_differences(before, after)
        )

    async def undo(self, bundle_id: BundleId, version: int, actor: Principal) -> Bundle:
        """Take the last change back; done once more, it is made again.

        Raises:
            NotFoundError: There is no such bundle.
            StaleError: `version` is not the stored one: somebody changed it since.
            WrongStateError: There is no change, or a session that would change has started.
            ConflictError: Players train elsewhere by now.
            OverCapacityError: Others have the machines by now.
        """
        async with self._database.write() as unit:
            now = await existing_bundle(unit, bundle_id)
            await check_bundle_fresh(unit, now, version)
            earlier = await _before_last_change(unit, now)
            edit = await _restored(unit, now, earlier, utc(self._clock.now()))
            await store(unit, actor, now, edit)
            await unit.commit()
        return edit.after


async def existing_bundle(unit: UnitOfWork, bundle_id: BundleId) -> Bundle:
    """A bundle with its sessions.

    Raises:
        NotFoundError: There is none of that id.
    """
    bundle = await unit.schedule.bundle(bundle_id)
    if bundle is None:
        message = f"There is no bundle {bundle_id}."
        raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")
    return bundle


async def check_bundle_fresh(unit: UnitOfWork, bundle: Bundle, version: int | None) -> None:
    """Pass if a version, if any is given, is the stored one.

    Raises:
        StaleError: It is not; `details` says what changed, session by session.
    """
    if version is not None:
        await check_fresh(unit, bundle, version=version, subject=bundle.id, differ=_told)


async def edited(unit: UnitOfWork, before: Bundle, changes: BundleChanges, now: datetime) -> Edit:
    """What a change comes to, machines and all; nothing is written.

    Raises:
        HockeyHubError: A rule is broken.
    """
    wanted = changes.updates.common.facility_id
    individual = changes.updates.individual.values()
    named = {player_id for session in before.sessions for player_id in session.player_ids}
    for change in individual:
        if change.player_ids is not UNSET:
            named.update(change.player_ids)
    own = {change.facility_id for change in individual}
    apart = {one.facility_id for one in before.sessions} - {before.facility_id}
    club = await view_club(
        unit,
        before.facility_id if wanted is UNSET else wanted,
        tuple(named),
        {before.facility_id}.union(apart, (one for one in own if one is not UNSET)),
    )
    old_place = club.elsewhere.get(before.facility_id) or club.place
    present = {player_id for session in before.sessions for player_id in session.player_ids}
    club.check_joining(sorted(named - present), "updates.individual")
    after = changed_bundle(before, changes, club, old_place, now)
    affected = [
        new
        for old, new in zip(before.sessions, after.sessions, strict=True)
        if needs_arranging(old, new)
    ]
    paths = {session.id: path_of(session.id) for session in affected}
    return await _arranged(Arranger(unit, club, paths, common="updates.common"), after, affected)


async def store(unit: UnitOfWork, actor: Principal, before: Bundle, edit: Edit) -> None:
    """Write an edit down, in the transaction of whoever calls."""
    await unit.schedule.release(edit.arranged)
    await unit.schedule.reserve(edit.reservations)
    await unit.schedule.save_bundle(edit.after)
    await note_change(unit, actor, CHANGED, before.id, before=before, after=edit.after)


async def _arranged(arranger: Arranger, after: Bundle, affected: Sequence[Session]) -> Edit:
    arrangement = await arranger.arrange(affected)
    found = {session.id: session for session in arrangement.sessions}
    return Edit(
        after=_set(
            after, sessions=tuple(found.get(session.id, session) for session in after.sessions)
        ),
        arranged=tuple(found),
        reservations=arrangement.reservations,
    )


async def _before_last_change(unit: UnitOfWork, bundle: Bundle) -> Bundle:
    lines = await unit.audit.page(AuditFilter(subject=bundle.id, action=CHANGED), limit=1)
    for line in lines.items:
        state: Mapping[str, Any] = line.detail.get("after") or {}
        if state.get("version") == bundle.version:
            return msgspec.convert(line.detail["before"], Bundle)
    message = f"“{bundle.name}” has no change to take back."
    raise WrongStateError(message)


async def _restored(unit: UnitOfWork, now: Bundle, earlier: Bundle, at: datetime) -> Edit:
    """The bundle as it was before, with what has happened to its sessions since."""
    old = {session.id: session for session in earlier.sessions}
    sessions = tuple(_session_restored(one, old.get(one.id)) for one in now.sessions)
    after = _set(earlier, sessions=sessions, version=now.version + 1, updated_at=at)
    affected = [
        new
        for present, new in zip(now.sessions, sessions, strict=True)
        if needs_arranging(present, new)
    ]
    named = {player_id for session in affected for player_id in session.player_ids}
    places: set[FacilityId] = {one.facility_id for one in sessions} - {earlier.facility_id}
    club = await view_club(unit, earlier.facility_id, tuple(named), places)
    if named - club.players.keys():
        raise WrongStateError(
            "A player of the earlier plan is not in the club any more.",
            suggested_action="Change the groups by hand.",
        )
    if affected and earlier.starts_at != now.starts_at and is_past(earlier.starts_at, at):
        raise WrongStateError(
            "The earlier start is over by now.", suggested_action="Choose a new one by hand."
        )
    paths = {session.id: path_of(session.id) for session in affected}
    return await _arranged(Arranger(unit, club, paths, common="updates.common"), after, affected)


def _session_restored(now: Session, earlier: Session | None) -> Session:
    if earlier is None or earlier == now:
        return now
    if now.status is not SessionStatus.SCHEDULED:
        kept = _set(earlier, status=now.status, started_at=now.started_at, ended_at=now.ended_at)
        if kept == now:
            return now
        message = f"“{now.name}” has begun or is over; the change cannot be taken back any more."
        raise WrongStateError(message)
    return _set(earlier, status=now.status)


def _told(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Differences as `details` have them: between two states as the audit log keeps them."""
    found = bundle_differences(msgspec.convert(before, Bundle), msgspec.convert(after, Bundle))
    told: list[dict[str, Any]] = msgspec.to_builtins(found)
    return told
