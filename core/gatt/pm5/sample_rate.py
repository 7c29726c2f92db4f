"""PM5 sample rate, 0x0034: written, says how often the status records come."""

from __future__ import annotations

from core.gatt.packet import Reader, malformed

_PERIODS_MS = (1000, 500, 250, 100)
DEFAULT_PERIOD_MS = 500
_WHAT = "PM5 sample rate"


def decode(data: bytes) -> int:
    """Read the period in milliseconds.

    Raises:
        MalformedPacketError: The packet is empty, or its code is unknown.
    """
    code = Reader(data, _WHAT).u8()
    if code >= len(_PERIODS_MS):
        raise malformed(_WHAT, data, "byte 0 is none of the codes 0 to 3")
    return _PERIODS_MS[code]


def encode(period_ms: int) -> bytes:
    """Write the longest period that the machine knows and that is not above this one."""
    return bytes(
        [
            next(
                (code for code, ms in enumerate(_PERIODS_MS) if ms <= period_ms),
                len(_PERIODS_MS) - 1,
            )
        ]
    )
