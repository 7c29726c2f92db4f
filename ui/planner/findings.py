"""What stands in the way of a plan, said in the trainer's words, with one-click ways out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.value import Value
from core.errors import InvalidInputError
from core.planning.timing import to_utc
from ui.planner import places
from ui.planner.bookings import Booking
from ui.planner.capacity import bookings_during, capacity_of, free_units
from ui.planner.club import Club
from ui.planner.medical import allowed_groups, refusal
from ui.planner.places import Place, place_of
from ui.planner.plan import Plan, moved, span, with_equipment


class Level(StrEnum):
    """How much a finding matters."""

    WARNING = "warning"
    """It can be created like this, but the trainer should know."""
    PROBLEM = "problem"
    """The hub would refuse it."""


class Fix(Value, frozen=True, kw_only=True):
    """A way out: its name on the button, and the plan it leads to."""

    label: str
    plan: Plan


class Finding(Value, frozen=True, kw_only=True):
    """One thing to know or to mend."""

    level: Level
    text: str
    place: Place
    fixes: tuple[Fix, ...] = ()


def findings(
    plan: Plan, club: Club, bookings: Sequence[Booking], now: datetime
) -> tuple[Finding, ...]:
    """Everything that is wrong or odd with a plan, problems first."""
    found = [
        *_names(plan),
        *_time(plan, club, bookings, now),
        *_forbidden(plan, club),
        *_machines(plan, club, bookings),
        *_busy_players(plan, club, bookings),
        *_empty(plan),
    ]
    return tuple(sorted(found, key=lambda finding: finding.level is not Level.PROBLEM))


def _problem(text: str, field: str, *fixes: Fix) -> Finding:
    return Finding(level=Level.PROBLEM, text=text, place=place_of(field), fixes=fixes)


def _warning(text: str, field: str, *fixes: Fix) -> Finding:
    return Finding(level=Level.WARNING, text=text, place=place_of(field), fixes=fixes)


def _names(plan: Plan) -> Iterator[Finding]:
    if not plan.name.strip():
        yield _problem("The bundle needs a name.", places.NAME)
    if plan.saves_template and not plan.template_name.strip():
        yield _problem("The template needs a name.", places.TEMPLATE_NAME)
    for index, group in enumerate(plan.groups):
        if not group.name.strip():
            text = f"Group {index + 1} needs a name."
            yield _problem(text, places.group_field(index, "name"))


def _time(plan: Plan, club: Club, bookings: Sequence[Booking], now: datetime) -> Iterator[Finding]:
    facility = club.facilities[plan.facility_id]
    starts_at, _ = span(plan, facility)
    try:
        to_utc(plan.day, plan.start.strftime("%H:%M"), facility.time_zone)
    except InvalidInputError as error:
        yield _problem(error.message, places.START)
    if starts_at < now - timedelta(minutes=15):
        fix = Fix(label="Next free hour", plan=at_next_free_hour(plan, club, bookings, now))
        yield _problem("The start is in the past.", places.START, fix)


def _forbidden(plan: Plan, club: Club) -> Iterator[Finding]:
    for index, group in enumerate(plan.groups):
        for player_id in group.player_ids:
            reason = refusal(plan, club, player_id, group.equipment)
            if reason is None:
                continue
            fixes = [
                Fix(label=f"To {plan.groups[target].name}", plan=moved(plan, [player_id], target))
                for target in allowed_groups(plan, club, player_id)
            ][:2]
            fixes.append(Fix(label="Unassign", plan=moved(plan, [player_id], None)))
            yield _problem(reason, places.group_field(index, "playerIds"), *fixes)


def _machines(plan: Plan, club: Club, bookings: Sequence[Booking]) -> Iterator[Finding]:
    seen: set[EquipmentType] = set()
    for index, group in enumerate(plan.groups):
        if group.equipment in seen:
            continue
        capacity = capacity_of(plan, index, club, bookings)
        if not capacity.is_over:
            continue
        seen.add(group.equipment)
        kind = club.kind(group.equipment)
        sharing = [other for other in plan.groups if other.equipment == group.equipment]
        wanted = sum(len(other.player_ids) for other in sharing)
        free = capacity.ready - capacity.held
        names = _joined([other.name for other in sharing])
        verb = "needs" if len(sharing) == 1 else "need"
        text = f"{names} {verb} {_count(wanted, kind.unit_name)}, {_free_text(free)}"
        if capacity.held:
            text += f" ({_held_text(plan, club, bookings, group.equipment)})"
        fixes = _machine_fixes(plan, index, club, bookings, wanted - free)
        yield _problem(f"{text}.", places.group_field(index, "playerIds"), *fixes)


def _machine_fixes(
    plan: Plan, index: int, club: Club, bookings: Sequence[Booking], excess: int
) -> Iterator[Fix]:
    group = plan.groups[index]
    removable = group.player_ids[len(group.player_ids) - min(excess, len(group.player_ids)) :]
    if removable:
        yield Fix(label=f"Unassign last {len(removable)}", plan=moved(plan, removable, None))
    for kind in club.kinds_for(plan.facility_id, plan.workout_of(index)):
        is_used = any(other.equipment == kind.code for other in plan.groups)
        free = free_units(plan, club, bookings, kind.code, index)
        if not is_used and len(free) >= len(group.player_ids):
            yield Fix(label=f"Use {kind.name}", plan=with_equipment(plan, index, kind))
            break
    if bookings_during(plan, club, bookings):
        later = _after_bookings(plan, club, bookings)
        yield Fix(label=f"Start {later.start:%H:%M}", plan=later)


def _busy_players(plan: Plan, club: Club, bookings: Sequence[Booking]) -> Iterator[Finding]:
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    for index, group in enumerate(plan.groups):
        for booking in bookings_during(plan, club, bookings, index):
            busy = [one for one in group.player_ids if one in booking.player_ids]
            if not busy:
                continue
            names = ", ".join(club.player(one).last_name for one in busy)
            verb = "is" if len(busy) == 1 else "are"
            text = f"{names} {verb} in {_said(booking, zone)} at that time."
            later = _after_bookings(plan, club, bookings)
            yield _problem(
                text,
                places.group_field(index, "playerIds"),
                Fix(label="Unassign", plan=moved(plan, busy, None)),
                Fix(label=f"Start {later.start:%H:%M}", plan=later),
            )


def _empty(plan: Plan) -> Iterator[Finding]:
    if not plan.assigned_ids:
        yield _warning("No player is in a group yet.", places.group_field(0, "playerIds"))
        return
    empty = [index for index, group in enumerate(plan.groups) if not group.player_ids]
    if empty:
        names = _joined([plan.groups[index].name for index in empty])
        verb = "has" if len(empty) == 1 else "have"
        yield _warning(f"{names} {verb} no players.", places.group_field(empty[0], "playerIds"))


def at_next_free_hour(plan: Plan, club: Club, bookings: Sequence[Booking], now: datetime) -> Plan:
    """The plan at the next full hour at which the facility is not in use."""
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    hour = now.astimezone(zone).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return _first_free(plan, club, bookings, hour)


def _after_bookings(plan: Plan, club: Club, bookings: Sequence[Booking]) -> Plan:
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    ends_at = max(booking.ends_at for booking in bookings_during(plan, club, bookings))
    return _first_free(plan, club, bookings, ends_at.astimezone(zone))


def _first_free(plan: Plan, club: Club, bookings: Sequence[Booking], start: datetime) -> Plan:
    while True:
        candidate = msgspec.structs.replace(
            plan, day=start.date(), start=start.time().replace(tzinfo=None)
        )
        here = [
            booking
            for booking in bookings_during(candidate, club, bookings)
            if booking.facility_id == plan.facility_id
        ]
        if not here:
            return candidate
        latest = max(booking.ends_at for booking in here).astimezone(start.tzinfo)
        start = _next_quarter(latest)


def _next_quarter(instant: datetime) -> datetime:
    whole = instant.replace(second=0, microsecond=0)
    missing = -whole.minute % 15
    if whole < instant and missing == 0:
        missing = 15
    return (whole.astimezone(UTC) + timedelta(minutes=missing)).astimezone(instant.tzinfo)


def _held_text(
    plan: Plan, club: Club, bookings: Sequence[Booking], equipment: EquipmentType
) -> str:
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    ids = {unit.id for unit in club.ready_units(plan.facility_id, equipment)}
    parts = []
    for booking in bookings_during(plan, club, bookings):
        held = ids.intersection(booking.unit_ids)
        if held:
            parts.append(f"{len(held)} held by {_said(booking, zone)}")
    return ", ".join(parts)


def _said(booking: Booking, zone: ZoneInfo) -> str:
    starts_at, ends_at = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    return f"“{booking.session_name}” {starts_at:%H:%M}–{ends_at:%H:%M}"


def _joined(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun.lower()}{'' if number == 1 else 's'}"


def _free_text(free: int) -> str:
    return "none is free" if free == 0 else f"{free} {'is' if free == 1 else 'are'} free"
