"""PM5 additional workout summary, 0x003A: splits, calories, power and rest of a workout."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.pm5.log_time import LOGGED_AT
from core.gatt.record import Number, Record


class AdditionalSummary(Value, frozen=True, kw_only=True):
    """One record."""

    logged_at: str | None
    split_type: int | None = None
    """Not in the multiplexed form."""
    split_size: int
    """Seconds or metres, as the type says."""
    split_count: int
    energy_kcal: int
    power_w: int
    rest_distance_m: int
    rest_s: int
    energy_kcal_per_h: int


NUMBERS_AFTER_TYPE = (
    Number("split_size", 2),
    Number("split_count", 1),
    Number("energy_kcal", 2),
    Number("power_w", 2),
    Number("rest_distance_m", 3),
    Number("rest_s", 2),
    Number("energy_kcal_per_h", 2),
)
"""What both forms share after the date."""
_RECORD = Record(
    "PM5 additional summary",
    AdditionalSummary,
    (LOGGED_AT, Number("split_type", 1), *NUMBERS_AFTER_TYPE),
)


def decode(data: bytes) -> AdditionalSummary:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    return _RECORD.decode(data)


def encode(value: AdditionalSummary) -> bytes:
    """Write a record."""
    return _RECORD.encode(value)
