"""PM5 logged workout, 0x003F: where the machine keeps a finished workout."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.record import Number, Record


class LoggedWorkout(Value, frozen=True, kw_only=True):
    """One record."""

    workout_hash: int
    address: int
    """In the machine's memory."""
    size_bytes: int
    erg_type: int


_RECORD = Record(
    "PM5 logged workout",
    LoggedWorkout,
    (
        Number("workout_hash", 8),
        Number("address", 4),
        Number("size_bytes", 2),
        Number("erg_type", 1),
    ),
)


def decode(data: bytes) -> LoggedWorkout:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    return _RECORD.decode(data)


def encode(value: LoggedWorkout) -> bytes:
    """Write a record."""
    return _RECORD.encode(value)
