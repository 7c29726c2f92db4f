"""What a bundle must be like before anybody looks for machines: the first offence, and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from core.domain.drafts import BundleDraft, CommonProperties, SessionDraft
from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.ids import FacilityId, PlayerId, UserId, WorkoutId
from core.domain.session import MAX_SESSIONS, MIN_SESSIONS
from core.domain.value import Value
from core.errors import InvalidInputError, OverCapacityError
from core.planning.content_rules import (
    check_blocks,
    check_duration,
    check_interval,
    check_name,
)
from core.planning.limits import check_text, check_year
from core.planning.timing import parse_time

__all__ = [
    "Known",
    "check_bundle",
    "check_capacity",
    "check_common",
    "check_duration",
    "check_interval",
    "check_known",
    "check_name",
    "check_players_once",
    "check_session",
    "check_start",
]

_LATE = timedelta(minutes=15)
"""Who plans what begins now is late by the minutes that planning takes."""


class Known(Value, frozen=True, kw_only=True):
    """What exists, as far as a draft mentions it."""

    facility_ids: frozenset[FacilityId]
    trainer_ids: frozenset[UserId]
    workout_ids: frozenset[WorkoutId]
    player_ids: frozenset[PlayerId]
    kinds: dict[EquipmentType, EquipmentKind]
    capacity: Mapping[EquipmentType, int]
    """Machines in service in the facility."""
    capacity_elsewhere: Mapping[FacilityId, Mapping[EquipmentType, int]] = {}
    """The same of further facilities."""


def check_bundle(draft: BundleDraft, known: Known) -> None:
    """Hold a draft against the rules.

    Raises:
        InvalidInputError: It breaks one; `field` says which part of the draft.
        OverCapacityError: A group is larger than the facility has machines.
    """
    check_name(draft.name, "name")
    check_text(draft.description, "description", "description")
    check_common(draft.common_properties, known)
    count = len(draft.sessions)
    if not MIN_SESSIONS <= count <= MAX_SESSIONS:
        message = f"A bundle has {MIN_SESSIONS} to {MAX_SESSIONS} sessions, not {count}."
        action = "Add a session." if count < MIN_SESSIONS else "Leave some sessions out."
        raise InvalidInputError(message, suggested_action=action, field="sessions")
    has_players = any(session.player_ids for session in draft.sessions)
    for index, session in enumerate(draft.sessions):
        path = f"sessions.{index}"
        check_session(session, known, path)
        # Who is spread by the hub is in some group: only a place without such machines is wrong.
        count = int(has_players) if draft.auto_distribute else len(session.player_ids)
        check_capacity(
            session.name, session.equipment, count, known, path, facility_id=session.facility_id
        )
    check_players_once([(session.name, session.player_ids) for session in draft.sessions])
    if draft.save_as_template and draft.template_name is not None:
        check_name(draft.template_name, "templateName")


def check_common(common: CommonProperties, known: Known, path: str = "commonProperties") -> None:
    """Hold what all sessions share against the rules.

    Raises:
        InvalidInputError: It breaks one.
    """
    check_year(common.start_date, f"{path}.startDate")
    parse_time(common.start_time, field=f"{path}.startTime")
    check_duration(common.duration, f"{path}.duration")
    check_known("facility", common.facility_id, known.facility_ids, f"{path}.facilityId")
    if common.trainer_id is not None:
        check_known("trainer", common.trainer_id, known.trainer_ids, f"{path}.trainerId")


def is_past(starts_at: datetime, now: datetime) -> bool:
    """Whether a start is over: one may come a little late to his own training."""
    return starts_at < now - _LATE


def check_start(
    starts_at: datetime,
    now: datetime,
    common: CommonProperties,
    field: str = "commonProperties.startTime",
) -> None:
    """See that a start is not over, unless that is meant.

    Args:
        starts_at: The instant.
        now: The present one.
        common: What was wanted.
        field: Which input to blame.

    Raises:
        InvalidInputError: It is.
    """
    if common.may_be_past or not is_past(starts_at, now):
        return
    day = common.start_date
    message = f"{common.start_time} on {day.day} {day:%B %Y} is over."
    raise InvalidInputError(message, suggested_action="Choose a later start.", field=field)


def check_session(session: SessionDraft, known: Known, path: str) -> None:
    """Hold one session against the rules that concern it alone.

    Raises:
        InvalidInputError: It breaks one.
    """
    check_name(session.name, f"{path}.name")
    check_known("machine type", session.equipment, known.kinds, f"{path}.equipment")
    if session.duration is not None:
        check_duration(session.duration, f"{path}.duration")
    if session.workout_id is not None:
        check_known("workout", session.workout_id, known.workout_ids, f"{path}.workoutId")
    if session.facility_id is not None:
        check_known("facility", session.facility_id, known.facility_ids, f"{path}.facilityId")
    if session.trainer_id is not None:
        check_known("trainer", session.trainer_id, known.trainer_ids, f"{path}.trainerId")
    for player_id in session.player_ids:
        check_known("player", player_id, known.player_ids, f"{path}.playerIds")
    if session.customizations is not None:
        for index, interval in enumerate(session.customizations.intervals):
            check_interval(interval, f"{path}.customizations.intervals.{index}")
        check_blocks(session.customizations.blocks, f"{path}.customizations.blocks")


def check_capacity(
    name: str,
    equipment: EquipmentType,
    player_count: int,
    known: Known,
    path: str,
    *,
    facility_id: FacilityId | None = None,
) -> None:
    """See that a group is not larger than its facility has machines.

    Args:
        name: The group's.
        equipment: What it wants.
        player_count: How many.
        known: What there is.
        path: The session's place in the request.
        facility_id: Where it is, if not where most of the bundle is.

    Raises:
        OverCapacityError: It is.
    """
    elsewhere = known.capacity_elsewhere.get(facility_id) if facility_id is not None else None
    capacity = (known.capacity if elsewhere is None else elsewhere).get(equipment, 0)
    if player_count <= capacity:
        return
    unit_name = known.kinds[equipment].unit_name
    message = (
        f"{name} has {player_count} players, but the facility has {capacity} × "
        f"{unit_name} in service."
    )
    if not capacity:
        message = f"The facility of {name} has no {unit_name} in service."
    raise OverCapacityError(
        message,
        suggested_action="Move players to another group, or choose another machine type.",
        field=f"{path}.playerIds" if capacity else f"{path}.equipment",
    )


def check_players_once(
    groups: Sequence[tuple[str, Sequence[PlayerId]]], path: str = "sessions.{}.playerIds"
) -> None:
    """See that nobody is in two parallel groups, or twice in one.

    Args:
        groups: Name and players of each session.
        path: The field to blame, with the session's place for `{}`.

    Raises:
        InvalidInputError: Somebody is.
    """
    seen: dict[PlayerId, str] = {}
    for index, (name, player_ids) in enumerate(groups):
        for player_id in player_ids:
            if player_id in seen:
                message = f"Player {player_id} is in {seen[player_id]} and again in {name}."
                raise InvalidInputError(
                    message,
                    suggested_action="A player can be in one of the parallel sessions only.",
                    field=path.format(index),
                )
            seen[player_id] = name


def check_known(what: str, wanted: str, existing: Collection[str], field: str) -> None:
    """See that something exists.

    Args:
        what: As people say it.
        wanted: Its id.
        existing: All ids.
        field: Which input to blame.

    Raises:
        InvalidInputError: It does not.
    """
    if wanted not in existing:
        message = f"There is no {what} “{wanted}”."
        raise InvalidInputError(message, suggested_action="Choose one from the list.", field=field)
