"""Moxy muscle oxygen, 6404d804. The maker has not published it; captures agree."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import U16_NONE
from core.gatt.record import Number, Record


class MuscleOxygen(Value, frozen=True, kw_only=True):
    """One notification. None: not available."""

    count: int
    """Of measurements; rolls over."""
    saturation_percent: float | None = None
    previous_saturation_percent: float | None = None
    haemoglobin_g_per_dl: float | None = None
    flags: int | None = None


_RECORD = Record(
    "muscle oxygen",
    MuscleOxygen,
    (
        Number("count", 2),
        Number("saturation_percent", 2, per_unit=10, none=(U16_NONE,)),
        Number("previous_saturation_percent", 2, per_unit=10, none=(U16_NONE,)),
        Number("haemoglobin_g_per_dl", 2, per_unit=100, none=(U16_NONE,)),
        Number("flags", 1, is_optional=True),
    ),
)


def decode(data: bytes) -> MuscleOxygen:
    """Read a notification.

    Raises:
        MalformedPacketError: The packet ends early.
    """
    return _RECORD.decode(data)


def encode(value: MuscleOxygen) -> bytes:
    """Write a notification."""
    return _RECORD.encode(value)
