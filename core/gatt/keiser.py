"""Keiser M3i bikes: advertisements only, company 0x0102."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader, Writer

COMPANY = 0x0102
_DECI = 10
_METRIC = 1 << 15
_LIVE_NOW = 0
_LIVE_FROM, _LIVE_TO = 128, 227
"""Live data of one interval of a programme; the other types repeat averages."""


class KeiserBike(Value, frozen=True, kw_only=True):
    """One advertisement."""

    firmware_major: int
    firmware_minor: int
    data_type: int
    bike_number: int
    """Set at the bike, so that a hall full of them can be told apart."""
    cadence_rpm: float
    heart_rate_bpm: float | None = None
    power_w: int
    energy_kcal: int
    elapsed_s: int
    distance_km: float | None = None
    distance_miles: float | None = None
    """One of the two, as the bike is set."""
    gear: int | None = None
    """Not from old firmware."""

    @property
    def is_live(self) -> bool:
        """Whether the numbers are of now, and not the averages of a finished interval."""
        return self.data_type == _LIVE_NOW or _LIVE_FROM <= self.data_type <= _LIVE_TO


def decode(data: bytes) -> KeiserBike:
    """Read the company's data, without the company's number.

    Raises:
        MalformedPacketError: It ends early.
    """
    reader = Reader(data, "Keiser advertisement")
    firmware_major, firmware_minor, data_type, bike_number = (reader.u8() for _ in range(4))
    cadence, heart_rate, power_w, energy_kcal = (reader.u16() for _ in range(4))
    elapsed_s = reader.u8() * 60 + reader.u8()
    distance = reader.u16()
    is_metric = bool(distance & _METRIC)
    distance = distance & ~_METRIC
    return KeiserBike(
        firmware_major=firmware_major,
        firmware_minor=firmware_minor,
        data_type=data_type,
        bike_number=bike_number,
        cadence_rpm=cadence / _DECI,
        heart_rate_bpm=heart_rate / _DECI if heart_rate else None,
        power_w=power_w,
        energy_kcal=energy_kcal,
        elapsed_s=elapsed_s,
        distance_km=distance / _DECI if is_metric else None,
        distance_miles=None if is_metric else distance / _DECI,
        gear=reader.u8() if reader.remaining else None,
    )


def encode(value: KeiserBike) -> bytes:
    """Write the company's data."""
    writer = Writer()
    for small in (
        value.firmware_major,
        value.firmware_minor,
        value.data_type,
        value.bike_number,
    ):
        writer.u8(small)
    writer.u16(round(value.cadence_rpm * _DECI))
    writer.u16(round((value.heart_rate_bpm or 0) * _DECI))
    writer.u16(value.power_w)
    writer.u16(value.energy_kcal)
    minutes, seconds = divmod(value.elapsed_s, 60)
    writer.u8(minutes)
    writer.u8(seconds)
    shown = value.distance_miles if value.distance_km is None else value.distance_km
    distance = min(max(round((shown or 0) * _DECI), 0), _METRIC - 1)
    writer.u16(distance | (0 if value.distance_km is None else _METRIC))
    if value.gear is not None:
        writer.u8(value.gear)
    return writer.finish()
