"""Reading and writing the records of fitness machines by the annotations of their classes.

Machines split records over several packets, cut them at 20 bytes and send surplus bytes, so:
flags are read anew in every packet, a field that does not fit any more is left out, and what
follows the last group is ignored. A packet that promises fields and holds not one of them is
malformed.

What flags, length and maker mean is worked out once, as a `_Plan`, and remembered: a machine
sends the same few shapes a few times a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from struct import Struct
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec

from core.domain.value import Value
from core.gatt.ftms import Field, Flag, Quirk
from core.gatt.packet import ends_early, malformed

_V = TypeVar("_V", bound=Value)
_MOST_PLANS = 256
"""A machine uses a handful of flags and lengths; only noise would need more."""
_WIDEST_STRUCT_CODE = 2


class _Plan(Generic[_V]):
    """One shape of packet: where its numbers are, what they mean, and where they go."""

    __slots__ = ("_kind", "_more", "_nones", "_pick", "_scaled", "_sentinels", "_unpack", "_wide")

    def __init__(
        self, kind: Callable[..., _V], start: int, fields: Sequence[Field], more: Mapping[str, bool]
    ) -> None:
        self._kind = kind
        self._unpack = Struct(f"<{start}x" + "".join(field.code for field in fields)).unpack_from
        at: dict[str, int] = {}
        count = 0
        for field in fields:
            if field.name:
                at[field.name] = count
                count += len(field.code)
        read = [field for field in fields if field.name]
        self._wide = [at[field.name] for field in read if field.size > _WIDEST_STRUCT_CODE]
        self._scaled = [
            (at[field.name], field.units, field.per_unit)
            for field in read
            if field.units != field.per_unit
        ]
        self._sentinels = [(at[field.name], field.nones) for field in read]
        self._nones = frozenset[int]().union(*(field.nones for field in read))
        self._more: tuple[bool | None, ...] = (None, *more.values())
        at |= {name: count + 1 + index for index, name in enumerate(more)}
        names = kind.__struct_fields__  # type: ignore[attr-defined] # every Value has them
        self._pick = itemgetter(*[at.get(name, count) for name in names])

    def read(self, data: bytes) -> _V:
        """The value of a packet of this shape."""
        values: list[Any] = [*self._unpack(data)]
        for at in self._wide:
            values[at] |= values[at + 1] << 16
        blank: Sequence[int] = ()
        if not self._nones.isdisjoint(values):  # a guess in favour of speed; then looked at closely
            blank = [at for at, nones in self._sentinels if values[at] in nones]
        for at, units, per_unit in self._scaled:
            values[at] = values[at] * units / per_unit
        for at in blank:
            values[at] = None
        values += self._more
        return self._kind(*self._pick(values))


class Layout(Generic[_V]):
    """How the record of one kind of machine is sent.

    Args:
        what: Its name in error messages.
        kind: Its class, whose attributes are annotated with a `Field` (a second one is the
            alternative) or a `Flag`. It takes its attributes by position, which is much faster.
        flags_size: Bytes of the flags word; only the first two have a meaning.
        quirks: Makers that deviate.
    """

    def __init__(
        self, what: str, kind: type[_V], *, flags_size: int = 2, quirks: Sequence[Quirk] = ()
    ) -> None:
        self._what = what
        self._kind = kind
        self._flags_size = flags_size
        self._quirks = tuple(quirks)
        notes = [
            msgspec.structs.replace(note, name=name)
            for name, hint in get_type_hints(kind, include_extras=True).items()
            for note in getattr(hint, "__metadata__", ())
            if isinstance(note, Field | Flag)
        ]
        self._flags = [note for note in notes if isinstance(note, Flag)]
        fields = sorted(
            (note for note in notes if isinstance(note, Field)), key=lambda field: field.bit
        )
        bits = dict.fromkeys(field.bit for field in fields)
        self._usual = {bit: _of(fields, bit, is_alternative=False) for bit in bits}
        self._other = {
            bit: other for bit in bits if (other := _of(fields, bit, is_alternative=True))
        }
        self._plans: dict[tuple[int, int, str], _Plan[_V]] = {}

    def read(self, data: bytes, maker: str = "") -> _V:
        """What a packet really holds.

        Args:
            data: The packet.
            maker: The machine's maker, from its device information, if that is known.

        Raises:
            MalformedPacketError: The packet is shorter than its flags word, or holds not one
                of the fields that it promises.
        """
        size = len(data)
        if size < self._flags_size:
            raise ends_early(self._what, data, 0, self._flags_size)
        key = (data[0] | data[1] << 8, size, maker)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._learn(key, data)
        return plan.read(data)

    def write(self, value: _V) -> bytes:
        """The packet with all groups that have a value; missing members as "not available"."""
        flags = sum(1 << flag.bit for flag in self._flags if getattr(value, flag.name))
        body = bytearray()
        for bit, usual in self._usual.items():
            fields = next(
                (
                    fields
                    for fields in (usual, self._other.get(bit, ()))
                    if any(getattr(value, field.name) is not None for field in fields)
                ),
                (),
            )
            if bool(fields) != (bit == 0):
                flags |= 1 << bit
            for field in fields:
                body += _raw_of(field, getattr(value, field.name))
        return flags.to_bytes(self._flags_size, "little") + bytes(body)

    def _learn(self, key: tuple[int, int, str], data: bytes) -> _Plan[_V]:
        flags, size, maker = key
        quirk = next((quirk for quirk in self._quirks if quirk.fits(maker, flags, size)), None)
        usual, other = self._usual, self._other
        if quirk is not None:
            flags |= quirk.added_flags
            usual = {bit: quirk.replaced.get(bit, fields) for bit, fields in usual.items()}
            other = {bit: fields for bit, fields in other.items() if bit not in quirk.replaced}
        promised = [bit for bit in usual if bool(flags >> bit & 1) != (bit == 0)]
        fields = list(self._fields_of(promised, usual, other, size))
        whole = list(_that_fit(fields, self._flags_size, size))
        if fields and not whole:
            why = f"its flags promise fields, and from byte {self._flags_size} on there is none"
            raise malformed(self._what, data, why)
        if len(self._plans) >= _MOST_PLANS:
            self._plans.clear()
        more = {flag.name: bool(flags >> flag.bit & 1) for flag in self._flags}
        plan = self._plans[key] = _Plan(self._kind, self._flags_size, whole, more)
        return plan

    def _fields_of(
        self,
        promised: Iterable[int],
        usual: Mapping[int, tuple[Field, ...]],
        other: Mapping[int, tuple[Field, ...]],
        size: int,
    ) -> Iterator[Field]:
        """The fields in the width that the packet's length proves.

        The texts of the specification disagree about a few widths. The alternative is
        believed only if it, and not the usual one, makes the packet exactly as long as it is.
        """
        first = [field for bit in promised for field in usual[bit]]
        second = [field for bit in promised for field in other.get(bit, usual[bit])]
        is_second = size - self._flags_size == _size_of(second) != _size_of(first)
        yield from second if is_second else first


def _of(fields: Iterable[Field], bit: int, *, is_alternative: bool) -> tuple[Field, ...]:
    return tuple(
        field for field in fields if (field.bit, field.is_alternative) == (bit, is_alternative)
    )


def _size_of(fields: Iterable[Field]) -> int:
    return sum(field.size for field in fields)


def _that_fit(fields: Iterable[Field], start: int, size: int) -> Iterator[Field]:
    for field in fields:
        start += field.size
        if start > size:
            return
        yield field


def _raw_of(field: Field, value: float | None) -> bytes:
    if value is None:
        raw = 0 if field.is_zero_none else field.none
    else:
        lowest = -(1 << (8 * field.size - 1)) if field.is_signed else 0
        raw = min(max(round(value * field.per_unit / field.units), lowest), field.none - 1)
    return raw.to_bytes(field.size, "little", signed=field.is_signed)
