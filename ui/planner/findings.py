"""What stands in the way of a plan, said in the trainer's words, with one-click ways out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.facility import Facility
from core.domain.ids import PlayerId
from core.errors import InvalidInputError
from core.planning.timing import to_utc
from ui.planner import places
from ui.planner.bookings import Booking
from ui.planner.capacity import bookings_during, capacity_of, free_units, holders, sharing
from ui.planner.club import Club
from ui.planner.finding import Finding, Fix, Level, joined, problem, warning
from ui.planner.free_time import after_bookings, at_next_free_hour
from ui.planner.medical_findings import medical_findings
from ui.planner.plan import Plan, moved, span, with_equipment


def findings(
    plan: Plan, club: Club, bookings: Sequence[Booking], now: datetime
) -> tuple[Finding, ...]:
    """Everything that is wrong or odd with a plan, problems first."""
    found = [
        *_names(plan),
        *_time(plan, club, bookings, now),
        *medical_findings(plan, club),
        *_machines(plan, club, bookings),
        *_busy_players(plan, club, bookings),
        *_busy_trainers(plan, club, bookings),
        *_empty(plan),
    ]
    return tuple(sorted(found, key=lambda finding: finding.level is not Level.PROBLEM))


def _names(plan: Plan) -> Iterator[Finding]:
    if not plan.name.strip():
        yield problem("The bundle needs a name.", places.NAME)
    if plan.saves_template and not plan.template_name.strip():
        yield problem("The template needs a name.", places.TEMPLATE_NAME)
    for index, group in enumerate(plan.groups):
        if not group.name.strip():
            text = f"Group {index + 1} needs a name."
            yield problem(text, places.group_field(index, "name"))


def _time(plan: Plan, club: Club, bookings: Sequence[Booking], now: datetime) -> Iterator[Finding]:
    facility = club.facilities[plan.facility_id]
    starts_at, _ = span(plan, facility)
    try:
        to_utc(plan.day, plan.start.strftime("%H:%M"), facility.time_zone)
    except InvalidInputError as error:
        yield problem(error.message, places.START)
    if starts_at < now - timedelta(minutes=15):
        fix = Fix(label="Next free hour", plan=at_next_free_hour(plan, club, bookings, now))
        yield problem("The start is in the past.", places.START, fix)
    for place_id in dict.fromkeys(plan.place_of(at) for at in range(len(plan.groups))):
        place = club.facilities[place_id]
        if not _is_open(plan, place, facility):
            yield warning(f"{place.name} is closed at that time.", places.START)


def _is_open(plan: Plan, place: Facility, bundle_place: Facility) -> bool:
    zone = ZoneInfo(place.time_zone)
    spans = [
        span(plan, bundle_place, at)
        for at in range(len(plan.groups))
        if plan.place_of(at) == place.id
    ]
    return all(
        place.is_open(begins.astimezone(zone), ends.astimezone(zone)) for begins, ends in spans
    )


def _machines(plan: Plan, club: Club, bookings: Sequence[Booking]) -> Iterator[Finding]:
    seen: set[int] = set()
    for index, group in enumerate(plan.groups):
        capacity = capacity_of(plan, index, club, bookings)
        if index in seen or not capacity.is_over:
            continue
        rivals = sharing(plan, index)
        seen.update(rivals)
        kind = club.kind(group.equipment)
        wanted = sum(len(plan.groups[at].player_ids) for at in rivals)
        free = capacity.ready - capacity.held
        names = joined([plan.groups[at].name for at in rivals])
        verb = "needs" if len(rivals) == 1 else "need"
        text = f"{names} {verb} {_count(wanted, kind.unit_name)}, {_free_text(free)}"
        if capacity.held:
            text += f" ({_held_text(plan, club, bookings, index)})"
        fixes = _machine_fixes(plan, index, club, bookings, wanted - free)
        yield problem(f"{text}.", places.group_field(index, "playerIds"), *fixes)


def _machine_fixes(
    plan: Plan, index: int, club: Club, bookings: Sequence[Booking], excess: int
) -> Iterator[Fix]:
    group = plan.groups[index]
    removable = group.player_ids[len(group.player_ids) - min(excess, len(group.player_ids)) :]
    if removable:
        yield Fix(label=f"Unassign last {len(removable)}", plan=moved(plan, removable, None))
    for kind in club.kinds_for(plan.place_of(index), plan.workout_of(index)):
        is_used = any(other.equipment == kind.code for other in plan.groups)
        free = free_units(plan, club, bookings, kind.code, index)
        if not is_used and len(free) >= len(group.player_ids):
            yield Fix(label=f"Use {kind.name}", plan=with_equipment(plan, index, kind))
            break
    yield from _later(plan, club, bookings, index)


def _busy_players(plan: Plan, club: Club, bookings: Sequence[Booking]) -> Iterator[Finding]:
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    for index, group in enumerate(plan.groups):
        for booking in bookings_during(plan, club, bookings, index):
            busy = [one for one in group.player_ids if one in booking.player_ids]
            if not busy:
                continue
            verb = "is" if len(busy) == 1 else "are"
            text = f"{_names_of(club, busy)} {verb} in {_said(booking, zone)} at that time."
            yield problem(
                text,
                places.group_field(index, "playerIds"),
                Fix(label="Unassign", plan=moved(plan, busy, None)),
                *_later(plan, club, bookings, index),
            )


def _busy_trainers(plan: Plan, club: Club, bookings: Sequence[Booking]) -> Iterator[Finding]:
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    for index, group in enumerate(plan.groups):
        trainer_id = group.trainer_id or plan.trainer_id
        name = club.trainer_name(trainer_id)
        for booking in bookings_during(plan, club, bookings, index) if name else ():
            if booking.trainer_id == trainer_id:
                text = f"{name} leads {_said(booking, zone)} at that time."
                yield warning(text, places.group_field(index, "trainerId"))


def _empty(plan: Plan) -> Iterator[Finding]:
    if not plan.assigned_ids:
        yield warning("No player is in a group yet.", places.group_field(0, "playerIds"))
        return
    empty = [index for index, group in enumerate(plan.groups) if not group.player_ids]
    if empty:
        names = joined([plan.groups[index].name for index in empty])
        verb = "has" if len(empty) == 1 else "have"
        yield warning(f"{names} {verb} no players.", places.group_field(empty[0], "playerIds"))


def _later(plan: Plan, club: Club, bookings: Sequence[Booking], index: int) -> Iterator[Fix]:
    later = after_bookings(plan, club, bookings, index)
    if later is not None:
        yield Fix(label=f"Start {later.start:%H:%M}", plan=later)


def _held_text(plan: Plan, club: Club, bookings: Sequence[Booking], index: int) -> str:
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    ready = club.ready_units(plan.place_of(index), plan.groups[index].equipment)
    ids = {unit.id for unit in ready}
    parts = []
    for booking in holders(plan, club, bookings, index):
        held = ids.intersection(booking.unit_ids)
        if held:
            parts.append(f"{len(held)} held by {_said(booking, zone)}")
    return ", ".join(parts)


def _names_of(club: Club, player_ids: Sequence[PlayerId]) -> str:
    return ", ".join(club.player(one).last_name for one in player_ids)


def _said(booking: Booking, zone: ZoneInfo) -> str:
    starts_at, ends_at = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    return f"“{booking.session_name}” {starts_at:%H:%M}–{ends_at:%H:%M}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun.lower()}{'' if number == 1 else 's'}"


def _free_text(free: int) -> str:
    return "none is free" if free == 0 else f"{free} {'is' if free == 1 else 'are'} free"
