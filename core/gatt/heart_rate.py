"""Heart Rate Measurement, 0x2A37 (Heart Rate Service 1.0, section 3.1)."""

from __future__ import annotations

from enum import Enum, IntFlag

from core.domain.value import Value
from core.gatt.packet import U8_NONE, Writer, all_u16
from core.gatt.shapes import Shapes

TICKS_PER_S = 1024
_MS_PER_TICK = 1000 / TICKS_PER_S


class _Flag(IntFlag):
    WIDE_VALUE = 1 << 0
    CONTACT_DETECTED = 1 << 1
    CONTACT_SUPPORTED = 1 << 2
    ENERGY = 1 << 3
    RR_INTERVALS = 1 << 4


class SkinContact(Enum):
    """What the strap knows about its contact. Two bits, but only three meanings."""

    UNKNOWN = "unknown"
    NOT_DETECTED = "not_detected"
    DETECTED = "detected"


_CONTACT_OF = (
    SkinContact.UNKNOWN,
    SkinContact.UNKNOWN,
    SkinContact.NOT_DETECTED,
    SkinContact.DETECTED,
)
"""By both bits, shifted down."""
_CONTACT_SHIFT, _CONTACT_MASK = 1, 0b11
_BITS_OF = {
    SkinContact.NOT_DETECTED: int(_Flag.CONTACT_SUPPORTED),
    SkinContact.DETECTED: int(_Flag.CONTACT_SUPPORTED | _Flag.CONTACT_DETECTED),
}
_WIDE = int(_Flag.WIDE_VALUE)
_ENERGY = int(_Flag.ENERGY)
_RR = int(_Flag.RR_INTERVALS)
_SHAPES = Shapes(
    "heart rate",
    _WIDE | _ENERGY,
    lambda flags: ("H" if flags & _WIDE else "B") + ("H" if flags & _ENERGY else ""),
)


class HeartRate(Value, frozen=True, kw_only=True):
    """One notification of a strap."""

    heart_rate_bpm: int
    """As sent; 0 means that the strap has no value."""
    contact: SkinContact = SkinContact.UNKNOWN
    energy_kj: int | None = None
    """Since the strap's last reset."""
    rr_intervals_ms: tuple[float, ...] = ()
    """Oldest first, unfiltered."""


def decode(data: bytes) -> HeartRate:
    """Read a notification.

    A single byte after the last whole RR interval is ignored: some straps send one.

    Raises:
        MalformedPacketError: The packet ends before a field that its flags promise.
    """
    flags, numbers, end = _SHAPES.read(data)
    rr_intervals_ms: tuple[float, ...] = ()
    if flags & _RR:
        rr_intervals_ms = tuple([ticks * _MS_PER_TICK for ticks in all_u16(data, end)])
    return HeartRate(
        heart_rate_bpm=numbers[0],
        contact=_CONTACT_OF[flags >> _CONTACT_SHIFT & _CONTACT_MASK],
        energy_kj=numbers[1] if flags & _ENERGY else None,
        rr_intervals_ms=rr_intervals_ms,
    )


def encode(value: HeartRate) -> bytes:
    """Write a notification, as short as it can be."""
    is_wide = value.heart_rate_bpm > U8_NONE
    flags = _BITS_OF.get(value.contact, 0)
    flags |= _WIDE if is_wide else 0
    flags |= _ENERGY if value.energy_kj is not None else 0
    flags |= _RR if value.rr_intervals_ms else 0
    writer = Writer()
    writer.u8(flags)
    (writer.u16 if is_wide else writer.u8)(value.heart_rate_bpm)
    if value.energy_kj is not None:
        writer.u16(value.energy_kj)
    for interval_ms in value.rr_intervals_ms:
        writer.u16(round(interval_ms / _MS_PER_TICK))
    return writer.finish()
