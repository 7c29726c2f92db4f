"""How a Polar device measures, as its control point sends it: kind, count, values, and again.

As in the maker's "Polar Measurement Data Specification".
"""

from __future__ import annotations

import math
from struct import Struct
from typing import NamedTuple

from core.domain.value import Value
from core.gatt.packet import Reader, Writer, malformed


class PolarSettings(Value, frozen=True, kw_only=True):
    """What can be chosen, or what was chosen: then one of each."""

    sample_rate_hz: tuple[int, ...] = ()
    resolution_bits: tuple[int, ...] = ()
    range_units: tuple[int, ...] = ()
    """From minus to plus; g of an acceleration, degrees per second of a gyroscope."""
    range_milliunits: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    conversion_factor: tuple[float, ...] = ()
    """To multiply raw samples with; told when a stream has begun."""
    unread: bytes = b""
    """From the first kind of setting on that is not known here."""


class _Setting(NamedTuple):
    name: str
    size: int


_SETTINGS = (
    _Setting("sample_rate_hz", 2),
    _Setting("resolution_bits", 2),
    _Setting("range_units", 2),
    _Setting("range_milliunits", 4),
    _Setting("channels", 1),
)
"""In the order of the codes."""
_FACTOR = len(_SETTINGS)
_FLOAT = Struct("<f")
_MOST_VALUES = 0xFF


def read_settings(reader: Reader) -> PolarSettings:
    """The settings to the end of a packet.

    Raises:
        MalformedPacketError: It ends early, or a conversion factor is no number.
    """
    whole: dict[str, tuple[int, ...]] = {}
    factors: tuple[float, ...] = ()
    while reader.remaining and reader.data[reader.offset] <= _FACTOR:
        code, count = reader.u8(), reader.u8()
        if code == _FACTOR:
            factors += tuple([_read_factor(reader) for _ in range(count)])
            continue
        name, size = _SETTINGS[code]
        values = tuple([reader.unsigned(size) for _ in range(count)])
        whole[name] = whole.get(name, ()) + values
    return PolarSettings(**whole, conversion_factor=factors, unread=reader.rest())


def write_settings(writer: Writer, settings: PolarSettings) -> None:
    """Write those that are given."""
    for code, (name, size) in enumerate(_SETTINGS):
        values: tuple[int, ...] = getattr(settings, name)[:_MOST_VALUES]
        if values:
            writer.u8(code)
            writer.u8(len(values))
            for value in values:
                writer.unsigned(value, size)
    factors = settings.conversion_factor[:_MOST_VALUES]
    if factors:
        writer.u8(_FACTOR)
        writer.u8(len(factors))
        for factor in factors:
            writer.raw(_FLOAT.pack(factor))
    writer.raw(settings.unread)


def _read_factor(reader: Reader) -> float:
    start = reader.offset
    (factor,) = _FLOAT.unpack(reader.u32().to_bytes(_FLOAT.size, "little"))
    if not math.isfinite(factor):
        raise malformed(
            reader.what, reader.data, f"its conversion factor, at byte {start}, is no number"
        )
    return float(factor)
