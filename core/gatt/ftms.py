"""What all data records of the Fitness Machine Service 1.0 share (section 4): flagged groups.

A record is a flags word and the groups of fields that it promises, in the order of the bits.
Bit 0 is inverted: it says "more data", so the first group is there when the bit is *not* set.

A record's class is its only table: each attribute is annotated with its flag bit and how it
is sent. `core.gatt.ftms_layout` reads and writes by these annotations.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from core.gatt.packet import S16_NONE, U8_NONE, U16_NONE, U24_NONE

_NONE_OF_SIZE = {1: U8_NONE, 2: U16_NONE, 3: U24_NONE}


class Field(msgspec.Struct, frozen=True):
    """One number of a record, sent in the group of a flag bit."""

    bit: int
    size: int
    name: str = ""
    """The attribute's; empty for bytes that nobody can use."""
    per_unit: int = 1
    """Steps per unit: 2 for half revolutions, 100 for hundredths. Whole numbers stay whole."""
    units: int = 1
    """Units per step, for the few that count in tens."""
    is_signed: bool = False
    is_zero_none: bool = False
    other_none: int | None = None
    """A second raw number that some makers send for "not available"."""
    is_alternative: bool = False
    """As the specification's other text lays the group out: it is of two minds about some."""

    @property
    def none(self) -> int:
        """The raw number that means "not available"."""
        return S16_NONE if self.is_signed else _NONE_OF_SIZE[self.size]

    @property
    def nones(self) -> frozenset[int]:
        """All raw numbers that mean that."""
        nones = {self.none, 0 if self.is_zero_none else self.none}
        return frozenset(nones if self.other_none is None else nones | {self.other_none})

    @property
    def code(self) -> str:
        """Its letters in a `struct` format; three bytes are sent as two numbers."""
        if not self.name:
            return f"{self.size}x"
        return "h" if self.is_signed else {1: "B", 2: "H", 3: "HB"}[self.size]


class Flag(msgspec.Struct, frozen=True):
    """A flag bit that promises nothing and is itself the value."""

    bit: int
    name: str = ""


def u8(bit: int, *, per_unit: int = 1, is_zero_none: bool = False) -> Field:
    """One byte."""
    return Field(bit, 1, per_unit=per_unit, is_zero_none=is_zero_none)


def u16(
    bit: int, *, per_unit: int = 1, other_none: int | None = None, is_alternative: bool = False
) -> Field:
    """Two bytes."""
    return Field(bit, 2, per_unit=per_unit, other_none=other_none, is_alternative=is_alternative)


def s16(bit: int, *, per_unit: int = 1) -> Field:
    """Two bytes, two's complement."""
    return Field(bit, 2, per_unit=per_unit, is_signed=True)


def u24(bit: int) -> Field:
    """Three bytes."""
    return Field(bit, 3)


def or_tens(bit: int) -> Field:
    """One byte that counts in tens: a resistance as the newer text has it.

    Every captured machine sends two bytes.
    """
    return Field(bit, 1, units=10, is_alternative=True)


class Quirk(msgspec.Struct, frozen=True):
    """How the packets of one maker deviate from what their flags say."""

    maker: str
    """Beginning of the maker's name, in lower case."""
    flags: int | None = None
    """None: whatever the flags."""
    size: int | None = None
    """Of the whole packet; None: whatever the length."""
    added_flags: int = 0
    """Groups that are there unannounced."""
    replaced: Mapping[int, tuple[Field, ...]] = {}
    """Groups laid out in the maker's own way, by their bit."""

    def fits(self, maker: str, flags: int, size: int) -> bool:
        """Whether a packet is one of those."""
        return (
            maker.casefold().startswith(self.maker)
            and self.flags in (None, flags)
            and self.size in (None, size)
        )
