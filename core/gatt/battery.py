"""Battery Level, 0x2A19 (Battery Service 1.0, section 3.1)."""

from __future__ import annotations

from core.gatt.packet import ends_early

_FULL_PERCENT = 100
_PERCENT_OF = tuple(raw if raw <= _FULL_PERCENT else None for raw in range(256))


def decode(data: bytes) -> int | None:
    """Read the charge in percent; None for a number above 100, which some devices send.

    Raises:
        MalformedPacketError: The packet is empty.
    """
    try:
        return _PERCENT_OF[data[0]]
    except IndexError:
        raise ends_early("battery level", data, 0, 1) from None


def encode(percent: int | None) -> bytes:
    """Write the charge in percent; None as the 255 that devices without a value send."""
    return bytes([0xFF if percent is None else min(max(percent, 0), _FULL_PERCENT)])
