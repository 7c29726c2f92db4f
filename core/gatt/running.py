"""Running Speed and Cadence Measurement, 0x2A53 (service 1.0, section 3.1)."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Writer
from core.gatt.shapes import Shapes

_STRIDE = 1 << 0
_DISTANCE = 1 << 1
_RUNNING = 1 << 2
_SPEED_PER_MPS = 256
_STRIDE_PER_M = 100
_DISTANCE_PER_M = 10
_SHAPES = Shapes(
    "running speed and cadence",
    _STRIDE | _DISTANCE,
    lambda flags: "HB" + ("H" if flags & _STRIDE else "") + ("I" if flags & _DISTANCE else ""),
)


class Running(Value, frozen=True, kw_only=True, gc=False):
    """One notification of a pod. None: it did not say."""

    speed_mps: float
    cadence_per_min: int
    """Steps with some makers, strides with others; stride length and speed tell which."""
    stride_m: float | None = None
    distance_m: float | None = None
    is_running: bool = False
    """Rather than walking."""


def decode(data: bytes) -> Running:
    """Read a notification; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The packet ends before a field that its flags promise.
    """
    flags, take = _SHAPES.taking(data)
    return Running(
        speed_mps=take() / _SPEED_PER_MPS,
        cadence_per_min=take(),
        stride_m=take() / _STRIDE_PER_M if flags & _STRIDE else None,
        distance_m=take() / _DISTANCE_PER_M if flags & _DISTANCE else None,
        is_running=bool(flags & _RUNNING),
    )


def encode(value: Running) -> bytes:
    """Write a notification."""
    writer = Writer()
    flags = _STRIDE if value.stride_m is not None else 0
    flags |= _DISTANCE if value.distance_m is not None else 0
    writer.u8(flags | (_RUNNING if value.is_running else 0))
    writer.u16(round(value.speed_mps * _SPEED_PER_MPS))
    writer.u8(value.cadence_per_min)
    if value.stride_m is not None:
        writer.u16(round(value.stride_m * _STRIDE_PER_M))
    if value.distance_m is not None:
        writer.u32(round(value.distance_m * _DISTANCE_PER_M))
    return writer.finish()
