"""PM5 additional split, 0x0038: rates, heart rates and power of a split."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import U8_NONE
from core.gatt.record import Number, Record

_NO_HEART_RATE = (0, U8_NONE)


class AdditionalSplit(Value, frozen=True, kw_only=True):
    """One record."""

    elapsed_s: float
    stroke_rate_mean_spm: int
    work_heart_rate_bpm: int | None = None
    rest_heart_rate_bpm: int | None = None
    pace_s_per_500_m: float
    energy_kcal: int
    energy_kcal_per_h: int
    speed_mps: float
    power_w: int
    drag_factor: int
    number: int
    """From 1."""
    erg_type: int | None = None
    """None from old firmware."""


_RECORD = Record(
    "PM5 additional split",
    AdditionalSplit,
    (
        Number("elapsed_s", 3, per_unit=100),
        Number("stroke_rate_mean_spm", 1),
        Number("work_heart_rate_bpm", 1, none=_NO_HEART_RATE),
        Number("rest_heart_rate_bpm", 1, none=_NO_HEART_RATE),
        Number("pace_s_per_500_m", 2, per_unit=10),
        Number("energy_kcal", 2),
        Number("energy_kcal_per_h", 2),
        Number("speed_mps", 2, per_unit=1000),
        Number("power_w", 2),
        Number("drag_factor", 1),
        Number("number", 1),
        Number("erg_type", 1, is_optional=True),
    ),
)


def decode(data: bytes) -> AdditionalSplit:
    """Read a record; old firmware sends it without the last byte.

    Raises:
        MalformedPacketError: The record is too short.
    """
    return _RECORD.decode(data)


def encode(value: AdditionalSplit) -> bytes:
    """Write a record."""
    return _RECORD.encode(value)
