"""What a PATCH makes of a bundle, before its sessions are arranged anew. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import UNSET

from core.domain.drafts import (
    BundleChanges,
    CommonChanges,
    CommonProperties,
    SessionChanges,
    SessionDraft,
)
from core.domain.facility import Facility
from core.domain.ids import SessionId
from core.domain.session import Assignment, Bundle, Session, SessionStatus
from core.domain.workout import fitted_content
from core.errors import InvalidInputError, WrongStateError
from core.planning.timing import to_local, to_utc
from core.planning.validation import (
    check_capacity,
    check_common,
    check_name,
    check_players_once,
    check_session,
    check_start,
)
from core.services.club.club_view import ClubView
from core.services.club.drafting import content_for, version_of

_COMMON = "updates.common"


def path_of(session_id: SessionId) -> str:
    """The field under which a session's changes stand in the request."""
    return f"updates.individual.{session_id}"


def changed_bundle(
    bundle: Bundle, changes: BundleChanges, club: ClubView, old_place: Facility, now: datetime
) -> Bundle:
    """The bundle as it is to be.

    Args:
        bundle: As it is stored.
        changes: What is wanted.
        club: With the new facility, and all players named before or after.
        old_place: The facility in whose zone the stored times were meant.
        now: When it is changed.

    Raises:
        InvalidInputError: A rule is broken, or a session is not in the bundle.
        OverCapacityError: A group is larger than the facility has machines.
        WrongStateError: A session that would change has started or is over.
    """
    common, individual = changes.updates.common, changes.updates.individual
    for session_id in individual:
        if all(session.id != session_id for session in bundle.sessions):
            message = f"Session {session_id} is not in this bundle."
            raise InvalidInputError(message, field=path_of(session_id))
    if common.name is not UNSET:
        check_name(common.name, f"{_COMMON}.name")
    properties = _common_properties(bundle, common, old_place)
    check_common(properties, club.known, _COMMON)
    starts_at = bundle.starts_at
    if _moves(common):
        starts_at = to_utc(
            properties.start_date,
            properties.start_time,
            club.place.time_zone,
            field=f"{_COMMON}.startTime",
        )
    if starts_at != bundle.starts_at:
        check_start(starts_at, now, properties, f"{_COMMON}.startTime")
    sessions = tuple(
        _session_after(
            _following(session, bundle, properties),
            common,
            individual.get(session.id),
            starts_at,
            club,
            is_apart=session.facility_id != bundle.facility_id,
        )
        for session in bundle.sessions
    )
    check_players_once(
        [(session.name, session.player_ids) for session in sessions], "updates.individual"
    )
    return msgspec.structs.replace(
        bundle,
        name=bundle.name if common.name is UNSET else common.name.strip(),
        description=bundle.description if common.description is UNSET else common.description,
        facility_id=properties.facility_id,
        trainer_id=properties.trainer_id,
        starts_at=starts_at,
        duration_min=properties.duration,
        sessions=sessions,
        updated_at=now,
        version=bundle.version + 1,
    )


def needs_arranging(before: Session, after: Session) -> bool:
    """Whether machines and players must be looked at again."""
    return (
        before.starts_at != after.starts_at
        or before.duration_min != after.duration_min
        or before.facility_id != after.facility_id
        or before.equipment != after.equipment
        or before.player_ids != after.player_ids
    )


def _moves(common: CommonChanges) -> bool:
    places_and_times = (common.start_date, common.start_time, common.facility_id)
    return any(value is not UNSET for value in places_and_times)


def _common_properties(
    bundle: Bundle, common: CommonChanges, old_place: Facility
) -> CommonProperties:
    shown = to_local(bundle.starts_at, old_place.time_zone)
    time = shown.strftime("%H:%M:%S" if shown.second else "%H:%M")
    return CommonProperties(
        start_date=shown.date() if common.start_date is UNSET else common.start_date,
        start_time=time if common.start_time is UNSET else common.start_time,
        duration=bundle.duration_min if common.duration is UNSET else common.duration,
        facility_id=bundle.facility_id if common.facility_id is UNSET else common.facility_id,
        trainer_id=bundle.trainer_id if common.trainer_id is UNSET else common.trainer_id,
    )


def _following(session: Session, bundle: Bundle, common: CommonProperties) -> Session:
    """The session led by the bundle's new trainer, unless it has its own or is over."""
    if session.trainer_id != bundle.trainer_id or session.status.is_over:
        return session
    return msgspec.structs.replace(session, trainer_id=common.trainer_id)


def _session_after(
    session: Session,
    common: CommonChanges,
    changes: SessionChanges | None,
    starts_at: datetime,
    club: ClubView,
    *,
    is_apart: bool,
) -> Session:
    if changes is None and not _moves(common) and common.duration is UNSET:
        return session
    if session.status is not SessionStatus.SCHEDULED:
        state = "is running" if session.status.is_running else "is over"
        message = f"“{session.name}” {state} and can no longer be changed."
        raise WrongStateError(message, field=_COMMON if changes is None else path_of(session.id))
    duration = session.duration_min if common.duration is UNSET else common.duration
    content = fitted_content(session.kind, session.intervals, session.blocks, duration * 60)
    moved = msgspec.structs.replace(
        session,
        # Who is in a further facility stays there.
        facility_id=session.facility_id if is_apart else club.place.id,
        starts_at=starts_at,
        duration_min=duration,
        intervals=content.intervals,
        blocks=content.blocks,
    )
    return moved if changes is None else _with_own_changes(moved, changes, club)


def _with_own_changes(session: Session, changes: SessionChanges, club: ClubView) -> Session:
    path = path_of(session.id)
    wanted = SessionDraft(
        name=session.name if changes.name is UNSET else changes.name,
        equipment=session.equipment if changes.equipment is UNSET else changes.equipment,
        player_ids=session.player_ids if changes.player_ids is UNSET else changes.player_ids,
        workout_id=session.workout_id if changes.workout_id is UNSET else changes.workout_id,
        customizations=None if changes.customizations is UNSET else changes.customizations,
        facility_id=session.facility_id if changes.facility_id is UNSET else changes.facility_id,
        trainer_id=session.trainer_id if changes.trainer_id is UNSET else changes.trainer_id,
    )
    check_session(wanted, club.known, path)
    check_capacity(
        wanted.name,
        wanted.equipment,
        len(wanted.player_ids),
        club.known,
        path,
        facility_id=wanted.facility_id,
    )
    content, version = session.content, session.workout_version
    if changes.workout_id is not UNSET or changes.customizations is not UNSET:
        content = content_for(club, wanted.workout_id, wanted.customizations, session.duration_min)
        version = version_of(club, wanted.workout_id)
    had = {one.player_id: one.unit_id for one in session.assignments}
    return msgspec.structs.replace(
        session,
        name=wanted.name.strip(),
        equipment=wanted.equipment,
        facility_id=wanted.facility_id or session.facility_id,
        trainer_id=wanted.trainer_id,
        workout_id=wanted.workout_id,
        workout_version=version,
        kind=content.kind,
        intervals=content.intervals,
        blocks=content.blocks,
        assignments=tuple(
            Assignment(player_id=player_id, unit_id=had.get(player_id))
            for player_id in wanted.player_ids
        ),
    )
