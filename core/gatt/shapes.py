"""Packets whose flags say which numbers are there: one compiled layout for each set of flags.

For characteristics whose packets are whole or malformed. Records of fitness machines, which
are cut and split, have `core.gatt.ftms_layout`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from struct import Struct, calcsize, error as StructError  # noqa: N812 - it is a class
from typing import NoReturn

from core.gatt.packet import ends_early


class Shapes:
    """Unpacks all numbers of a packet at once.

    Args:
        what: The packet's name in error messages.
        used: The flags that promise numbers, or choose their width.
        letters_of: From flags to the letters of a `struct` format, in the order of the bytes.
        flags_size: Bytes of the flags, 1 or 2.
    """

    __slots__ = ("_flags_size", "_letters_of", "_structs", "_used", "_what")

    def __init__(
        self, what: str, used: int, letters_of: Callable[[int], str], *, flags_size: int = 1
    ) -> None:
        self._what = what
        self._used = used
        self._letters_of = letters_of
        self._flags_size = flags_size
        self._structs: dict[int, Struct] = {}

    def read(self, data: bytes) -> tuple[int, tuple[int, ...], int]:
        """The flags, the numbers, and where the bytes after them begin.

        Raises:
            MalformedPacketError: The packet ends before a number that its flags promise.
        """
        try:
            flags = data[0] if self._flags_size == 1 else data[0] | data[1] << 8
        except IndexError:
            raise ends_early(self._what, data, 0, self._flags_size) from None
        struct = self._structs.get(flags & self._used)
        if struct is None:
            struct = self._structs[flags & self._used] = Struct(self._format(flags))
        try:
            return flags, struct.unpack_from(data), struct.size
        except StructError:
            self._refuse(data, flags)

    def taking(self, data: bytes) -> tuple[int, Callable[[], int]]:
        """The flags, and a function that gives one number after the other.

        Raises:
            MalformedPacketError: The packet ends before a number that its flags promise.
        """
        flags, numbers, _ = self.read(data)
        each: Iterator[int] = iter(numbers)
        return flags, each.__next__

    def _format(self, flags: int) -> str:
        return f"<{self._flags_size}x{self._letters_of(flags & self._used)}"

    def _refuse(self, data: bytes, flags: int) -> NoReturn:
        start = self._flags_size
        for letter in self._letters_of(flags & self._used):
            size = calcsize(f"<{letter}")
            if start + size > len(data):
                raise ends_early(self._what, data, start, size) from None
            start += size
        raise AssertionError("a packet with room for every number could not be unpacked")
