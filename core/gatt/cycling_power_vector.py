"""Cycling Power Vector, 0x2A64: force or torque within a revolution (service 1.1, section 3.4)."""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.codes import numbered
from core.gatt.cycling_power import Revolutions
from core.gatt.packet import Writer, all_s16, malformed
from core.gatt.shapes import Shapes

_CRANK = 1 << 0
_FIRST_ANGLE = 1 << 1
_FORCES = 1 << 2
_TORQUES = 1 << 3
_DIRECTION_SHIFT = 4
_DIRECTION_MASK = 0b11
_TORQUE_PER_NM = 32
_WHAT = "cycling power vector"
_SHAPES = Shapes(
    _WHAT,
    _CRANK | _FIRST_ANGLE,
    lambda flags: ("HH" if flags & _CRANK else "") + ("H" if flags & _FIRST_ANGLE else ""),
)


class Direction(Enum):
    """Of what is measured, in the order of the codes."""

    UNKNOWN = "unknown"
    TANGENTIAL = "tangential"
    RADIAL = "radial"
    LATERAL = "lateral"


_DIRECTIONS = numbered(Direction)
_DIRECTION_OF = tuple(Direction)


class CyclingPowerVector(Value, frozen=True, kw_only=True):
    """One notification. Several may make up one revolution; only the first has its counter."""

    crank: Revolutions | None = None
    first_angle_deg: int | None = None
    forces_n: tuple[int, ...] = ()
    torques_nm: tuple[float, ...] = ()
    direction: Direction = Direction.UNKNOWN


def decode(data: bytes) -> CyclingPowerVector:
    """Read a notification; half a number at the end is ignored.

    Raises:
        MalformedPacketError: The packet ends early, or says that its one array is both
            forces and torques.
    """
    flags, heads, end = _SHAPES.read(data)
    if flags & _FORCES and flags & _TORQUES:
        raise malformed(_WHAT, data, "byte 0 says that its array is both forces and torques")
    numbers = all_s16(data, end)
    return CyclingPowerVector(
        crank=Revolutions(count=heads[0], event_ticks=heads[1]) if flags & _CRANK else None,
        first_angle_deg=heads[-1] if flags & _FIRST_ANGLE else None,
        forces_n=numbers if flags & _FORCES else (),
        torques_nm=tuple([raw / _TORQUE_PER_NM for raw in numbers]) if flags & _TORQUES else (),
        direction=_DIRECTION_OF[flags >> _DIRECTION_SHIFT & _DIRECTION_MASK],
    )


def encode(value: CyclingPowerVector) -> bytes:
    """Write a notification; of forces and torques, the forces if both are given."""
    writer = Writer()
    writer.u8(_flags_of(value))
    if value.crank is not None:
        writer.u16(value.crank.count)
        writer.u16(value.crank.event_ticks)
    if value.first_angle_deg is not None:
        writer.u16(value.first_angle_deg)
    if value.forces_n:
        for force_n in value.forces_n:
            writer.s16(force_n)
    else:
        for torque_nm in value.torques_nm:
            writer.s16(round(torque_nm * _TORQUE_PER_NM))
    return writer.finish()


def _flags_of(value: CyclingPowerVector) -> int:
    flags = _DIRECTIONS.code(value.direction) << _DIRECTION_SHIFT
    flags |= _CRANK if value.crank is not None else 0
    flags |= _FIRST_ANGLE if value.first_angle_deg is not None else 0
    if value.forces_n:
        return flags | _FORCES
    return flags | (_TORQUES if value.torques_nm else 0)
