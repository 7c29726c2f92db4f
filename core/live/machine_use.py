"""How many machines of each kind are in use, kept and free at one instant; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.domain.equipment import EquipmentType, EquipmentUnit, UnitState
from core.domain.ids import UnitId
from core.domain.value import Value
from core.live.state import SessionState


class KindUse(Value, frozen=True, kw_only=True):
    """All machines of a kind, by name, each in one place."""

    equipment: EquipmentType
    name: str
    """Of the kind."""
    in_use: tuple[str, ...] = ()
    """Somebody trains on it in a session that was started and not ended."""
    kept: tuple[str, ...] = ()
    """Reserved, with nobody on it now."""
    free: tuple[str, ...] = ()
    """Can be given to somebody who comes."""
    out_of_service: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """All machines of the kind."""
        return sum(map(len, (self.in_use, self.kept, self.free, self.out_of_service)))


def machine_use(
    units: Sequence[EquipmentUnit],
    names: Mapping[EquipmentType, str],
    states: Sequence[SessionState],
    held: Collection[UnitId],
) -> tuple[KindUse, ...]:
    """Every machine of a facility, kind by kind.

    Args:
        units: Of the facility, in the order in which they are to be named.
        names: Of kinds.
        states: The sessions that are followed, as they stand.
        held: Units that are reserved, in these sessions or others.
    """
    in_use = {
        player.unit_id
        for state in states
        if state.status.is_running
        for player in state.players.values()
        if player.removed_at is None
    }
    planned = {
        one.unit_id
        for state in states
        if not state.status.is_over
        for one in state.session.assignments
    }
    places: dict[EquipmentType, dict[str, list[str]]] = {}
    for unit in units:
        place = places.setdefault(unit.equipment, {})
        place.setdefault(_place_of(unit, in_use, planned.union(held)), []).append(unit.name)
    return tuple(
        KindUse(
            equipment=kind,
            name=names.get(kind, kind),
            **{place: tuple(named) for place, named in found.items()},
        )
        for kind, found in places.items()
    )


def _place_of(
    unit: EquipmentUnit, in_use: Collection[UnitId | None], kept: Collection[UnitId | None]
) -> str:
    if unit.id in in_use:
        return "in_use"
    if unit.state is UnitState.OUT_OF_SERVICE:
        return "out_of_service"
    return "kept" if unit.id in kept else "free"
