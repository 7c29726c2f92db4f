"""A list of values as a few bytes, and back, exactly.

A column is a map: `kind`, and by kind

- `same`: all values are this one; `value` is it, as JSON.
- `whole`, `real`: numbers. `rows` says how many values there are; `missing` (if any are None) is a
  bit for each, most significant first, 1 where one is missing; the others follow as `planes`.
  A `real` is stored as a whole number times `scale` (numerator, denominator) where that is
  exact for all of them; with `scale` (0, 0) as the 64 bits of the double.
- `word`: texts. `words` are the different ones, `codes` a `whole` column of places in it.
- `uuid`: texts that are UUIDs, 16 bytes each, turned like planes; `rows` of them.
- `list`: tuples of numbers. `counts` is a `whole` column of lengths, `items` a column of all.
- `text`: anything else; `value` is the list, as JSON.

Planes: the difference of each whole number (64 bits, two's complement, wrapping) from the one
before, folded so that small negative ones are small (0, -1, 1, -2 … become 0, 1, 2, 3 …); all
lowest bytes first, then all second ones, up to the last plane that is not all zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray

Column = dict[str, Any]
_Whole = NDArray[np.int64]

_SCALES = ((1, 1), (1, 10), (1, 100), (1, 1000), (1000, 1024), (1, 10**6))
_BITS = (0, 0)
_EXACT = 2.0**53
_UUID_BYTES = 16


def packed(values: Sequence[Any]) -> Column:
    """A column of these values: None, whole and real numbers, texts, tuples of numbers."""
    kinds = {type(value) for value in values}
    if len(kinds) == 1 and kinds.isdisjoint({float, tuple}) and len(set(values)) == 1:
        return {"kind": "same", "rows": len(values), "value": msgspec.json.encode(values[0])}
    column: Column | None = None
    if kinds <= {int, type(None)}:
        column = _whole(values)
    elif kinds <= {float, type(None)}:
        column = _real(values)
    elif kinds == {tuple}:
        column = _lists(values)
    elif all(issubclass(kind, str) for kind in kinds):
        column = _uuids(values) or _words(values)
    return column or {"kind": "text", "value": msgspec.json.encode(list(values))}


def unpacked(column: Column) -> list[Any]:
    """The values of a column; texts as plain `str`."""
    values: list[Any]
    match column["kind"]:
        case "same":
            values = [msgspec.json.decode(column["value"])] * column["rows"]
        case "whole":
            values = _spread(column, _numbers(column).tolist())
        case "real":
            values = _spread(column, _reals(column))
        case "word":
            words = column["words"]
            values = [words[code] for code in unpacked(column["codes"])]
        case "uuid":
            values = _uuid_texts(column)
        case "list":
            items = iter(unpacked(column["items"]))
            values = [
                tuple(next(items) for _ in range(count)) for count in unpacked(column["counts"])
            ]
        case _:
            values = msgspec.json.decode(column["value"])
    return values


def _whole(values: Sequence[int | None]) -> Column | None:
    try:
        numbers = np.array([one for one in values if one is not None], dtype=np.int64)
    except OverflowError:
        return None
    return {"kind": "whole", **_missing(values), "planes": _planes(numbers)}


def _real(values: Sequence[float | None]) -> Column:
    numbers = np.array([one for one in values if one is not None], dtype=np.float64)
    column: Column = {"kind": "real", **_missing(values)}
    for numerator, denominator in _SCALES:
        scaled = _scaled(numbers, numerator, denominator)
        if scaled is not None:
            return {**column, "scale": (numerator, denominator), "planes": _planes(scaled)}
    return {**column, "scale": _BITS, "planes": _planes(numbers.view(np.int64))}


def _scaled(numbers: NDArray[np.float64], numerator: int, denominator: int) -> _Whole | None:
    """The numbers in this unit, if that says them exactly, to the last bit."""
    with np.errstate(all="ignore"):
        units = np.rint(numbers * denominator / numerator)
        if not np.all(np.abs(units) < _EXACT):
            return None
        whole = units.astype(np.int64)
        again = whole * np.float64(numerator) / denominator
    return whole if np.array_equal(again.view(np.int64), numbers.view(np.int64)) else None


def _reals(column: Column) -> list[float]:
    numbers = _numbers(column)
    numerator, denominator = column["scale"]
    is_bits = (numerator, denominator) == _BITS
    reals = numbers.view(np.float64) if is_bits else numbers * np.float64(numerator) / denominator
    plain: list[float] = reals.tolist()
    return plain


def _lists(values: Sequence[tuple[Any, ...]]) -> Column:
    items = [item for value in values for item in value]
    return {
        "kind": "list",
        "counts": packed([len(value) for value in values]),
        "items": packed(items),
    }


def _words(values: Sequence[str]) -> Column:
    places = {word: place for place, word in enumerate(dict.fromkeys(map(str, values)))}
    codes = [places[str(value)] for value in values]
    return {"kind": "word", "words": list(places), "codes": packed(codes)}


def _uuids(values: Sequence[str]) -> Column | None:
    try:
        ids = [UUID(value) for value in values]
    except ValueError:
        return None
    if any(str(one) != value for one, value in zip(ids, values, strict=True)):
        return None
    table = np.frombuffer(b"".join(one.bytes for one in ids), dtype=np.uint8)
    return {
        "kind": "uuid",
        "rows": len(ids),
        "value": table.reshape(-1, _UUID_BYTES).T.tobytes(),
    }


def _uuid_texts(column: Column) -> list[str]:
    table = np.frombuffer(column["value"], dtype=np.uint8).reshape(_UUID_BYTES, -1).T.tobytes()
    starts = range(0, len(table), _UUID_BYTES)
    return [str(UUID(bytes=table[start : start + _UUID_BYTES])) for start in starts]


def _missing(values: Sequence[object]) -> Column:
    is_missing = [value is None for value in values]
    bits = np.packbits(np.array(is_missing, dtype=np.bool_)).tobytes() if any(is_missing) else b""
    return {"rows": len(values), "missing": bits}


def _spread(column: Column, numbers: list[Any]) -> list[Any]:
    """The numbers with a None wherever one is missing."""
    if not column["missing"]:
        return numbers
    bits = np.frombuffer(column["missing"], dtype=np.uint8)
    is_missing = np.unpackbits(bits, count=column["rows"]).tolist()
    present = iter(numbers)
    return [None if missing else next(present) for missing in is_missing]


def _planes(numbers: _Whole) -> bytes:
    steps = np.diff(numbers, prepend=np.int64(0))
    folded = ((steps << 1) ^ (steps >> 63)).astype("<i8").view(np.uint8).reshape(-1, 8).T
    used = [plane for plane in range(8) if folded[plane].any()]
    return folded[: used[-1] + 1].tobytes() if used else b""


def _numbers(column: Column) -> _Whole:
    count = column["rows"]
    if column["missing"]:
        bits = np.frombuffer(column["missing"], dtype=np.uint8)
        count -= int(np.unpackbits(bits, count=column["rows"]).sum())
    planes = np.zeros((8, count), dtype=np.uint8)
    data = np.frombuffer(column["planes"], dtype=np.uint8)
    if data.size:
        planes[: data.size // count] = data.reshape(-1, count)
    folded = np.ascontiguousarray(planes.T).view("<u8").reshape(count)
    steps = (folded >> np.uint64(1)).astype(np.int64) ^ -(folded & np.uint64(1)).astype(np.int64)
    return np.cumsum(steps, dtype=np.int64)
