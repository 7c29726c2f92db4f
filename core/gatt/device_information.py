"""Device Information strings, 0x2A24 to 0x2A29 (Device Information Service 1.1, section 3)."""

from __future__ import annotations


def decode(data: bytes) -> str | None:
    """Read a string; None if nothing readable is in it.

    Devices pad with NUL bytes and blanks, and some send bytes that are not UTF-8.
    """
    text = data.split(b"\0", 1)[0].decode("utf-8", errors="replace").strip()
    return text or None


def encode(text: str | None) -> bytes:
    """Write a string."""
    return (text or "").encode()
