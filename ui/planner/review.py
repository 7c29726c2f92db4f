"""The plan as the review column and the last step show it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.equipment import EquipmentType
from core.domain.value import Value
from ui.planner.bookings import Booking
from ui.planner.capacity import Capacity, capacity_of, free_units, sharing
from ui.planner.club import Club
from ui.planner.finding import Finding, Level
from ui.planner.findings import findings
from ui.planner.plan import Plan, span


class GroupReview(Value, frozen=True, kw_only=True):
    """One group in a few words."""

    name: str
    equipment: EquipmentType
    kind_name: str
    capacity: Capacity
    time_span: str
    """On the facility's wall clock."""
    workout_name: str
    player_names: tuple[str, ...]
    place_name: str = ""
    """Where, if not where the bundle is."""
    trainer_name: str = ""
    """Who leads it; empty for whoever plans."""


class MachineReview(Value, frozen=True, kw_only=True):
    """Machines of one type that will be reserved."""

    equipment: EquipmentType
    text: str
    is_enough: bool


class Review(Value, frozen=True, kw_only=True):
    """The whole plan at a glance."""

    when: str
    where: str
    groups: tuple[GroupReview, ...]
    machines: tuple[MachineReview, ...]
    player_count: int
    unassigned_count: int
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What the hub would refuse."""
        return tuple(one for one in self.findings if one.level is Level.PROBLEM)

    @property
    def summary(self) -> str:
        """Such as "3 parallel sessions, 18 total players"."""
        players = "player" if self.player_count == 1 else "players"
        return f"{len(self.groups)} parallel sessions, {self.player_count} total {players}"


def review_of(plan: Plan, club: Club, bookings: Sequence[Booking], now: datetime) -> Review:
    """Look at a plan."""
    facility = club.facilities[plan.facility_id]
    starts_at, _ = span(plan, facility)
    local = starts_at.astimezone(ZoneInfo(facility.time_zone))
    assigned = len(plan.assigned_ids)
    return Review(
        when=f"{local:%a} {local.day} {local:%b %Y}, {_time_span(plan, club, None)}",
        where=facility.name,
        groups=tuple(_group(plan, index, club, bookings) for index in range(len(plan.groups))),
        machines=_machines(plan, club, bookings),
        player_count=assigned,
        unassigned_count=len(club.players) - assigned,
        findings=findings(plan, club, bookings, now),
    )


def _group(plan: Plan, index: int, club: Club, bookings: Sequence[Booking]) -> GroupReview:
    group = plan.groups[index]
    return GroupReview(
        name=group.name,
        equipment=group.equipment,
        kind_name=club.kind(group.equipment).name,
        capacity=capacity_of(plan, index, club, bookings),
        time_span=_time_span(plan, club, index),
        workout_name=club.workout_name(plan.workout_of(index)),
        player_names=tuple(
            f"{player.jersey_number} {player.last_name}"
            for player in map(club.player, group.player_ids)
        ),
        place_name=club.place_name(group.facility_id),
        trainer_name=club.trainer_name(group.trainer_id or plan.trainer_id),
    )


def _machines(plan: Plan, club: Club, bookings: Sequence[Booking]) -> tuple[MachineReview, ...]:
    found = []
    for lot in dict.fromkeys(sharing(plan, index) for index in range(len(plan.groups))):
        wanted = sum(len(plan.groups[at].player_ids) for at in lot)
        if wanted == 0:
            continue
        equipment = plan.groups[lot[0]].equipment
        unit_name = club.kind(equipment).unit_name
        free = min(len(free_units(plan, club, bookings, equipment, at)) for at in lot)
        noun = unit_name if wanted == 1 else f"{unit_name}s"
        is_enough = wanted <= free
        said = f"{wanted} {noun}" if is_enough else f"{wanted} {noun} wanted, {free} free"
        elsewhere = club.place_name(plan.groups[lot[0]].facility_id)
        if elsewhere:
            said += f" at {elsewhere}"
        found.append(MachineReview(equipment=equipment, text=said, is_enough=is_enough))
    return tuple(found)


def _time_span(plan: Plan, club: Club, index: int | None) -> str:
    facility = club.facilities[plan.facility_id]
    zone = ZoneInfo(facility.time_zone)
    starts_at, ends_at = (one.astimezone(zone) for one in span(plan, facility, index))
    return f"{starts_at:%H:%M}–{ends_at:%H:%M}"
