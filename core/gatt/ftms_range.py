"""Supported ranges, 0x2AD4 to 0x2AD8: lowest, highest, step (service 1.0, 4.11 to 4.15)."""

from __future__ import annotations

from struct import Struct

from core.domain.value import Value
from core.gatt.packet import Writer, ends_early, malformed

_NARROW = Struct("<BBB")
_NARROW_STEP = 10
_LETTER_OF_SIZE = {1: "B", 2: "H"}


class SupportedRange(Value, frozen=True, kw_only=True, gc=False):
    """What a machine can be set to, in the unit of its codec."""

    lowest: float
    highest: float
    step: float


class RangeCodec:
    """One of the five characteristics.

    Args:
        what: Its name in error messages.
        size: Bytes of each of the three numbers.
        per_unit: Steps per unit.
        is_signed: Whether the limits can be negative.
        has_narrow_form: Whether the newer text sends single bytes that count in tens.
    """

    def __init__(
        self,
        what: str,
        *,
        size: int = 2,
        per_unit: int = 1,
        is_signed: bool = False,
        has_narrow_form: bool = False,
    ) -> None:
        self._what = what
        self._size = size
        self._per_unit = per_unit
        self._is_signed = is_signed
        self._has_narrow_form = has_narrow_form
        letter = _LETTER_OF_SIZE[size]
        limit = letter.lower() if is_signed else letter
        self._struct = Struct(f"<{limit}{limit}{letter}")

    def decode(self, data: bytes) -> SupportedRange:
        """Read a range; surplus bytes are ignored.

        Raises:
            MalformedPacketError: The packet ends early, or its lowest is above its highest.
        """
        struct, per_unit = self._struct, self._per_unit
        size = len(data)
        if size < struct.size:
            if size != _NARROW.size or not self._has_narrow_form:
                raise ends_early(self._what, data, size // self._size * self._size, self._size)
            lowest, highest, step = (number * _NARROW_STEP for number in _NARROW.unpack(data))
            per_unit = 1
        else:
            lowest, highest, step = struct.unpack_from(data)
        if lowest > highest:
            why = "its lowest, the first number, is above its highest, the second"
            raise malformed(self._what, data, why)
        return SupportedRange(
            lowest=lowest / per_unit, highest=highest / per_unit, step=step / per_unit
        )

    def encode(self, value: SupportedRange) -> bytes:
        """Write a range."""
        writer = Writer()
        write = writer.signed if self._is_signed else writer.unsigned
        write(round(value.lowest * self._per_unit), self._size)
        write(round(value.highest * self._per_unit), self._size)
        writer.unsigned(round(value.step * self._per_unit), self._size)
        return writer.finish()


SPEED_KMH = RangeCodec("supported speed range", per_unit=100)
INCLINATION_PERCENT = RangeCodec("supported inclination range", per_unit=10, is_signed=True)
RESISTANCE_LEVEL = RangeCodec(
    "supported resistance range", per_unit=10, is_signed=True, has_narrow_form=True
)
HEART_RATE_BPM = RangeCodec("supported heart rate range", size=1)
POWER_W = RangeCodec("supported power range", is_signed=True)
