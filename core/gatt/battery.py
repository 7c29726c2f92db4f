"""Battery Level, 0x2A19 (Battery Service 1.0, section 3.1)."""

from __future__ import annotations

from core.gatt.packet import Reader

_FULL_PERCENT = 100


def decode(data: bytes) -> int | None:
    """Read the charge in percent; None for a number above 100, which some devices send.

    Raises:
        MalformedPacketError: The packet is empty.
    """
    percent = Reader(data, "battery level").u8()
    return percent if percent <= _FULL_PERCENT else None


def encode(percent: int | None) -> bytes:
    """Write the charge in percent; None as the 255 that devices without a value send."""
    return bytes([0xFF if percent is None else min(max(percent, 0), _FULL_PERCENT)])
