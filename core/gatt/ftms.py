"""What all data records of the Fitness Machine Service 1.0 share (section 4): flagged groups.

A record is a flags word and the groups of fields that it promises, in a fixed order. Bit 0 is
inverted: it says "more data", so the first group is there when the bit is *not* set. Machines
split records over several packets, cut them at 20 bytes and send surplus bytes, so: flags are
read anew in every packet, a field that does not fit any more is left out, and what follows the
last group is ignored. A packet that promises fields and holds not one of them is malformed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from core.gatt.packet import S16_NONE, U8_NONE, U16_NONE, U24_NONE, ends_early, malformed

_NONE_OF_SIZE = {1: U8_NONE, 2: U16_NONE, 3: U24_NONE}
_MOST_PLANS = 256
"""A machine uses a handful of flags and lengths; only noise would need more."""


class Field(msgspec.Struct, frozen=True):
    """One number of a record."""

    name: str
    """Empty for bytes that nobody can use."""
    size: int
    per_unit: int = 1
    """Steps per unit: 2 for half revolutions, 100 for hundredths."""
    is_signed: bool = False
    is_zero_none: bool = False
    other_none: int | None = None
    """A second raw number that some makers send for "not available"."""
    step: int = 1
    """Units per step, for the few that count in tens."""

    @property
    def none(self) -> int:
        """The raw number that means "not available"."""
        return S16_NONE if self.is_signed else _NONE_OF_SIZE[self.size]


class Group(msgspec.Struct, frozen=True):
    """Fields that one flag bit promises together."""

    bit: int
    fields: tuple[Field, ...]
    alternative: tuple[Field, ...] = ()
    """How the specification's other text lays them out, if it is of two minds."""

    def is_promised(self, flags: int) -> bool:
        """Whether the group is in a packet with these flags."""
        return bool(flags >> self.bit & 1) != (self.bit == 0)


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
    replaced: tuple[Group, ...] = ()
    """Groups laid out in the maker's own way."""

    def fits(self, maker: str, flags: int, size: int) -> bool:
        """Whether a packet is one of those."""
        return (
            maker.casefold().startswith(self.maker)
            and self.flags in (None, flags)
            and self.size in (None, size)
        )


class _Step(msgspec.Struct, frozen=True):
    """Where a field of one shape of packet is, and how to read it."""

    name: str
    start: int
    end: int
    is_signed: bool
    nones: tuple[int, ...]
    step: int
    per_unit: int


class Layout:
    """The groups of one machine's record, in the order of the bytes.

    Args:
        what: Its name in error messages.
        groups: In order.
        flags_size: Bytes of the flags word.
        quirks: Makers that deviate.
    """

    def __init__(
        self,
        what: str,
        groups: Sequence[Group],
        *,
        flags_size: int = 2,
        quirks: Sequence[Quirk] = (),
    ) -> None:
        self._what = what
        self._groups = tuple(groups)
        self._flags_size = flags_size
        self._quirks = tuple(quirks)
        self._plans: dict[tuple[int, int, str], tuple[_Step, ...] | None] = {}

    def flags(self, data: bytes) -> int:
        """The flags word.

        Raises:
            MalformedPacketError: The packet is shorter than that.
        """
        if len(data) < self._flags_size:
            raise ends_early(self._what, data, 0, self._flags_size)
        return int.from_bytes(data[: self._flags_size], "little")

    def read(self, data: bytes, maker: str = "") -> dict[str, float]:
        """The fields that the packet really holds, by name.

        Args:
            data: The packet.
            maker: The machine's maker, from its device information, if that is known.

        Raises:
            MalformedPacketError: The packet is shorter than its flags word, or holds not one
                of the fields that it promises.
        """
        steps = self._plan_of(self.flags(data), len(data), maker)
        if steps is None:
            why = f"its flags promise fields, and from byte {self._flags_size} on there is none"
            raise malformed(self._what, data, why)
        values: dict[str, float] = {}
        for step in steps:
            raw = int.from_bytes(data[step.start : step.end], "little", signed=step.is_signed)
            if raw not in step.nones:
                values[step.name] = raw * step.step / step.per_unit
        return values

    def write(self, values: Mapping[str, float | None], *, more_flags: int = 0) -> bytes:
        """The packet with all groups that have a value; missing members as "not available"."""
        flags = more_flags
        body = bytearray()
        for group in self._groups:
            fields = next(
                (
                    fields
                    for fields in (group.fields, group.alternative)
                    if any(values.get(field.name) is not None for field in fields)
                ),
                (),
            )
            if bool(fields) != (group.bit == 0):
                flags |= 1 << group.bit
            for field in fields:
                body += _raw_of(field, values.get(field.name))
        return flags.to_bytes(self._flags_size, "little") + bytes(body)

    def _plan_of(self, flags: int, size: int, maker: str) -> tuple[_Step, ...] | None:
        key = (flags, size, maker)
        if key not in self._plans:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            self._plans[key] = self._plan(flags, size, maker)
        return self._plans[key]

    def _plan(self, flags: int, size: int, maker: str) -> tuple[_Step, ...] | None:
        """What a packet of this shape holds; None if nothing of what it promises."""
        quirk = next((quirk for quirk in self._quirks if quirk.fits(maker, flags, size)), None)
        groups = list(self._groups)
        if quirk is not None:
            flags |= quirk.added_flags
            own = {group.bit: group for group in quirk.replaced}
            groups = [own.get(group.bit, group) for group in groups]
        promised = [group for group in groups if group.is_promised(flags)]
        fields = list(self._fields_of(promised, size))
        steps = tuple(_steps_of(fields, self._flags_size, size))
        return None if fields and not steps else steps

    def _fields_of(self, promised: Sequence[Group], size: int) -> Iterator[Field]:
        """The fields in the width that the packet's length proves.

        The texts of the specification disagree about a few widths. The alternative is
        believed only if it, and not the usual one, makes the packet exactly as long as it is.
        """
        usual = self._flags_size + _size_of(group.fields for group in promised)
        other = self._flags_size + _size_of(group.alternative or group.fields for group in promised)
        is_other = size == other != usual
        for group in promised:
            yield from (group.alternative or group.fields) if is_other else group.fields


def _size_of(groups: Iterable[Iterable[Field]]) -> int:
    return sum(field.size for fields in groups for field in fields)


def _steps_of(fields: Iterable[Field], start: int, size: int) -> Iterator[_Step]:
    for field in fields:
        end = start + field.size
        if end > size:
            return
        nones = {field.none, 0 if field.is_zero_none else field.none}
        nones |= set() if field.other_none is None else {field.other_none}
        if field.name:
            yield _Step(
                name=field.name,
                start=start,
                end=end,
                is_signed=field.is_signed,
                nones=tuple(sorted(nones)),
                step=field.step,
                per_unit=field.per_unit,
            )
        start = end


def _raw_of(field: Field, value: float | None) -> bytes:
    if value is None:
        raw = 0 if field.is_zero_none else field.none
    else:
        lowest = -(1 << (8 * field.size - 1)) if field.is_signed else 0
        raw = min(max(round(value * field.per_unit / field.step), lowest), field.none - 1)
    return raw.to_bytes(field.size, "little", signed=field.is_signed)


ENERGY_FIELDS = (
    Field("energy_kcal", 2),
    Field("energy_kcal_per_h", 2),
    Field("energy_kcal_per_min", 1),
)
HEART_RATE_FIELDS = (Field("heart_rate_bpm", 1, is_zero_none=True),)
NARROW_RESISTANCE = (Field("resistance_level", 1, step=10),)
"""As the newer text has it; every captured machine sends two bytes."""
