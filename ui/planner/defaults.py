"""Where the wizard begins: what most trainers would have typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

import msgspec

from core.domain.session import Bundle, DistributionStrategy
from core.domain.workout import WorkoutKind
from core.errors import NotFoundError
from ui.planner.beginnings import shape_of
from ui.planner.bookings import Booking
from ui.planner.club import Club
from ui.planner.free_time import at_next_free_hour
from ui.planner.plan import Plan, default_name, with_count

_GROUPS = 3
_MINUTES = 60
BUNDLE_NAME = "Team Conditioning"

STRATEGY_NAMES = {
    DistributionStrategy.MANUAL: "By hand",
    DistributionStrategy.AUTOMATIC: "Evenly",
    DistributionStrategy.SKILL_BASED: "By skill",
    DistributionStrategy.RANDOM: "Random",
    DistributionStrategy.POSITION: "By position",
    DistributionStrategy.READINESS: "By readiness",
}


def first_plan(
    club: Club, bookings: Sequence[Booking], now: datetime, last: Bundle | None = None
) -> Plan:
    """Groups as in the last bundle, at the next free hour; without one three for an hour.

    Raises:
        NotFoundError: The club has no facility or no machine type to plan with.
    """
    if not club.facilities or not club.kinds:
        raise NotFoundError(
            "There is no facility with machines to plan for.",
            suggested_action="Add a facility and its machines at the hub, then try again.",
        )
    facility = next(iter(club.facilities.values()))
    workouts = sorted(
        club.workouts.values(), key=lambda one: one.kind is not WorkoutKind.CONDITIONING
    )
    blank = Plan(
        name=BUNDLE_NAME,
        day=now.astimezone(ZoneInfo(facility.time_zone)).date(),
        start=time(0, 0),
        duration_min=_MINUTES,
        facility_id=facility.id,
        workout_id=workouts[0].id if workouts else None,
    )
    if last is None:
        plan = with_count(blank, _GROUPS, club.kinds_for(facility.id, blank.workout_id))
    else:
        shape = shape_of(last, blank, club)
        groups = tuple(
            msgspec.structs.replace(
                group,
                name=default_name(club.kind(group.equipment).name, index),
                is_named_by_hand=False,
            )
            for index, group in enumerate(shape.groups)
        )
        workout_id = shape.workout_id or blank.workout_id
        plan = msgspec.structs.replace(shape, groups=groups, workout_id=workout_id)
    return at_next_free_hour(plan, club, bookings, now)


def template_name_for(plan: Plan) -> str:
    """What a template of this plan may be called: "3-Station Parallel"."""
    return f"{len(plan.groups)}-Station Parallel"
