"""Machines, facilities and machine types as tables for Qt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from core.domain.equipment import EquipmentKind, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.workout import WorkoutKind
from ui.equipment.hours_text import WEEKDAYS, hours_key, texts_of
from ui.equipment.view_model import EquipmentModel
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn

STATES = {UnitState.READY: "Ready", UnitState.OUT_OF_SERVICE: "Out of service"}
SUITS = {
    WorkoutKind.CONDITIONING: "Conditioning",
    WorkoutKind.STRENGTH: "Strength",
    WorkoutKind.HYBRID: "Hybrid",
    WorkoutKind.AGILITY: "Agility",
}


class MachineColumn(IntEnum):
    """Columns of the machines."""

    NAME = 0
    TYPE = 1
    PLACE = 2
    STATE = 3
    UPKEEP = 4


class FacilityColumn(IntEnum):
    """Columns of the facilities."""

    NAME = 0
    ZONE = 1
    MACHINES = 2
    TODAY = 3


class TypeColumn(IntEnum):
    """Columns of the machine types."""

    NAME = 0
    UNIT = 1
    MACHINES = 2
    SUITS = 3


class MachineRows(ColumnTable[EquipmentUnit]):
    """Machines in the order in which they are given.

    Args:
        model: Knows names, and what is not saved.
    """

    def __init__(self, model: EquipmentModel) -> None:
        columns = {
            MachineColumn.NAME: TableColumn[EquipmentUnit](
                "Machine", lambda one: _marked(one.name, model.machines.drafts.is_dirty(one.id))
            ),
            MachineColumn.TYPE: TableColumn[EquipmentUnit](
                "Type", lambda one: model.kind_names.get(one.equipment, one.equipment), _soft
            ),
            MachineColumn.PLACE: TableColumn[EquipmentUnit](
                "Facility", lambda one: model.facility_names.get(one.facility_id, ""), _soft
            ),
            MachineColumn.STATE: TableColumn[EquipmentUnit](
                "State", lambda one: STATES[one.state], _state_tone
            ),
            MachineColumn.UPKEEP: TableColumn[EquipmentUnit]("Last upkeep", upkeep_text, _soft),
        }
        super().__init__([columns[one] for one in MachineColumn], lambda one: one.id)


class FacilityRows(ColumnTable[Facility]):
    """Facilities in the order in which they are given.

    Args:
        model: Knows machines, and what is not saved.
    """

    def __init__(self, model: EquipmentModel) -> None:
        columns = {
            FacilityColumn.NAME: TableColumn[Facility](
                "Facility", lambda one: _marked(one.name, model.facilities.drafts.is_dirty(one.id))
            ),
            FacilityColumn.ZONE: TableColumn[Facility](
                "Time zone", lambda one: one.time_zone, _soft
            ),
            FacilityColumn.MACHINES: TableColumn[Facility](
                "Machines ready", lambda one: _standing(model.standing, one.id), _soft
            ),
            FacilityColumn.TODAY: TableColumn[Facility](
                "Open today", lambda one: open_text(one, model.today.isoweekday()), _soft
            ),
        }
        super().__init__([columns[one] for one in FacilityColumn], lambda one: one.id)


class TypeRows(ColumnTable[EquipmentKind]):
    """Machine types in the order in which they are given.

    Args:
        model: Knows machines, and what is not saved.
    """

    def __init__(self, model: EquipmentModel) -> None:
        columns = {
            TypeColumn.NAME: TableColumn[EquipmentKind](
                "Type", lambda one: _marked(one.name, model.types.drafts.is_dirty(one.code))
            ),
            TypeColumn.UNIT: TableColumn[EquipmentKind](
                "One is called", lambda one: one.unit_name, _soft
            ),
            TypeColumn.MACHINES: TableColumn[EquipmentKind](
                "Machines ready", lambda one: _standing(model.standing, one.code), _soft
            ),
            TypeColumn.SUITS: TableColumn[EquipmentKind](
                "For", lambda one: ", ".join(SUITS[kind] for kind in one.suits), _soft
            ),
        }
        super().__init__([columns[one] for one in TypeColumn], lambda one: one.code)


def upkeep_text(unit: EquipmentUnit) -> str:
    """When somebody looked after it last."""
    last = max((entry.on for entry in unit.maintenance), default=None)
    return "" if last is None else last.isoformat()


def open_text(facility: Facility, weekday: int) -> str:
    """Its hours on a weekday."""
    if not facility.opening_hours:
        return "Always"
    text = texts_of(facility.opening_hours)[hours_key(weekday)]
    return text or f"Closed on {WEEKDAYS[weekday - 1]}"


def found(words: tuple[str, ...], *texts: str) -> bool:
    """Whether all words occur."""
    haystack = " ".join(texts).casefold()
    return all(word in haystack for word in words)


def _marked(name: str, is_dirty: object) -> str:
    return f"{name} •" if is_dirty else name


def _standing(standing: Mapping[str, tuple[int, int]], key: str) -> str:
    ready, every = standing.get(key, (0, 0))
    return f"{ready} of {every}" if every else "None"


def _soft(_thing: object) -> Tone:
    return Tone.SOFT


def _state_tone(unit: EquipmentUnit) -> Tone:
    return Tone.OK if unit.state is UnitState.READY else Tone.WARNING
