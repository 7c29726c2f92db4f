"""Which records of a virtual monitor go out, and by which characteristic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.domain.value import Value
from core.gatt import uuids
from core.gatt.pm5 import (
    additional_split,
    additional_status_1,
    additional_status_2,
    additional_status_3,
    additional_stroke,
    additional_summary,
    belt,
    force_curve,
    general_status,
    logged_workout,
    multiplexed,
    split,
    stroke,
    summary,
)
from core.gatt.pm5.multiplexed import Multiplexed
from core.sensors.virtual.packet import Packet

_ENCODERS: Mapping[int, Callable[[Any], bytes]] = {
    0x31: general_status.encode,
    0x32: additional_status_1.encode,
    0x33: additional_status_2.encode,
    0x35: stroke.encode,
    0x36: additional_stroke.encode,
    0x37: split.encode,
    0x38: additional_split.encode,
    0x39: summary.encode,
    0x3A: additional_summary.encode,
    0x3B: belt.encode,
    0x3D: force_curve.encode,
    0x3E: additional_status_3.encode,
    0x3F: logged_workout.encode,
}
RECORDS = tuple(uuids.concept2(number) for number in _ENCODERS)
"""The characteristics that notify, apart from the one for all."""


class Pm5Outbox:
    """Collects the packets of one beat. A record that nobody listens to is not even made.

    Args:
        hears: Whether the central listens to a characteristic.
    """

    def __init__(self, hears: Callable[[str], bool]) -> None:
        self.packets: list[Packet] = []
        self._hears = hears
        self._hears_all = hears(uuids.PM5_MULTIPLEXED)

    def goes_alone(self, number: int) -> bool:
        """Whether the central listens to the record's own characteristic."""
        return number in _ENCODERS and self._hears(uuids.concept2(number))

    def put(self, number: int, make: Callable[[], Value]) -> bool:
        """Send a record by its own characteristic, or by the one for all.

        Args:
            number: 0x31 to 0x3F; 0x3C has no characteristic of its own.
            make: The record.

        Returns:
            Whether anybody listens.
        """
        if self.goes_alone(number):
            self.packets.append((uuids.concept2(number), _ENCODERS[number](make())))
            return True
        if self._hears_all:
            packet = multiplexed.encode(Multiplexed(record_number=number, record=make()))
            self.packets.append((uuids.PM5_MULTIPLEXED, packet))
        return self._hears_all
