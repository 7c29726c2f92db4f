"""PM5 heart-rate belt, 0x003B: which belt is paired to the machine itself."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.record import Number, Record


class Belt(Value, frozen=True, kw_only=True):
    """One record."""

    maker: int
    device_type: int
    belt_id: int | None
    """None: no belt."""


_RECORD = Record(
    "PM5 belt",
    Belt,
    (Number("maker", 1), Number("device_type", 1), Number("belt_id", 4, none=(0,))),
)


def decode(data: bytes) -> Belt:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    return _RECORD.decode(data)


def encode(value: Belt) -> bytes:
    """Write a record."""
    return _RECORD.encode(value)
