"""Chooses machines for sessions among those that are really free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.domain.conflict import Conflict, Holder, details_of
from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.ids import FacilityId, SessionId, UnitId
from core.domain.session import Reservation
from core.domain.value import Value
from core.errors import OverCapacityError
from core.planning.timing import to_local


class UnitNeed(Value, frozen=True, kw_only=True):
    """What a session wants: as many machines of a type as it has players."""

    session_id: SessionId
    session_name: str
    equipment: EquipmentType
    count: int
    starts_at: datetime
    ends_at: datetime
    facility_id: FacilityId | None = None
    """Where; None: all machines that are looked at are in one place."""
    turnaround: timedelta = timedelta()
    """How long a machine rests there between two sessions."""


class Shortage(Value, frozen=True, kw_only=True):
    """A session that does not get its machines."""

    need: UnitNeed
    free: int
    held_by: dict[SessionId, int]
    """How many of the machines other sessions hold at that time, turnaround included."""


class Choice(Value, frozen=True, kw_only=True):
    """Machines for each session, in natural order of their names, and what is missing."""

    units: dict[SessionId, tuple[EquipmentUnit, ...]]
    shortages: tuple[Shortage, ...] = ()


def choose_units(
    needs: Sequence[UnitNeed],
    units: Sequence[EquipmentUnit],
    held: Sequence[Reservation],
    *,
    preferred: Mapping[SessionId, Sequence[UnitId]] | None = None,
) -> Choice:
    """Give each session, in order, the first machines nobody holds at its time.

    Args:
        needs: What the sessions want.
        units: The facility's machines, in the order in which they are given out.
        held: Reservations of other sessions.
        preferred: Machines a session had before and keeps if it can.
    """
    taken = list(held)
    chosen: dict[SessionId, tuple[EquipmentUnit, ...]] = {}
    shortages: list[Shortage] = []
    lots = {_machines(need): [unit for unit in units if _is_usable(unit, need)] for need in needs}
    # Who has the least to choose from chooses first; of equals, in order.
    for need in sorted(needs, key=lambda need: len(_untaken(need, lots[_machines(need)], held))):
        free = _untaken(need, lots[_machines(need)], taken)
        if len(free) < need.count:
            shortages.append(
                Shortage(need=need, free=len(free), held_by=_holders(need, units, taken))
            )
            continue
        kept = set((preferred or {}).get(need.session_id, ()))
        first = sorted(free, key=lambda unit: unit.id not in kept)[: need.count]
        given = {unit.id for unit in first}
        chosen[need.session_id] = tuple(unit for unit in free if unit.id in given)
        taken += [reservation_of(need, unit) for unit in first]
    return Choice(units=chosen, shortages=tuple(shortages))


def over_capacity(
    shortage: Shortage,
    kind: EquipmentKind,
    holders: Sequence[Holder] = (),
    *,
    time_zone: str = "UTC",
    field: str | None = None,
) -> OverCapacityError:
    """The refusal a shortage calls for, naming who holds the machines, and when.

    Args:
        shortage: Which session gets too few.
        kind: What it wants.
        holders: Who holds the others.
        time_zone: Of the facility.
        field: Whose input.
    """
    need = shortage.need
    machines = f"{need.count} × {kind.unit_name}"
    message = f"{need.session_name} needs {machines}, but {_count(shortage.free)} free then"
    if holders:
        said = [
            f"“{one.session_name}” ({span_text(one, time_zone)}) holds {one.unit_count}"
            for one in holders
        ]
        message += f": {', '.join(said)}"
    return OverCapacityError(
        message + ".",
        suggested_action="Choose another time, another machine type, or fewer players.",
        field=field,
        details=details_of(Conflict(held_by=tuple(holders))),
    )


def span_text(holder: Holder, time_zone: str) -> str:
    """From when to when it has what it holds: "09:00 to 10:00"."""
    begins, ends = to_local(holder.starts_at, time_zone), to_local(holder.ends_at, time_zone)
    return f"{begins:%H:%M} to {ends:%H:%M}"


def reservation_of(need: UnitNeed, unit: EquipmentUnit) -> Reservation:
    """The reservation that holds a unit for a session."""
    return Reservation(
        session_id=need.session_id,
        unit_id=unit.id,
        unit_name=unit.name,
        equipment=unit.equipment,
        starts_at=need.starts_at,
        ends_at=need.ends_at,
    )


def shares(
    needs: Sequence[UnitNeed], units: Sequence[EquipmentUnit], held: Sequence[Reservation]
) -> tuple[int, ...]:
    """How many machines each of some parallel sessions can count on.

    Sessions on the same machine type share its free machines evenly, the earlier of them
    taking the remainder.
    """
    rivals = Counter(_machines(need) for need in needs)
    turn = dict.fromkeys(rivals, 0)
    result: list[int] = []
    for need in needs:
        machines = _machines(need)
        each, left = divmod(len(free_units(need, units, held)), rivals[machines])
        result.append(each + (turn[machines] < left))
        turn[machines] += 1
    return tuple(result)


def free_units(
    need: UnitNeed, units: Sequence[EquipmentUnit], held: Sequence[Reservation]
) -> list[EquipmentUnit]:
    """The machines that a session could have at its time."""
    return _untaken(need, [unit for unit in units if _is_usable(unit, need)], held)


def _untaken(
    need: UnitNeed, lot: Sequence[EquipmentUnit], held: Sequence[Reservation]
) -> list[EquipmentUnit]:
    taken = {one.unit_id for one in held if _clashes(one, need)}
    return [unit for unit in lot if unit.id not in taken]


def _machines(need: UnitNeed) -> tuple[FacilityId | None, EquipmentType]:
    return need.facility_id, need.equipment


def _holders(
    need: UnitNeed, units: Sequence[EquipmentUnit], held: Sequence[Reservation]
) -> dict[SessionId, int]:
    wanted = {unit.id for unit in units if _is_usable(unit, need)}
    counts: dict[SessionId, int] = {}
    for one in held:
        if one.unit_id in wanted and _clashes(one, need):
            counts[one.session_id] = counts.get(one.session_id, 0) + 1
    return counts


def _clashes(held: Reservation, need: UnitNeed) -> bool:
    rest = need.turnaround
    return held.starts_at < need.ends_at + rest and need.starts_at < held.ends_at + rest


def _is_usable(unit: EquipmentUnit, need: UnitNeed) -> bool:
    is_there = need.facility_id is None or unit.facility_id == need.facility_id
    return is_there and unit.equipment == need.equipment and unit.state is UnitState.READY


def _count(free: int) -> str:
    if free == 0:
        return "none is"
    return "only 1 is" if free == 1 else f"only {free} are"
