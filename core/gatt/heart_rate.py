"""Heart Rate Measurement, 0x2A37 (Heart Rate Service 1.0, section 3.1)."""

from __future__ import annotations

from enum import Enum, IntFlag

from core.domain.value import Value
from core.gatt.packet import U8_NONE, Reader, Writer

TICKS_PER_S = 1024
_WHAT = "heart rate"


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


_CONTACT_BITS = int(_Flag.CONTACT_SUPPORTED | _Flag.CONTACT_DETECTED)
_CONTACT_OF = {
    int(_Flag.CONTACT_SUPPORTED): SkinContact.NOT_DETECTED,
    _CONTACT_BITS: SkinContact.DETECTED,
}
_BITS_OF = {contact: bits for bits, contact in _CONTACT_OF.items()}
_WIDE = int(_Flag.WIDE_VALUE)
_ENERGY = int(_Flag.ENERGY)
_RR = int(_Flag.RR_INTERVALS)


class HeartRate(Value, frozen=True, kw_only=True):
    """One notification of a strap."""

    beats_per_min: int
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
    reader = Reader(data, _WHAT)
    flags = reader.u8()
    beats_per_min = reader.u16() if flags & _WIDE else reader.u8()
    energy_kj = reader.u16() if flags & _ENERGY else None
    rr_intervals_ms: tuple[float, ...] = ()
    if flags & _RR:
        rr_intervals_ms = tuple([_ms_from_ticks(ticks) for ticks in reader.all_u16()])
    return HeartRate(
        beats_per_min=beats_per_min,
        contact=_CONTACT_OF.get(flags & _CONTACT_BITS, SkinContact.UNKNOWN),
        energy_kj=energy_kj,
        rr_intervals_ms=rr_intervals_ms,
    )


def encode(value: HeartRate) -> bytes:
    """Write a notification, as short as it can be."""
    is_wide = value.beats_per_min > U8_NONE
    flags = _BITS_OF.get(value.contact, 0)
    flags |= _WIDE if is_wide else 0
    flags |= _ENERGY if value.energy_kj is not None else 0
    flags |= _RR if value.rr_intervals_ms else 0
    writer = Writer()
    writer.u8(flags)
    (writer.u16 if is_wide else writer.u8)(value.beats_per_min)
    if value.energy_kj is not None:
        writer.u16(value.energy_kj)
    for interval_ms in value.rr_intervals_ms:
        writer.u16(_ticks_from_ms(interval_ms))
    return writer.finish()


def _ms_from_ticks(ticks: int) -> float:
    return ticks * 1000 / TICKS_PER_S


def _ticks_from_ms(interval_ms: float) -> int:
    return round(interval_ms * TICKS_PER_S / 1000)
