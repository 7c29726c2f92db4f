"""Machines: their types (an open list) and the single units in a facility."""

from __future__ import annotations

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


class UnitState(StrEnum):
    """Whether a unit can be reserved."""

    READY = "ready"
    OUT_OF_SERVICE = "out_of_service"


class EquipmentUnit(Value, frozen=True, kw_only=True):
    """One machine: "Rower 3"."""

    id: UnitId
    facility_id: FacilityId
    equipment: EquipmentType
    name: str
    state: UnitState = UnitState.READY
