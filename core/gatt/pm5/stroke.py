"""PM5 stroke data, 0x0035: sent twice per stroke, with the same count."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import U16_NONE, Reader, Writer, known

_CENTI = 100
_DECI = 10
_WHAT = "PM5 stroke"


class Stroke(Value, frozen=True, kw_only=True):
    """One record."""

    elapsed_s: float
    distance_m: float
    drive_length_m: float
    drive_s: float
    recovery_s: float
    stroke_distance_m: float
    peak_force_lbf: float
    mean_force_lbf: float
    work_j: float | None = None
    """Not in the multiplexed form."""
    stroke_count: int


def decode(data: bytes) -> Stroke:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    reader = Reader(data, _WHAT)
    return Stroke(
        elapsed_s=reader.u24() / _CENTI,
        distance_m=reader.u24() / _DECI,
        drive_length_m=reader.u8() / _CENTI,
        drive_s=reader.u8() / _CENTI,
        recovery_s=reader.u16() / _CENTI,
        stroke_distance_m=reader.u16() / _CENTI,
        peak_force_lbf=reader.u16() / _DECI,
        mean_force_lbf=reader.u16() / _DECI,
        work_j=None if (work := known(reader.u16, U16_NONE)) is None else work / _DECI,
        stroke_count=reader.u16(),
    )


def encode(value: Stroke) -> bytes:
    """Write a record."""
    writer = Writer()
    writer.u24(round(value.elapsed_s * _CENTI))
    writer.u24(round(value.distance_m * _DECI))
    writer.u8(round(value.drive_length_m * _CENTI))
    writer.u8(round(value.drive_s * _CENTI))
    writer.u16(round(value.recovery_s * _CENTI))
    writer.u16(round(value.stroke_distance_m * _CENTI))
    writer.u16(round(value.peak_force_lbf * _DECI))
    writer.u16(round(value.mean_force_lbf * _DECI))
    writer.u16(U16_NONE if value.work_j is None else round(value.work_j * _DECI))
    writer.u16(value.stroke_count)
    return writer.finish()
