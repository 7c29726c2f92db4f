"""Records without flags: the same numbers at the same places in every packet, as a table.

The table is read in both directions, so a decoder and its encoder cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from core.domain.value import Value
from core.gatt.packet import ends_early

_V = TypeVar("_V", bound=Value)


class Number(msgspec.Struct, frozen=True):
    """One number of a record."""

    name: str
    size: int
    per_unit: int = 1
    """Steps per unit: 10 for tenths. Whole numbers stay whole."""
    is_signed: bool = False
    none: tuple[int, ...] = ()
    """Raw numbers that mean "not available"; the first of them is sent."""
    is_optional: bool = False
    """May be missing at the end of a packet (old firmware)."""
    read: Callable[[int], object] | None = None
    write: Callable[[Any], int] | None = None
    """For a number that stands for something else; both or neither."""


class Record(Generic[_V]):
    """How one kind of value is laid out.

    Args:
        what: Its name in error messages.
        kind: The class of the value.
        numbers: In the order of the bytes, without gaps.
    """

    def __init__(self, what: str, kind: Callable[..., _V], numbers: Sequence[Number]) -> None:
        self._what = what
        self._kind = kind
        self._numbers = tuple(numbers)

    def decode(self, data: bytes) -> _V:
        """Read a packet; surplus bytes are ignored.

        Raises:
            MalformedPacketError: The packet ends early.
        """
        values: dict[str, Any] = {}
        start = 0
        size = len(data)
        for number in self._numbers:
            end = start + number.size
            if end > size:
                if number.is_optional:
                    break
                raise ends_early(self._what, data, start, number.size)
            raw = int.from_bytes(data[start:end], "little", signed=number.is_signed)
            start = end
            values[number.name] = _value_of(number, raw)
        return self._kind(**values)

    def encode(self, value: _V) -> bytes:
        """Write a packet; a number that does not fit is cut to the nearest that does."""
        packet = bytearray()
        for number in self._numbers:
            shown = getattr(value, number.name)
            if shown is None and number.is_optional:
                break
            packet += _bytes_of(number, shown)
        return bytes(packet)


def _value_of(number: Number, raw: int) -> object:
    if raw in number.none:
        return None
    if number.read is not None:
        return number.read(raw)
    return raw if number.per_unit == 1 else raw / number.per_unit


def _bytes_of(number: Number, shown: Any) -> bytes:  # noqa: ANN401 - of any record's field
    if shown is None:
        raw = number.none[0] if number.none else 0
    elif number.write is not None:
        raw = number.write(shown)
    else:
        raw = round(shown * number.per_unit)
    bits = 8 * number.size
    lowest, highest = (
        (-(1 << bits - 1), (1 << bits - 1) - 1) if number.is_signed else (0, (1 << bits) - 1)
    )
    return min(max(raw, lowest), highest).to_bytes(number.size, "little", signed=number.is_signed)
