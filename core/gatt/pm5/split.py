"""PM5 split or interval, 0x0037: sent at its end, up to 3 s after the workout's."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.record import Number, Record


class Split(Value, frozen=True, kw_only=True):
    """One record."""

    elapsed_s: float
    distance_m: float
    split_s: float
    split_distance_m: int
    rest_s: int
    rest_distance_m: int
    interval_type: int
    """0 time, 1 distance, 2 rest, …, 255 none."""
    number: int
    """From 1: of the interval just finished."""


_RECORD = Record(
    "PM5 split",
    Split,
    (
        Number("elapsed_s", 3, per_unit=100),
        Number("distance_m", 3, per_unit=10),
        Number("split_s", 3, per_unit=10),
        Number("split_distance_m", 3),
        Number("rest_s", 2),
        Number("rest_distance_m", 2),
        Number("interval_type", 1),
        Number("number", 1),
    ),
)


def decode(data: bytes) -> Split:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    return _RECORD.decode(data)


def encode(value: Split) -> bytes:
    """Write a record."""
    return _RECORD.encode(value)
