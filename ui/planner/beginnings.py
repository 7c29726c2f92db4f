"""Ways to begin a plan: a template, or a bundle that was trained before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from core.domain.bundle_template import KeptTemplate, SessionTemplate
from core.domain.drafts import BundleSummary
from core.domain.ids import BundleId, WorkoutId
from core.domain.session import Bundle, DistributionStrategy, Session, SessionStatus
from core.domain.value import Value
from ui.planner.bookings import Booking
from ui.planner.club import Club
from ui.planner.free_time import at_next_free_hour
from ui.planner.plan import LONGEST_MIN, SHORTEST_MIN, GroupPlan, Plan, default_name
from ui.planner.unfinished import fitted_to

_LAST_WEEK = timedelta(days=14)
_MOST_EARLIER = 12
_set = msgspec.structs.replace


class Source(StrEnum):
    """What a plan is made from."""

    TEMPLATE = "template"
    EARLIER = "earlier"


class Beginning(Value, frozen=True, kw_only=True):
    """One way to begin."""

    source: Source
    id: str
    title: str
    detail: str


def from_templates(templates: Iterable[KeptTemplate], club: Club) -> tuple[Beginning, ...]:
    """Templates to begin with."""
    return tuple(
        Beginning(source=Source.TEMPLATE, id=one.id, title=one.name, detail=_shape_text(one, club))
        for one in templates
        if one.sessions
    )


def from_earlier(
    bundles: Sequence[BundleSummary], club: Club, now: datetime
) -> tuple[Beginning, ...]:
    """Bundles of the last two weeks, the newest first."""
    recent = [
        one
        for one in bundles
        if now - _LAST_WEEK <= one.starts_at <= now
        and one.status is not SessionStatus.CANCELLED
        and one.facility_id in club.facilities
    ]
    return tuple(
        Beginning(
            source=Source.EARLIER,
            id=one.id,
            title=one.name,
            detail=f"{_day_text(one, club)}, {one.player_count} players",
        )
        for one in recent[:_MOST_EARLIER]
    )


def plan_from_template(
    template: KeptTemplate, base: Plan, club: Club, bookings: Sequence[Booking], now: datetime
) -> Plan:
    """The template at the next free hour, its groups still empty."""
    common, own = _shared([one.workout_template for one in template.sessions])
    is_manual = template.distribution_strategy is DistributionStrategy.MANUAL
    plan = _set(
        base,
        name=template.name,
        duration_min=_minutes(template.default_duration),
        facility_id=template.facility_id or base.facility_id,
        workout_id=common,
        uses_same_workout=not any(own),
        auto_distributes=True,
        groups=tuple(
            _from_session(session, index, template, own[index], club)
            for index, session in enumerate(template.sessions)
        ),
        strategy=DistributionStrategy.AUTOMATIC if is_manual else template.distribution_strategy,
        seed=None,
        template_id=template.id,
        locked_ids=(),
    )
    return at_next_free_hour(fitted_to(plan, club), club, bookings, now)


def plan_from_bundle(bundle: Bundle, base: Plan, club: Club, now: datetime) -> Plan:
    """The same groups at the same time of the same weekday, the next time it comes."""
    facility = club.facilities.get(bundle.facility_id, club.facilities[base.facility_id])
    local = bundle.starts_at.astimezone(ZoneInfo(facility.time_zone))
    plan = _set(
        shape_of(bundle, base, club),
        facility_id=facility.id,
        name=bundle.name,
        day=local.date(),
        start=local.time().replace(tzinfo=None),
        groups=tuple(
            _set(group, player_ids=session.player_ids)
            for group, session in zip(
                shape_of(bundle, base, club).groups, bundle.sessions, strict=True
            )
        ),
        strategy=DistributionStrategy.MANUAL,
        auto_distributes=False,
        seed=None,
    )
    while _begins(plan, facility.time_zone) <= now:
        plan = _set(plan, day=plan.day + timedelta(days=7))
    return fitted_to(plan, club)


def shape_of(bundle: Bundle, base: Plan, club: Club) -> Plan:
    """What a bundle is like, without its name, its time and its players."""
    common, own = _shared([one.workout_id for one in bundle.sessions])
    minutes = _minutes(bundle.duration_min)
    plan = _set(
        base,
        facility_id=bundle.facility_id,
        trainer_id=bundle.trainer_id,
        duration_min=minutes,
        workout_id=common,
        uses_same_workout=not any(own),
        groups=tuple(
            _group(session, bundle, workout_id, minutes)
            for session, workout_id in zip(bundle.sessions, own, strict=True)
        ),
    )
    return fitted_to(plan, club)


def bundle_id_of(beginning: Beginning) -> BundleId:
    """The bundle behind an earlier training."""
    return BundleId(beginning.id)


def _from_session(
    session: SessionTemplate,
    index: int,
    template: KeptTemplate,
    workout_id: WorkoutId | None,
    club: Club,
) -> GroupPlan:
    own_min = None if session.duration is None else _minutes(session.duration)
    own_place = session.facility_id
    name = session.custom_name.strip()
    return GroupPlan(
        name=name or default_name(club.kind(session.equipment).name, index),
        is_named_by_hand=bool(name),
        equipment=session.equipment,
        workout_id=workout_id,
        duration_min=None if own_min == _minutes(template.default_duration) else own_min,
        facility_id=None if own_place == template.facility_id else own_place,
        wanted_count=session.player_count or None,
        customizations=session.customizations,
    )


def _group(
    session: Session, bundle: Bundle, workout_id: WorkoutId | None, common_min: int
) -> GroupPlan:
    minutes = _minutes(session.duration_min)
    is_elsewhere = session.facility_id != bundle.facility_id
    is_led_apart = session.trainer_id != bundle.trainer_id
    return GroupPlan(
        name=session.name,
        is_named_by_hand=True,
        equipment=session.equipment,
        workout_id=workout_id,
        duration_min=minutes if minutes != common_min else None,
        facility_id=session.facility_id if is_elsewhere else None,
        trainer_id=session.trainer_id if is_led_apart else None,
    )


def _shared(
    workout_ids: Sequence[WorkoutId | None],
) -> tuple[WorkoutId | None, list[WorkoutId | None]]:
    """The base workout, and what each group has instead: nothing, if all do the same."""
    first = next((one for one in workout_ids if one is not None), None)
    if all(one == first for one in workout_ids):
        return first, [None] * len(workout_ids)
    return first, [one or first for one in workout_ids]


def _minutes(duration: float) -> int:
    return min(max(round(duration), SHORTEST_MIN), LONGEST_MIN)


def _begins(plan: Plan, time_zone: str) -> datetime:
    return datetime.combine(plan.day, plan.start, ZoneInfo(time_zone))


def _shape_text(template: KeptTemplate, club: Club) -> str:
    kinds = dict.fromkeys(club.kind(one.equipment).name for one in template.sessions)
    return f"{len(template.sessions)} groups, {template.default_duration:g} min: {', '.join(kinds)}"


def _day_text(bundle: BundleSummary, club: Club) -> str:
    zone = ZoneInfo(club.facilities[bundle.facility_id].time_zone)
    local = bundle.starts_at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"
