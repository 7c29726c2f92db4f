"""A programme's weeks and the bundle of each training day. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from core.domain.bundle_template import KeptTemplate, TemplateUse
from core.domain.drafts import BundleDraft, Customizations, SessionDraft
from core.domain.equipment import EquipmentKind
from core.domain.facility import Facility
from core.domain.ids import WorkoutId
from core.domain.programme import MAX_WEEKS, ProgrammeDraft, ProgressionKind
from core.domain.value import Value
from core.domain.workout import Workout
from core.errors import InvalidInputError
from core.planning.content_rules import MAX_DURATION_MIN, check_name
from core.planning.limits import check_between, check_count, check_year
from core.planning.progression import (
    WeekLoad,
    can_be_harder,
    harder_blocks,
    harder_intervals,
    week_loads,
)
from core.planning.template_drafts import draft_from
from core.planning.timing import parse_time

MAX_STEP = 0.25
_SHORTEST_MIN = 5.0
_set = msgspec.structs.replace


class UnfoldedWeek(Value, frozen=True, kw_only=True):
    """A week's days and its load."""

    number: int
    starts_on: date
    """Its Monday."""
    load: WeekLoad
    days: tuple[date, ...]


class Material(Value, frozen=True, kw_only=True):
    """What a programme is made from."""

    template: KeptTemplate
    workouts: Mapping[WorkoutId, Workout]
    kinds: Sequence[EquipmentKind]
    facilities: Sequence[Facility]


def check_programme(draft: ProgrammeDraft) -> None:
    """See that a programme can be meant.

    Raises:
        InvalidInputError: It cannot; `field` says where.
    """
    check_name(draft.name, "name")
    check_between(draft.weeks, (1, MAX_WEEKS), "weeks", "weeks")
    check_year(draft.first_date, "firstDate")
    if not draft.weekdays:
        message = "A programme needs a weekday on which there is training."
        raise InvalidInputError(message, field="weekdays")
    if len(set(draft.weekdays)) < len(draft.weekdays) or not set(draft.weekdays) <= {*range(1, 8)}:
        message = "Weekdays are 1 (Monday) to 7 (Sunday), each once."
        raise InvalidInputError(message, field="weekdays")
    parse_time(draft.start_time, field="startTime")
    progression = draft.progression
    check_between(progression.step, (0, MAX_STEP), "more a week", "progression.step")
    if progression.deload_every:
        limits = (2, MAX_WEEKS)
        check_between(progression.deload_every, limits, "weeks", "progression.deloadEvery")
    limits_of_share = (0.2, 1.0)
    field = "progression.deloadShare"
    check_between(progression.deload_share, limits_of_share, "of the load", field)
    check_count(len(draft.skipped_dates), "days", "skippedDates")
    if not any(week.days for week in weeks_of(draft)):
        message = "There is no day left on which there would be training."
        raise InvalidInputError(message, field="skippedDates")


def weeks_of(draft: ProgrammeDraft) -> tuple[UnfoldedWeek, ...]:
    """All weeks with the days on which there is training, on the facility's calendar."""
    monday = draft.first_date - timedelta(days=draft.first_date.weekday())
    skipped = frozenset(draft.skipped_dates)
    weeks: list[UnfoldedWeek] = []
    for number, load in enumerate(week_loads(draft.progression, draft.weeks), start=1):
        starts_on = monday + timedelta(weeks=number - 1)
        days = (starts_on + timedelta(days=weekday - 1) for weekday in sorted(draft.weekdays))
        weeks.append(
            UnfoldedWeek(
                number=number,
                starts_on=starts_on,
                load=load,
                days=tuple(day for day in days if day >= draft.first_date and day not in skipped),
            )
        )
    return tuple(weeks)


def bundle_of(
    draft: ProgrammeDraft, material: Material, week: UnfoldedWeek, day: date
) -> BundleDraft:
    """The bundle of a training day.

    Raises:
        InvalidInputError: Nobody says where, or the groups do not fit the template.
    """
    use = TemplateUse(
        start_date=day,
        start_time=draft.start_time,
        name=f"{draft.name.strip()} · week {week.number}",
        facility_id=draft.facility_id,
        trainer_id=draft.trainer_id,
        groups=draft.groups,
        player_ids=draft.player_ids,
        distribution_strategy=draft.distribution_strategy,
    )
    bundle = draft_from(material.template, use, material.kinds, material.facilities)
    share, kind = week.load.share, draft.progression.kind
    if share == 1.0:
        return bundle
    common = bundle.common_properties
    if kind is ProgressionKind.VOLUME:
        common = _set(common, duration=_longer(common.duration, share))
    sessions = tuple(_session(one, material, share, kind) for one in bundle.sessions)
    return _set(bundle, common_properties=common, sessions=sessions)


def notes_on(draft: ProgrammeDraft, material: Material) -> Iterator[str]:
    """What is good to know about the load, one sentence each."""
    if draft.progression.kind is not ProgressionKind.INTENSITY or not draft.progression.step:
        return
    wanted = {one.workout_template for one in material.template.sessions}
    for workout_id in sorted(one for one in wanted if one is not None):
        workout = material.workouts.get(workout_id)
        if workout is not None and not can_be_harder(workout.intervals, workout.blocks):
            yield (
                f"“{workout.name}” has no target that can rise, only zones: "
                "it stays the same from week to week."
            )


def _session(
    session: SessionDraft, material: Material, share: float, kind: ProgressionKind
) -> SessionDraft:
    own = session.customizations or Customizations()
    base = material.workouts.get(session.workout_id) if session.workout_id is not None else None
    has_own = bool(own.intervals or own.blocks)
    intervals = own.intervals if has_own or base is None else base.intervals
    blocks = own.blocks if has_own or base is None else base.blocks
    duration = session.duration
    if kind is ProgressionKind.VOLUME:
        duration = None if duration is None else _longer(duration, share)
    elif not blocks:
        intervals = harder_intervals(intervals, share)
    blocks = harder_blocks(blocks, share, kind)
    changed = Customizations(intervals=() if blocks else intervals, blocks=blocks)
    is_same = kind is ProgressionKind.VOLUME and not blocks and not has_own
    return _set(session, duration=duration, customizations=None if is_same else changed)


def _longer(duration_min: float, share: float) -> float:
    return min(max(float(round(duration_min * share)), _SHORTEST_MIN), MAX_DURATION_MIN)
