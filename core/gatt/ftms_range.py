"""Supported ranges, 0x2AD4 to 0x2AD8: lowest, highest, step (service 1.0, 4.11 to 4.15)."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader, Writer, malformed

_NARROW = 1
_NARROW_STEP = 10


class SupportedRange(Value, frozen=True, kw_only=True):
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

    def decode(self, data: bytes) -> SupportedRange:
        """Read a range; surplus bytes are ignored.

        Raises:
            MalformedPacketError: The packet ends early, or its lowest is above its highest.
        """
        reader = Reader(data, self._what)
        size, per_unit, step = self._size, self._per_unit, 1
        if self._has_narrow_form and len(data) == 3 * _NARROW:
            size, per_unit, step = _NARROW, 1, _NARROW_STEP
        read = reader.signed if self._is_signed and size > _NARROW else reader.unsigned
        lowest, highest = read(size), read(size)
        if lowest > highest:
            raise malformed(
                self._what, data, f"its lowest, at byte 0, is above its highest, at byte {size}"
            )
        return SupportedRange(
            lowest=lowest * step / per_unit,
            highest=highest * step / per_unit,
            step=reader.unsigned(size) * step / per_unit,
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
