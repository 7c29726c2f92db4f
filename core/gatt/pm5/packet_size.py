"""PM5 packet size, 0x0017: how many bytes a notification of the monitor may have."""

from __future__ import annotations

from core.gatt.packet import Reader, Writer


def decode(data: bytes) -> int:
    """Read the size in bytes.

    Raises:
        MalformedPacketError: The packet is shorter than two bytes.
    """
    return Reader(data, "PM5 packet size").u16()


def encode(size_bytes: int) -> bytes:
    """Write the size in bytes."""
    writer = Writer()
    writer.u16(size_bytes)
    return writer.finish()
