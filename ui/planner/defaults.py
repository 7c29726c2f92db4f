"""Where the wizard begins: what most trainers would have typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from core.domain.facility import Facility
from core.domain.ids import FacilityId
from core.domain.session import DistributionStrategy
from core.domain.workout import WorkoutKind
from core.errors import NotFoundError
from ui.planner.bookings import Booking
from ui.planner.club import Club
from ui.planner.findings import at_next_free_hour
from ui.planner.plan import Plan, with_count

_GROUPS = 3
_MINUTES = 60
BUNDLE_NAME = "Team Conditioning"

STRATEGY_NAMES = {
    DistributionStrategy.MANUAL: "By hand",
    DistributionStrategy.AUTOMATIC: "Evenly",
    DistributionStrategy.SKILL_BASED: "By skill",
    DistributionStrategy.RANDOM: "Random",
}


def first_plan(
    club: Club,
    bookings: Sequence[Booking],
    now: datetime,
    last_facility_id: FacilityId | None = None,
) -> Plan:
    """Three groups for an hour, at the next free hour, where the last bundle was.

    Raises:
        NotFoundError: The club has no facility or no machine type to plan with.
    """
    if not club.facilities or not club.kinds:
        raise NotFoundError(
            "There is no facility with machines to plan for.",
            suggested_action="Add a facility and its machines at the hub, then try again.",
        )
    facility = _facility(club, last_facility_id)
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
    plan = with_count(blank, _GROUPS, club.kinds_for(facility.id, blank.workout_id))
    return at_next_free_hour(plan, club, bookings, now)


def template_name_for(plan: Plan) -> str:
    """What a template of this plan may be called: "3-Station Parallel"."""
    return f"{len(plan.groups)}-Station Parallel"


def _facility(club: Club, wanted: FacilityId | None) -> Facility:
    if wanted is not None and wanted in club.facilities:
        return club.facilities[wanted]
    return next(iter(club.facilities.values()))
