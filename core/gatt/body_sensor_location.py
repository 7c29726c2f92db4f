"""Body Sensor Location, 0x2A38 (Heart Rate Service 1.0, section 3.2)."""

from __future__ import annotations

from enum import Enum

from core.gatt.codes import numbered
from core.gatt.packet import U8_NONE, Reader


class BodyLocation(Enum):
    """Where a heart-rate sensor is worn, in the order of the codes."""

    OTHER = "other"
    CHEST = "chest"
    WRIST = "wrist"
    FINGER = "finger"
    HAND = "hand"
    EAR_LOBE = "ear_lobe"
    FOOT = "foot"


_CODES = numbered(BodyLocation)


def decode(data: bytes) -> BodyLocation | None:
    """Read the place; None for a code that is reserved.

    Raises:
        MalformedPacketError: The packet is empty.
    """
    return _CODES.word(Reader(data, "body sensor location").u8())


def encode(location: BodyLocation | None) -> bytes:
    """Write the place."""
    return bytes([U8_NONE if location is None else _CODES.code(location)])
