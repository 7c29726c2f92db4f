"""Payloads as hypothesis strategies, made from the structs that they are decoded into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect as shapes

from hub_server.event_docs.fields import plain

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=300),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def payloads(struct: type[msgspec.Struct], **fixed: st.SearchStrategy[Any]) -> Any:
    """Payloads that fit a struct, and now and then one with an odd value in it.

    Args:
        struct: What they are decoded into.
        fixed: Values of fields by their name on the wire.
    """
    info = shapes.type_info(struct)
    assert isinstance(info, shapes.StructType)
    needed: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for field in info.fields:
        value = fixed.get(field.encode_name, _values(field.type))
        (needed if field.required else optional)[field.encode_name] = value
    fitting = st.fixed_dictionaries(needed, optional=optional)
    names = [field.encode_name for field in info.fields]
    odd = st.builds(
        lambda load, name, value: {**load, name: value}, fitting, st.sampled_from(names), ODD
    )
    return st.one_of(fitting, fitting, fitting, odd)


def _values(shape: shapes.Type) -> st.SearchStrategy[Any]:
    shape = plain(shape)
    make = _MAKE.get(type(shape))
    return st.none() if make is None else make(shape)


def _numbers(shape: shapes.FloatType) -> st.SearchStrategy[float]:
    low = shape.ge if shape.ge is not None else shape.gt or 0
    return st.floats(low, shape.le if shape.le is not None else 500)


_MAKE: dict[type[shapes.Type], Callable[[Any], st.SearchStrategy[Any]]] = {
    shapes.StructType: lambda shape: payloads(shape.cls),
    shapes.EnumType: lambda shape: st.sampled_from([one.value for one in shape.cls]),
    shapes.IntType: lambda shape: st.integers(
        shape.ge or 0, shape.le if shape.le is not None else 500
    ),
    shapes.FloatType: _numbers,
    shapes.StrType: lambda shape: st.text(
        min_size=shape.min_length or 0, max_size=min(shape.max_length or 9, 30)
    ),
    shapes.BoolType: lambda _: st.booleans(),
    shapes.VarTupleType: lambda shape: st.lists(_values(shape.item_type), max_size=3),
    shapes.UnionType: lambda shape: st.one_of([_values(one) for one in shape.types]),
}
