"""What a fitness machine can be set to: shared by its control point and its status.

A request to set a target and the status that reports it carry the same numbers (service 1.0,
sections 4.16 and 4.17).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from core.domain.value import Value
from core.gatt.packet import Reader, Writer
from core.gatt.record import Number

_WIDE = 2


class TargetKind(Enum):
    """Which target."""

    SPEED = "speed"
    INCLINATION = "inclination"
    RESISTANCE = "resistance"
    POWER = "power"
    HEART_RATE = "heart_rate"
    ENERGY = "energy"
    STEPS = "steps"
    STRIDES = "strides"
    DISTANCE = "distance"
    TRAINING_TIME = "training_time"
    TIME_IN_TWO_ZONES = "time_in_two_zones"
    TIME_IN_THREE_ZONES = "time_in_three_zones"
    TIME_IN_FIVE_ZONES = "time_in_five_zones"
    SIMULATION = "simulation"
    WHEEL_CIRCUMFERENCE = "wheel_circumference"
    CADENCE = "cadence"


class Target(Value, frozen=True, kw_only=True):
    """The numbers of a target; None for those that another kind of target has."""

    speed_kmh: float | None = None
    inclination_percent: float | None = None
    resistance_level: float | None = None
    power_w: int | None = None
    heart_rate_bpm: int | None = None
    energy_kcal: int | None = None
    steps: int | None = None
    strides: int | None = None
    distance_m: int | None = None
    training_s: int | None = None
    zone_s: tuple[int, ...] = ()
    """Time in each of two, three or five heart-rate zones, lightest first."""
    wind_mps: float | None = None
    grade_percent: float | None = None
    rolling_resistance: float | None = None
    wind_resistance_kg_per_m: float | None = None
    wheel_mm: float | None = None
    cadence_rpm: float | None = None


_ZONES = {
    TargetKind.TIME_IN_TWO_ZONES: 2,
    TargetKind.TIME_IN_THREE_ZONES: 3,
    TargetKind.TIME_IN_FIVE_ZONES: 5,
}
_NUMBERS: Mapping[TargetKind, tuple[Number, ...]] = {
    TargetKind.SPEED: (Number("speed_kmh", 2, per_unit=100),),
    TargetKind.INCLINATION: (Number("inclination_percent", 2, per_unit=10, is_signed=True),),
    TargetKind.POWER: (Number("power_w", 2, is_signed=True),),
    TargetKind.HEART_RATE: (Number("heart_rate_bpm", 1),),
    TargetKind.ENERGY: (Number("energy_kcal", 2),),
    TargetKind.STEPS: (Number("steps", 2),),
    TargetKind.STRIDES: (Number("strides", 2),),
    TargetKind.DISTANCE: (Number("distance_m", 3),),
    TargetKind.TRAINING_TIME: (Number("training_s", 2),),
    TargetKind.SIMULATION: (
        Number("wind_mps", 2, per_unit=1000, is_signed=True),
        Number("grade_percent", 2, per_unit=100, is_signed=True),
        Number("rolling_resistance", 1, per_unit=10000),
        Number("wind_resistance_kg_per_m", 1, per_unit=100),
    ),
    TargetKind.WHEEL_CIRCUMFERENCE: (Number("wheel_mm", 2, per_unit=10),),
    TargetKind.CADENCE: (Number("cadence_rpm", 2, per_unit=2),),
}
_NARROW_RESISTANCE = (Number("resistance_level", 1, per_unit=10),)
_WIDE_RESISTANCE = (Number("resistance_level", 2, per_unit=10, is_signed=True),)


def read_target(reader: Reader, kind: TargetKind) -> dict[str, Any]:
    """The numbers of a target, by the names of `Target`.

    A resistance takes one byte in the specification and two in many machines: two are read
    when there are two.

    Raises:
        MalformedPacketError: The packet ends early.
    """
    if kind in _ZONES:
        return {"zone_s": tuple(reader.u16() for _ in range(_ZONES[kind]))}
    if kind is TargetKind.RESISTANCE:
        is_wide = reader.remaining >= _WIDE
        return _read(reader, _WIDE_RESISTANCE if is_wide else _NARROW_RESISTANCE)
    return _read(reader, _NUMBERS[kind])


def write_target(
    writer: Writer, kind: TargetKind, target: Target, *, has_wide_resistance: bool
) -> None:
    """The numbers of a target; 0 for one that is not given."""
    if kind in _ZONES:
        for zone in range(_ZONES[kind]):
            writer.u16(target.zone_s[zone] if zone < len(target.zone_s) else 0)
        return
    numbers = _NUMBERS.get(kind)
    if numbers is None:
        numbers = _WIDE_RESISTANCE if has_wide_resistance else _NARROW_RESISTANCE
    for number in numbers:
        value: float | None = getattr(target, number.name)
        write = writer.signed if number.is_signed else writer.unsigned
        write(round((value or 0) * number.per_unit), number.size)


def is_given(kind: TargetKind, target: Target) -> bool:
    """Whether a target has all numbers of its kind."""
    if kind in _ZONES:
        return len(target.zone_s) == _ZONES[kind]
    numbers = _NUMBERS.get(kind, _NARROW_RESISTANCE)
    return all(getattr(target, number.name) is not None for number in numbers)


def _read(reader: Reader, numbers: tuple[Number, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for number in numbers:
        raw = (reader.signed if number.is_signed else reader.unsigned)(number.size)
        values[number.name] = raw if number.per_unit == 1 else raw / number.per_unit
    return values
