"""How many players a group can take: machines in order, not held by others at that time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.domain.equipment import EquipmentType, EquipmentUnit
from core.domain.value import Value
from ui.planner.bookings import Booking, overlapping
from ui.planner.club import Club
from ui.planner.plan import Plan, span


class Capacity(Value, frozen=True, kw_only=True):
    """Players in a group beside the machines it may use."""

    count: int
    limit: int
    """Free machines of the type, less those that other groups of this plan take."""
    ready: int
    """Machines of the type that are in order."""
    held: int
    """Of those, held by other sessions at that time, or resting after one."""

    @property
    def is_full(self) -> bool:
        """No machine is left."""
        return self.count == self.limit

    @property
    def is_over(self) -> bool:
        """More players than machines."""
        return self.count > self.limit


def bookings_during(
    plan: Plan, club: Club, bookings: Sequence[Booking], index: int | None = None
) -> tuple[Booking, ...]:
    """What else happens while the bundle, or one group, trains."""
    return overlapping(bookings, *span(plan, club.facilities[plan.facility_id], index))


def holders(
    plan: Plan, club: Club, bookings: Sequence[Booking], index: int | None = None
) -> tuple[Booking, ...]:
    """Whose machines the bundle, or one group, cannot have: the turn-around counts, too."""
    rest = timedelta(minutes=club.facilities[plan.place_of(index)].turnaround_min)
    return overlapping(bookings, *span(plan, club.facilities[plan.facility_id], index), rest)


def free_units(
    plan: Plan,
    club: Club,
    bookings: Sequence[Booking],
    equipment: EquipmentType,
    index: int | None = None,
) -> tuple[EquipmentUnit, ...]:
    """Machines of a type that nobody else holds while the bundle (or a group) trains."""
    taken = {
        unit_id for booking in holders(plan, club, bookings, index) for unit_id in booking.unit_ids
    }
    ready = club.ready_units(plan.place_of(index), equipment)
    return tuple(unit for unit in ready if unit.id not in taken)


def sharing(plan: Plan, index: int) -> tuple[int, ...]:
    """The groups that take their machines from the same lot, this one among them."""
    wanted = (plan.place_of(index), plan.groups[index].equipment)
    return tuple(
        at for at, other in enumerate(plan.groups) if (plan.place_of(at), other.equipment) == wanted
    )


def capacity_of(plan: Plan, index: int, club: Club, bookings: Sequence[Booking]) -> Capacity:
    """A group's players beside its machines."""
    group = plan.groups[index]
    ready = len(club.ready_units(plan.place_of(index), group.equipment))
    free = len(free_units(plan, club, bookings, group.equipment, index))
    others = sum(len(plan.groups[at].player_ids) for at in sharing(plan, index) if at != index)
    return Capacity(
        count=len(group.player_ids), limit=max(free - others, 0), ready=ready, held=ready - free
    )
