"""Heart rate in Polar's advertisements, company 0x006B: no connection, any number of straps.

The data is a row of blocks. A block with bit 6 of its first byte set is of some other kind and
says how long it is; one without is the heart rate, and the last.
"""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader, Writer

COMPANY = 0x006B
_BATTERY_LOW = 1 << 0
_CONTACT = 1 << 1
_COUNTER_SHIFT = 2
_COUNTER_MASK = 0b111
_BROADCAST = 1 << 5
_OTHER_KIND = 1 << 6


class PolarAdvertisement(Value, frozen=True, kw_only=True):
    """What an advertisement says; all None when it has no heart-rate block."""

    is_battery_low: bool | None = None
    has_contact: bool | None = None
    frame_counter: int | None = None
    """0 to 7; while it stays the same, there is no new sample."""
    is_broadcast: bool | None = None
    khz_code: int | None = None
    """For the 5 kHz radio of old gym machines."""
    fast_heart_rate_bpm: int | None = None
    slow_heart_rate_bpm: int | None = None
    """Over a longer time; old straps do not send it."""

    @property
    def heart_rate_bpm(self) -> int | None:
        """What the maker's own program shows; None while the strap has no value."""
        return (
            self.fast_heart_rate_bpm
            if self.slow_heart_rate_bpm is None
            else self.slow_heart_rate_bpm
        ) or None


def decode(data: bytes) -> PolarAdvertisement:
    """Read the company's data, without the company's number.

    Raises:
        MalformedPacketError: A block is longer than what is left.
    """
    reader = Reader(data, "Polar advertisement")
    status = reader.u8()
    while status & _OTHER_KIND:
        reader.unsigned(reader.u8())
        if not reader.remaining:
            return PolarAdvertisement()
        status = reader.u8()
    return PolarAdvertisement(
        is_battery_low=bool(status & _BATTERY_LOW),
        has_contact=bool(status & _CONTACT),
        frame_counter=status >> _COUNTER_SHIFT & _COUNTER_MASK,
        is_broadcast=bool(status & _BROADCAST),
        khz_code=reader.u8(),
        fast_heart_rate_bpm=reader.u8(),
        slow_heart_rate_bpm=reader.u8() if reader.remaining else None,
    )


def encode(value: PolarAdvertisement) -> bytes:
    """Write the company's data: one heart-rate block, or an empty one of another kind."""
    writer = Writer()
    if value.fast_heart_rate_bpm is None:
        writer.u8(_OTHER_KIND)
        writer.u8(0)
        return writer.finish()
    status = _BATTERY_LOW if value.is_battery_low else 0
    status |= _CONTACT if value.has_contact else 0
    status |= ((value.frame_counter or 0) & _COUNTER_MASK) << _COUNTER_SHIFT
    writer.u8(status | (_BROADCAST if value.is_broadcast else 0))
    writer.u8(value.khz_code or 0)
    writer.u8(value.fast_heart_rate_bpm)
    if value.slow_heart_rate_bpm is not None:
        writer.u8(value.slow_heart_rate_bpm)
    return writer.finish()
