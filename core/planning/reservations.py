"""Chooses machines for sessions among those that are really free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.ids import SessionId, UnitId
from core.domain.session import Reservation
from core.domain.value import Value
from core.errors import OverCapacityError


class UnitNeed(Value, frozen=True, kw_only=True):
    """What a session wants: as many machines of a type as it has players."""

    session_id: SessionId
    session_name: str
    equipment: EquipmentType
    count: int
    starts_at: datetime
    ends_at: datetime


class Shortage(Value, frozen=True, kw_only=True):
    """A session that does not get its machines."""

    need: UnitNeed
    free: int
    held_by: dict[SessionId, int]
    """How many of the machines other sessions hold at that time."""


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
    # Who has the least to choose from chooses first; of equals, in order.
    for need in sorted(needs, key=lambda need: len(_free(need, units, held))):
        free = _free(need, units, taken)
        if len(free) < need.count:
            shortages.append(
                Shortage(need=need, free=len(free), held_by=_holders(need, units, taken))
            )
            continue
        kept = set((preferred or {}).get(need.session_id, ()))
        first = sorted(free, key=lambda unit: unit.id not in kept)[: need.count]
        chosen[need.session_id] = tuple(unit for unit in free if unit in first)
        taken += [reservation_of(need, unit) for unit in first]
    return Choice(units=chosen, shortages=tuple(shortages))


def over_capacity(
    shortage: Shortage,
    kind: EquipmentKind,
    session_names: Mapping[SessionId, str],
    *,
    field: str | None = None,
) -> OverCapacityError:
    """The refusal a shortage calls for, naming who holds the machines."""
    need = shortage.need
    machines = f"{need.count} × {kind.unit_name}"
    message = f"{need.session_name} needs {machines}, but {_count(shortage.free)} free then"
    holders = [
        f"“{session_names.get(session_id, 'another session')}” holds {count}"
        for session_id, count in shortage.held_by.items()
    ]
    if holders:
        message += f": {', '.join(holders)}"
    return OverCapacityError(
        message + ".",
        suggested_action="Choose another time, another machine type, or fewer players.",
        field=field,
    )


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
    rivals: dict[EquipmentType, int] = {}
    for need in needs:
        rivals[need.equipment] = rivals.get(need.equipment, 0) + 1
    turn: dict[EquipmentType, int] = dict.fromkeys(rivals, 0)
    result: list[int] = []
    for need in needs:
        each, left = divmod(len(_free(need, units, held)), rivals[need.equipment])
        result.append(each + (turn[need.equipment] < left))
        turn[need.equipment] += 1
    return tuple(result)


def _free(
    need: UnitNeed, units: Sequence[EquipmentUnit], held: Sequence[Reservation]
) -> list[EquipmentUnit]:
    taken = {one.unit_id for one in held if _clashes(one, need)}
    return [unit for unit in units if _is_usable(unit, need.equipment) and unit.id not in taken]


def _holders(
    need: UnitNeed, units: Sequence[EquipmentUnit], held: Sequence[Reservation]
) -> dict[SessionId, int]:
    wanted = {unit.id for unit in units if _is_usable(unit, need.equipment)}
    counts: dict[SessionId, int] = {}
    for one in held:
        if one.unit_id in wanted and _clashes(one, need):
            counts[one.session_id] = counts.get(one.session_id, 0) + 1
    return counts


def _clashes(held: Reservation, need: UnitNeed) -> bool:
    return held.starts_at < need.ends_at and need.starts_at < held.ends_at


def _is_usable(unit: EquipmentUnit, equipment: EquipmentType) -> bool:
    return unit.equipment == equipment and unit.state is UnitState.READY


def _count(free: int) -> str:
    if free == 0:
        return "none is"
    return "only 1 is" if free == 1 else f"only {free} are"
