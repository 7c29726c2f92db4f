"""Walking through a packet once, forward: a reader and its mirror image, a writer.

Multi-byte values are little-endian, as everywhere in Bluetooth's profiles.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from struct import Struct

from core.errors import MalformedPacketError

U8_NONE = 0xFF
U16_NONE = 0xFFFF
S16_NONE = 0x7FFF
U24_NONE = 0xFFFFFF
"""The profiles' "not available"."""


def malformed(what: str, data: bytes, why: str) -> MalformedPacketError:
    """The error for a packet that cannot be meant, with its bytes in hex and the place."""
    shown = bytes(data).hex(" ") or "(empty)"
    return MalformedPacketError(f"A {what} packet cannot be read: {shown}: {why}.")


def ends_early(what: str, data: bytes, start: int, size: int) -> MalformedPacketError:
    """The error for a packet that ends before a field does."""
    return malformed(
        what,
        data,
        f"it has {len(data)} bytes, and the field that begins at byte {start} takes {size}",
    )


@lru_cache(maxsize=512)
def _row(count: int, letter: str) -> Struct:
    return Struct(f"<{count}{letter}")


def all_u16(data: bytes, start: int) -> tuple[int, ...]:
    """Two-byte numbers from a place to the end; half a one there is ignored."""
    return _row((len(data) - start) // 2, "H").unpack_from(data, start)


def all_s16(data: bytes, start: int) -> tuple[int, ...]:
    """The same in two's complement."""
    return _row((len(data) - start) // 2, "h").unpack_from(data, start)


class Reader:
    """Reads a packet's fields in order.

    Every method raises `MalformedPacketError` when the packet ends before the field does.
    """

    __slots__ = ("data", "offset", "what")

    def __init__(self, data: bytes, what: str, offset: int = 0) -> None:
        self.data = data
        self.what = what
        self.offset = offset

    @property
    def remaining(self) -> int:
        """Bytes not read yet."""
        return len(self.data) - self.offset

    def unsigned(self, size: int) -> int:
        """A little-endian number without sign."""
        start = self.offset
        end = start + size
        data = self.data
        if end > len(data):
            raise ends_early(self.what, data, start, size)
        self.offset = end
        return int.from_bytes(data[start:end], "little")

    def u8(self) -> int:
        """One byte."""
        start = self.offset
        if start >= len(self.data):
            raise ends_early(self.what, self.data, start, 1)
        self.offset = start + 1
        return self.data[start]

    def u16(self) -> int:
        """Two bytes."""
        return self.unsigned(2)

    def s16(self) -> int:
        """Two bytes, two's complement."""
        raw = self.unsigned(2)
        return raw - 0x10000 if raw & 0x8000 else raw

    def u24(self) -> int:
        """Three bytes."""
        return self.unsigned(3)

    def u32(self) -> int:
        """Four bytes."""
        return self.unsigned(4)

    def signed(self, size: int) -> int:
        """A little-endian number in two's complement."""
        raw = self.unsigned(size)
        return raw - (1 << 8 * size) if raw >> (8 * size - 1) else raw

    def raw(self, size: int) -> bytes:
        """Bytes as they are."""
        start = self.offset
        end = start + size
        if end > len(self.data):
            raise ends_early(self.what, self.data, start, size)
        self.offset = end
        return bytes(self.data[start:end])

    def rest(self) -> bytes:
        """All that was not read yet."""
        start = self.offset
        self.offset = len(self.data)
        return bytes(self.data[start:])


class Writer:
    """Writes a packet's fields in order. A value that does not fit is cut to the nearest that does.

    So a simulated or replayed value can never break the stream.
    """

    __slots__ = ("data",)

    def __init__(self) -> None:
        self.data = bytearray()

    def unsigned(self, value: int, size: int) -> None:
        """A little-endian number without sign."""
        highest = (1 << (8 * size)) - 1
        self.data += min(max(value, 0), highest).to_bytes(size, "little")

    def u8(self, value: int) -> None:
        """One byte."""
        self.unsigned(value, 1)

    def u16(self, value: int) -> None:
        """Two bytes."""
        self.unsigned(value, 2)

    def s16(self, value: int) -> None:
        """Two bytes, two's complement."""
        self.data += min(max(value, -0x8000), 0x7FFF).to_bytes(2, "little", signed=True)

    def u24(self, value: int) -> None:
        """Three bytes."""
        self.unsigned(value, 3)

    def u32(self, value: int) -> None:
        """Four bytes."""
        self.unsigned(value, 4)

    def signed(self, value: int, size: int) -> None:
        """A little-endian number in two's complement."""
        limit = 1 << (8 * size - 1)
        self.data += min(max(value, -limit), limit - 1).to_bytes(size, "little", signed=True)

    def raw(self, data: bytes) -> None:
        """Bytes as they are."""
        self.data += data

    def finish(self) -> bytes:
        """The packet."""
        return bytes(self.data)


def known(read: Callable[[], int], none: int) -> int | None:
    """A field whose value `none` means that it is not available."""
    raw = read()
    return None if raw == none else raw
