"""CORE body temperature, 00002101-5b1e-4347-b07c-97b514dae121 (the maker's own service)."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import S16_NONE, Reader, Writer, known

_SKIN = 1 << 0
_RESERVED = 1 << 1
_QUALITY = 1 << 2
_FAHRENHEIT = 1 << 3
_HEART_RATE = 1 << 4
_CENTI = 100
_FREEZING_F, _F_PER_C = 32, 1.8


class CoreTemperature(Value, frozen=True, kw_only=True):
    """One notification, in Celsius whatever the sensor sends. None: it did not say."""

    core_celsius: float | None = None
    skin_celsius: float | None = None
    reserved: int | None = None
    quality: int | None = None
    """As sent."""
    heart_rate_bpm: int | None = None
    """From a strap that is paired to the sensor itself."""


def decode(data: bytes) -> CoreTemperature:
    """Read a notification; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The packet ends before a field that its flags promise.
    """
    reader = Reader(data, "core temperature")
    flags = reader.u8()
    is_fahrenheit = bool(flags & _FAHRENHEIT)
    core_celsius = _read(reader, is_fahrenheit=is_fahrenheit)
    return CoreTemperature(
        core_celsius=core_celsius,
        skin_celsius=_read(reader, is_fahrenheit=is_fahrenheit) if flags & _SKIN else None,
        reserved=reader.s16() if flags & _RESERVED else None,
        quality=reader.u8() if flags & _QUALITY else None,
        heart_rate_bpm=(reader.u8() or None) if flags & _HEART_RATE else None,
    )


def encode(value: CoreTemperature) -> bytes:
    """Write a notification, in Celsius."""
    writer = Writer()
    flags = _SKIN if value.skin_celsius is not None else 0
    flags |= _RESERVED if value.reserved is not None else 0
    flags |= _QUALITY if value.quality is not None else 0
    writer.u8(flags | (_HEART_RATE if value.heart_rate_bpm is not None else 0))
    writer.s16(S16_NONE if value.core_celsius is None else round(value.core_celsius * _CENTI))
    if value.skin_celsius is not None:
        writer.s16(round(value.skin_celsius * _CENTI))
    if value.reserved is not None:
        writer.s16(value.reserved)
    for number in (value.quality, value.heart_rate_bpm):
        if number is not None:
            writer.u8(number)
    return writer.finish()


def _read(reader: Reader, *, is_fahrenheit: bool) -> float | None:
    raw = known(reader.s16, S16_NONE)
    if raw is None:
        return None
    degrees = raw / _CENTI
    return (degrees - _FREEZING_F) / _F_PER_C if is_fahrenheit else degrees
