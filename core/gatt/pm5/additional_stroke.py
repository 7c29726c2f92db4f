"""PM5 additional stroke data, 0x0036: the power of a stroke."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader, Writer

_CENTI = 100
_WHAT = "PM5 additional stroke"


class AdditionalStroke(Value, frozen=True, kw_only=True):
    """One record."""

    elapsed_s: float
    power_w: int
    energy_kcal_per_h: int
    """As the machine shows it: watts x 4 x 0.8604 + 300."""
    stroke_count: int
    projected_s: int = 0
    projected_distance_m: int = 0
    work_j: float | None = None
    """Only in the multiplexed form."""


def decode(data: bytes) -> AdditionalStroke:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    reader = Reader(data, _WHAT)
    return AdditionalStroke(
        elapsed_s=reader.u24() / _CENTI,
        power_w=reader.u16(),
        energy_kcal_per_h=reader.u16(),
        stroke_count=reader.u16(),
        projected_s=reader.u24(),
        projected_distance_m=reader.u24(),
    )


def encode(value: AdditionalStroke) -> bytes:
    """Write a record."""
    writer = Writer()
    writer.u24(round(value.elapsed_s * _CENTI))
    writer.u16(value.power_w)
    writer.u16(value.energy_kcal_per_h)
    writer.u16(value.stroke_count)
    writer.u24(value.projected_s)
    writer.u24(value.projected_distance_m)
    return writer.finish()
