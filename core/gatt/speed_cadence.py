"""Speed and Cadence Measurement, 0x2A5B (Cycling Speed and Cadence Service 1.0, section 3.1)."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.cycling_power import Revolutions
from core.gatt.packet import Writer
from core.gatt.shapes import Shapes

WHEEL_TICKS_PER_S = 1024
"""Not 2048 as in the cycling power service."""
CRANK_TICKS_PER_S = 1024
_WHEEL = 1 << 0
_CRANK = 1 << 1
_WHEEL_BYTES, _CRANK_BYTES = 4, 2
_SHAPES = Shapes(
    "speed and cadence",
    _WHEEL | _CRANK,
    lambda flags: ("IH" if flags & _WHEEL else "") + ("HH" if flags & _CRANK else ""),
)


class SpeedCadence(Value, frozen=True, kw_only=True):
    """One notification. None: the sensor does not count it."""

    wheel: Revolutions | None = None
    crank: Revolutions | None = None


def decode(data: bytes) -> SpeedCadence:
    """Read a notification; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The packet ends before a field that its flags promise.
    """
    flags, take = _SHAPES.taking(data)
    return SpeedCadence(
        wheel=Revolutions(count=take(), event_ticks=take()) if flags & _WHEEL else None,
        crank=Revolutions(count=take(), event_ticks=take()) if flags & _CRANK else None,
    )


def encode(value: SpeedCadence) -> bytes:
    """Write a notification."""
    writer = Writer()
    writer.u8((value.wheel is not None) * _WHEEL | (value.crank is not None) * _CRANK)
    _write(writer, value.wheel, _WHEEL_BYTES)
    _write(writer, value.crank, _CRANK_BYTES)
    return writer.finish()


def _write(writer: Writer, value: Revolutions | None, size: int) -> None:
    if value is not None:
        writer.unsigned(value.count, size)
        writer.u16(value.event_ticks)
