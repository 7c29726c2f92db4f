"""Machines: their types (an open list) and the single units in a facility."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NewType

from core.domain.ids import FacilityId, UnitId
from core.domain.value import Value
from core.domain.workout import WorkoutKind

EquipmentType = NewType("EquipmentType", str)
"""Code of a machine type, such as `ROWING`. A club may add its own."""

ROWING = EquipmentType("ROWING")
BIKE_ERG = EquipmentType("BIKE_ERG")
SKI_ERG = EquipmentType("SKI_ERG")
SQUAT_RACK = EquipmentType("SQUAT_RACK")
AGILITY_LANE = EquipmentType("AGILITY_LANE")


class EquipmentKind(Value, frozen=True, kw_only=True):
    """A machine type as people see it."""

    code: EquipmentType
    name: str
    """"Rowing", "Bike Erg"."""
    unit_name: str
    """"Rower", "Bike Erg": what one unit is called, before its number."""
    suits: tuple[WorkoutKind, ...] = (WorkoutKind.CONDITIONING,)
    """What is trained on it."""
    version: int = 1
    """Grows with each change."""


class UnitState(StrEnum):
    """Whether a unit can be reserved."""

    READY = "ready"
    OUT_OF_SERVICE = "out_of_service"


class MaintenanceEntry(Value, frozen=True, kw_only=True):
    """One line of a machine's maintenance log."""

    on: date
    what: str
    """"Chain oiled"."""
    by: str
    """Who did it: a name, not an id; it may have been the maker's technician."""
    state: UnitState | None = None
    """What the machine was set to with it; None: it stayed as it was."""


class EquipmentUnit(Value, frozen=True, kw_only=True):
    """One machine: "Rower 3"."""

    id: UnitId
    facility_id: FacilityId
    equipment: EquipmentType
    name: str
    state: UnitState = UnitState.READY
    maintenance: tuple[MaintenanceEntry, ...] = ()
    """The oldest first."""
    version: int = 1
    """Grows with each change."""
