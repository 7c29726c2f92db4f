"""Sensor Location, 0x2A5D: of cycling and running sensors (Assigned Numbers, section 6.1)."""

from __future__ import annotations

from enum import Enum

from core.gatt.codes import numbered
from core.gatt.packet import U8_NONE, Reader


class SensorLocation(Enum):
    """Where a sensor is mounted, in the order of the codes."""

    OTHER = "other"
    TOP_OF_SHOE = "top_of_shoe"
    IN_SHOE = "in_shoe"
    HIP = "hip"
    FRONT_WHEEL = "front_wheel"
    LEFT_CRANK = "left_crank"
    RIGHT_CRANK = "right_crank"
    LEFT_PEDAL = "left_pedal"
    RIGHT_PEDAL = "right_pedal"
    FRONT_HUB = "front_hub"
    REAR_DROPOUT = "rear_dropout"
    CHAINSTAY = "chainstay"
    REAR_WHEEL = "rear_wheel"
    REAR_HUB = "rear_hub"
    CHEST = "chest"
    SPIDER = "spider"
    CHAIN_RING = "chain_ring"


CODES = numbered(SensorLocation)


def decode(data: bytes) -> SensorLocation | None:
    """Read the place; None for a code that is reserved.

    Raises:
        MalformedPacketError: The packet is empty.
    """
    return CODES.word(Reader(data, "sensor location").u8())


def encode(location: SensorLocation | None) -> bytes:
    """Write the place."""
    return bytes([U8_NONE if location is None else CODES.code(location)])
