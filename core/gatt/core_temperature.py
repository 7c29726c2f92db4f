"""CORE body temperature, 00002101-5b1e-4347-b07c-97b514dae121 (the maker's own service)."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import S16_NONE, Writer
from core.gatt.shapes import Shapes

_SKIN = 1 << 0
_RESERVED = 1 << 1
_QUALITY = 1 << 2
_FAHRENHEIT = 1 << 3
_HEART_RATE = 1 << 4
_CENTI = 100
_FREEZING_F, _F_PER_C = 32, 1.8
_LETTERS_OF = {_SKIN: "h", _RESERVED: "h", _QUALITY: "B", _HEART_RATE: "B"}
_SHAPES = Shapes(
    "core temperature",
    sum(_LETTERS_OF),
    lambda flags: "h" + "".join(each for bit, each in _LETTERS_OF.items() if flags & bit),
)


class CoreTemperature(Value, frozen=True, kw_only=True, gc=False):
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
    flags, take = _SHAPES.taking(data)
    is_fahrenheit = bool(flags & _FAHRENHEIT)
    return CoreTemperature(
        core_celsius=_celsius(take(), is_fahrenheit=is_fahrenheit),
        skin_celsius=_celsius(take(), is_fahrenheit=is_fahrenheit) if flags & _SKIN else None,
        reserved=take() if flags & _RESERVED else None,
        quality=take() if flags & _QUALITY else None,
        heart_rate_bpm=(take() or None) if flags & _HEART_RATE else None,
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


def _celsius(raw: int, *, is_fahrenheit: bool) -> float | None:
    if raw == S16_NONE:
        return None
    degrees = raw / _CENTI
    return (degrees - _FREEZING_F) / _F_PER_C if is_fahrenheit else degrees
