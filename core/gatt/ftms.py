"""What all data records of the Fitness Machine Service 1.0 share (section 4): flagged groups.

A record is a flags word and the groups of fields that it promises, in a fixed order. Bit 0 is
inverted: it says "more data", so the first group is there when the bit is *not* set. Machines
split records over several packets, cut them at 20 bytes and send surplus bytes, so: flags are
read anew in every packet, a group that does not fit any more is left out, and what follows the
last group is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from core.gatt.packet import S16_NONE, U8_NONE, U16_NONE, U24_NONE, Reader

_FLAGS_SIZE = 2
_NONE_OF_SIZE = {1: U8_NONE, 2: U16_NONE, 3: U24_NONE}


class Field(msgspec.Struct, frozen=True):
    """One number of a record."""

    name: str
    size: int
    per_unit: int = 1
    """Steps per unit: 2 for half revolutions, 100 for hundredths."""
    is_signed: bool = False
    is_zero_none: bool = False

    @property
    def none(self) -> int:
        """The raw number that means "not available"."""
        return S16_NONE if self.is_signed else _NONE_OF_SIZE[self.size]


class Group(msgspec.Struct, frozen=True):
    """Fields that one flag bit promises together."""

    bit: int
    fields: tuple[Field, ...]

    def is_promised(self, flags: int) -> bool:
        """Whether the group is in a packet with these flags."""
        return bool(flags >> self.bit & 1) != (self.bit == 0)

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(field.size for field in self.fields)


class Layout:
    """The groups of one machine's record, in the order of the bytes.

    Args:
        what: Its name in error messages.
        groups: In order.
        resistance_bit: Flag of the resistance level, for its disputed width.
    """

    def __init__(self, what: str, groups: Sequence[Group], *, resistance_bit: int) -> None:
        self._what = what
        self._groups = tuple(groups)
        self._resistance_bit = resistance_bit
        self._promised: dict[int, tuple[Group, ...]] = {}

    def read(self, data: bytes) -> dict[str, float]:
        """The fields that the packet really holds, by name.

        Raises:
            MalformedPacketError: The packet is shorter than its flags word.
        """
        flags = Reader(data, self._what).u16()
        values: dict[str, float] = {}
        offset = _FLAGS_SIZE
        groups = self._groups_of(flags)
        is_short = self._is_resistance_short(flags, groups, len(data))
        for group in groups:
            if is_short and group.bit == self._resistance_bit:
                values["resistance_level"] = data[offset] * 10
                offset += 1
                continue
            if offset + group.size > len(data):
                break
            for field in group.fields:
                end = offset + field.size
                raw = int.from_bytes(data[offset:end], "little", signed=field.is_signed)
                offset = end
                if raw != field.none and (raw or not field.is_zero_none):
                    values[field.name] = raw / field.per_unit
        return values

    def write(self, values: Mapping[str, float | None]) -> bytes:
        """The packet with all groups that have a value; missing members as "not available"."""
        flags = 0
        body = bytearray()
        for group in self._groups:
            is_present = any(values.get(field.name) is not None for field in group.fields)
            if is_present != (group.bit == 0):
                flags |= 1 << group.bit
            if is_present:
                for field in group.fields:
                    body += _raw_of(field, values.get(field.name))
        return flags.to_bytes(_FLAGS_SIZE, "little") + bytes(body)

    def _groups_of(self, flags: int) -> tuple[Group, ...]:
        promised = self._promised.get(flags)
        if promised is None:
            promised = tuple(group for group in self._groups if group.is_promised(flags))
            self._promised[flags] = promised
        return promised

    def _is_resistance_short(self, flags: int, groups: tuple[Group, ...], size: int) -> bool:
        """Whether the level takes one byte, as the specification's newer text has it.

        Every captured machine sends two; one byte is believed only if the packet is
        exactly one byte shorter than its flags need.
        """
        if not flags >> self._resistance_bit & 1:
            return False
        return size == _FLAGS_SIZE + sum(group.size for group in groups) - 1


def _raw_of(field: Field, value: float | None) -> bytes:
    if value is None:
        raw = 0 if field.is_zero_none else field.none
    else:
        lowest = -(1 << (8 * field.size - 1)) if field.is_signed else 0
        raw = min(max(round(value * field.per_unit), lowest), field.none - 1)
    return raw.to_bytes(field.size, "little", signed=field.is_signed)


ENERGY_FIELDS = (
    Field("energy_kcal", 2),
    Field("energy_kcal_per_h", 2),
    Field("energy_kcal_per_min", 1),
)
HEART_RATE_FIELDS = (Field("heart_rate_bpm", 1, is_zero_none=True),)
