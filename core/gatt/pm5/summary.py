"""PM5 workout summary, 0x0039: at the end, and once more a minute later; or never."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import U8_NONE
from core.gatt.pm5.log_time import LOGGED_AT
from core.gatt.record import Number, Record

_NO_HEART_RATE = (0, U8_NONE)


class Summary(Value, frozen=True, kw_only=True):
    """One record."""

    logged_at: str | None
    elapsed_s: float
    distance_m: float
    stroke_rate_mean_spm: int
    end_heart_rate_bpm: int | None = None
    heart_rate_mean_bpm: int | None = None
    lowest_heart_rate_bpm: int | None = None
    highest_heart_rate_bpm: int | None = None
    drag_factor_mean: int
    recovery_heart_rate_bpm: int | None = None
    """A minute after the end: known only in the record that is sent again then."""
    workout_type: int
    pace_mean_s_per_500_m: float | None = None
    """Not in the multiplexed form."""


NUMBERS = (
    LOGGED_AT,
    Number("elapsed_s", 3, per_unit=100),
    Number("distance_m", 3, per_unit=10),
    Number("stroke_rate_mean_spm", 1),
    Number("end_heart_rate_bpm", 1, none=_NO_HEART_RATE),
    Number("heart_rate_mean_bpm", 1, none=_NO_HEART_RATE),
    Number("lowest_heart_rate_bpm", 1, none=_NO_HEART_RATE),
    Number("highest_heart_rate_bpm", 1, none=_NO_HEART_RATE),
    Number("drag_factor_mean", 1),
    Number("recovery_heart_rate_bpm", 1, none=_NO_HEART_RATE),
    Number("workout_type", 1),
)
"""What both forms share."""
_RECORD = Record(
    "PM5 summary", Summary, (*NUMBERS, Number("pace_mean_s_per_500_m", 2, per_unit=10))
)


def decode(data: bytes) -> Summary:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    return _RECORD.decode(data)


def encode(value: Summary) -> bytes:
    """Write a record."""
    return _RECORD.encode(value)
