"""A struct's fields in words: name on the wire, type with its range, and what they mean."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

import msgspec
from msgspec import inspect as shapes


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a payload."""

    name: str
    shape: shapes.Type
    is_required: bool
    meaning: str

    @property
    def type_text(self) -> str:
        """Type and range."""
        return type_text(self.shape)


def fields_of(struct: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The fields of a struct in the order of their declaration; its tag is none of them."""
    info = shapes.type_info(struct)
    if not isinstance(info, shapes.StructType):
        message = f"{struct.__name__} is not a struct"
        raise TypeError(message)
    meanings = _meanings(struct)
    return tuple(
        Field(
            name=field.encode_name,
            shape=field.type,
            is_required=field.required,
            meaning=meanings.get(field.name, ""),
        )
        for field in info.fields
    )


def structs_in(struct: type[msgspec.Struct]) -> tuple[type[msgspec.Struct], ...]:
    """The structs that a struct's fields are made of, itself left out, each once."""
    found: dict[type[msgspec.Struct], None] = {}
    for field in fields_of(struct):
        for inner in _structs(field.shape):
            _ = found.setdefault(inner)
    return tuple(found)


def plain(shape: shapes.Type) -> shapes.Type:
    """The shape without its metadata, and without "or nothing"."""
    while isinstance(shape, shapes.Metadata):
        shape = shape.type
    if isinstance(shape, shapes.UnionType):
        others = [one for one in shape.types if not isinstance(one, shapes.NoneType)]
        if len(others) == 1:
            return plain(others[0])
    return shape


def type_text(shape: shapes.Type) -> str:
    """A type with its range, as a person would say it."""
    shape = plain(shape)
    say = _SAY.get(type(shape))
    return "anything" if say is None else say(shape)


def _text(shape: shapes.StrType) -> str:
    least = f", at least {shape.min_length}" if (shape.min_length or 0) > 1 else ""
    most = f", at most {shape.max_length} characters" if shape.max_length else ""
    return f"text{least}{most}"


def _union(shape: shapes.UnionType) -> str:
    said = (type_text(one) for one in shape.types if not isinstance(one, shapes.NoneType))
    return " or ".join(dict.fromkeys(said))


def _list(shape: shapes.VarTupleType | shapes.ListType) -> str:
    return f"list of {type_text(shape.item_type)}"


_SAY: Final[dict[type[shapes.Type], Callable[[Any], str]]] = {
    shapes.IntType: lambda shape: "whole number" + _range(shape.ge, shape.gt, shape.le),
    shapes.FloatType: lambda shape: "number" + _range(shape.ge, shape.gt, shape.le),
    shapes.StrType: _text,
    shapes.BoolType: lambda _: "`true` or `false`",
    shapes.DateTimeType: lambda _: "ISO 8601 time",
    shapes.EnumType: lambda shape: ", ".join(f"`{one.value}`" for one in shape.cls),
    shapes.StructType: lambda shape: f"object: {shape.cls.__name__}",
    shapes.VarTupleType: _list,
    shapes.ListType: _list,
    shapes.TupleType: lambda shape: f"list: {', '.join(map(type_text, shape.item_types))}",
    shapes.UnionType: _union,
    shapes.DictType: lambda _: "object",
}


def _range(least: float | None, above: float | None, most: float | None) -> str:
    if least is None and above is None and most is None:
        return ""
    low = f"over {above:g}" if above is not None else f"{least:g}" if least is not None else ""
    high = "" if most is None else f"{most:,.0f}".replace(",", "\N{THIN SPACE}")
    return f", {low} to {high}" if low and high else f", {low or 'up to ' + high}"


def _structs(shape: shapes.Type) -> Iterator[type[msgspec.Struct]]:
    shape = plain(shape)
    match shape:
        case shapes.StructType(cls=struct):
            yield struct
            yield from structs_in(struct)
        case shapes.VarTupleType() | shapes.ListType():
            yield from _structs(shape.item_type)
        case _:
            return


@cache
def _meanings(struct: type[msgspec.Struct]) -> dict[str, str]:
    """What the docstring below each field says, its first paragraph on one line."""
    meanings: dict[str, str] = {}
    for base in reversed(struct.__mro__):
        if base.__module__.startswith("core."):
            meanings.update(_meanings_in(base))
    return meanings


def _meanings_in(base: type) -> dict[str, str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found: dict[str, str] = {}
    for statement, following in pairwise(body):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        ):
            words = inspect.cleandoc(following.value.value).partition("\n\n")[0]
            found[statement.target.id] = " ".join(words.split())
    return found


def is_time(shape: shapes.Type) -> bool:
    """Whether a value is an instant."""
    shape = plain(shape)
    if isinstance(shape, shapes.UnionType):
        return any(isinstance(plain(one), shapes.DateTimeType) for one in shape.types)
    return isinstance(shape, shapes.DateTimeType)
