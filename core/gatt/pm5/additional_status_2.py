"""PM5 additional status 2, 0x0033: averages, calories, the last split."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader, Writer

_CENTI = 100
_WHAT = "PM5 additional status 2"


class AdditionalStatus2(Value, frozen=True, kw_only=True):
    """One record."""

    elapsed_s: float
    interval_count: int = 0
    """From 0."""
    power_mean_w: int | None = None
    """Not in the multiplexed form."""
    energy_kcal: int = 0
    split_pace_s_per_500_m: float = 0.0
    split_power_w: int = 0
    split_energy_kcal: int = 0
    last_split_s: float = 0.0
    """Sent in hundredths: the maker's text says tenths, captures prove it wrong."""
    last_split_distance_m: int = 0


def decode(data: bytes) -> AdditionalStatus2:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    reader = Reader(data, _WHAT)
    return AdditionalStatus2(
        elapsed_s=reader.u24() / _CENTI,
        interval_count=reader.u8(),
        power_mean_w=reader.u16(),
        energy_kcal=reader.u16(),
        split_pace_s_per_500_m=reader.u16() / _CENTI,
        split_power_w=reader.u16(),
        split_energy_kcal=reader.u16(),
        last_split_s=reader.u24() / _CENTI,
        last_split_distance_m=reader.u24(),
    )


def encode(value: AdditionalStatus2) -> bytes:
    """Write a record."""
    writer = Writer()
    writer.u24(round(value.elapsed_s * _CENTI))
    writer.u8(value.interval_count)
    writer.u16(value.power_mean_w or 0)
    writer.u16(value.energy_kcal)
    writer.u16(round(value.split_pace_s_per_500_m * _CENTI))
    writer.u16(value.split_power_w)
    writer.u16(value.split_energy_kcal)
    writer.u24(round(value.last_split_s * _CENTI))
    writer.u24(value.last_split_distance_m)
    return writer.finish()
