"""Forms made from the schema of an event's payload: fields, and what is wrong with an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, cast

import msgspec

from core.domain.value import Value
from core.protocol.hub_watch import EventKind

_DEEPEST: Final = 3
_BY_THE_HUB: Final = ("eventId", "timestamp")
_Schema = Mapping[str, Any]


class FieldType(StrEnum):
    """What a field takes."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    JSON = "json"
    """Lists and whatever else has no field of its own."""


class FieldSpec(Value, frozen=True, kw_only=True):
    """One field of a form."""

    path: tuple[str, ...]
    """Where its answer stands in the payload."""
    type: FieldType
    is_required: bool
    about: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    shortest: int | None = None
    longest: int | None = None
    default: str = ""

    @property
    def key(self) -> str:
        """Its name: `setData.reps`."""
        return ".".join(self.path)

    @property
    def label(self) -> str:
        """Its name in words: "Set data · reps"."""
        return " · ".join(_words(part) for part in self.path)

    @property
    def hint(self) -> str:
        """What fits into it."""
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        if self.longest is not None and self.type is FieldType.TEXT:
            return f"up to {self.longest} characters"
        return {FieldType.JSON: "JSON", FieldType.WHOLE: "a whole number"}.get(self.type, "")


class Answers(Value, frozen=True, kw_only=True):
    """A filled form: the payload, or what is wrong at which field."""

    payload: dict[str, Any]
    problems: dict[str, str]


def fields_of(kind: EventKind) -> tuple[FieldSpec, ...]:
    """The fields of an event's form: required ones first, what the hub fills in left out."""
    fields = list(_fields(kind.schema, kind.schema, (), is_required=True))
    return tuple(sorted(fields, key=lambda field: not field.is_required))


def answered(fields: tuple[FieldSpec, ...], texts: Mapping[str, str]) -> Answers:
    """Check what was typed, field by field, and put the payload together.

    Args:
        fields: Of the form.
        texts: What each field holds, by its key; an empty one is no answer.
    """
    payload: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in fields:
        text = texts.get(field.key, "").strip()
        if not text:
            if field.is_required and _is_begun(field, texts):
                problems[field.key] = "This is needed."
            continue
        value, problem = _value(field, text)
        if problem:
            problems[field.key] = problem
        else:
            _put(payload, field.path, value)
    return Answers(payload=payload, problems=problems)


def field_for(fields: tuple[FieldSpec, ...], wire_field: str | None) -> str | None:
    """Which field the hub's refusal is about; None if it is about none of them."""
    if not wire_field:
        return None
    name = re.sub(r"\[\d+\]", "", wire_field).removeprefix("$.")
    return next((one.key for one in fields if name in (one.key, one.path[-1])), None)


def _is_begun(field: FieldSpec, texts: Mapping[str, str]) -> bool:
    """Whether a needed field is needed now: parts of an optional group only once it is begun."""
    if len(field.path) == 1:
        return True
    group = ".".join(field.path[:-1]) + "."
    return any(text.strip() for key, text in texts.items() if key.startswith(group))


def _fields(
    schema: _Schema, root: _Schema, path: tuple[str, ...], *, is_required: bool
) -> Iterator[FieldSpec]:
    needed = cast("list[str]", schema.get("required", []))
    properties = cast("dict[str, _Schema]", schema.get("properties", {}))
    for name, raw in properties.items():
        if not path and name in _BY_THE_HUB:
            continue
        here = (*path, name)
        part = _resolved(raw, root)
        if part.get("type") == "object" and "properties" in part and len(here) < _DEEPEST:
            yield from _fields(part, root, here, is_required=name in needed)
        else:
            yield _field(part, raw, here, is_required=is_required and name in needed)


def _field(part: _Schema, raw: _Schema, path: tuple[str, ...], *, is_required: bool) -> FieldSpec:
    choices = tuple(str(one) for one in cast("list[object]", part.get("enum", [])))
    default = raw.get("default")
    return FieldSpec(
        path=path,
        type=FieldType.CHOICE if choices else _TYPES.get(str(part.get("type")), FieldType.JSON),
        is_required=is_required,
        about=str(raw.get("description", "")),
        choices=choices,
        least=part.get("minimum"),
        most=part.get("maximum"),
        shortest=part.get("minLength"),
        longest=part.get("maxLength"),
        default=str(default) if isinstance(default, int | float | str) else "",
    )


_TYPES: Final = {
    "string": FieldType.TEXT,
    "integer": FieldType.WHOLE,
    "number": FieldType.NUMBER,
    "boolean": FieldType.FLAG,
}


def _resolved(part: _Schema, root: _Schema) -> _Schema:
    """Without references and without "or null"."""
    while True:
        if "$ref" in part:
            name = str(part["$ref"]).rpartition("/")[2]
            part = cast("_Schema", root["$defs"][name])
            continue
        options = cast("list[_Schema]", part.get("anyOf", []))
        real = [one for one in options if one.get("type") != "null"]
        if len(real) == 1:
            part = real[0]
            continue
        return part


def _value(field: FieldSpec, text: str) -> tuple[Any, str]:
    """The answer and what is wrong with it."""
    if field.type is FieldType.TEXT:
        return text, _length_problem(field, text)
    if field.type is FieldType.CHOICE:
        is_known = text in field.choices
        return text, "" if is_known else f"Choose one of: {', '.join(field.choices)}."
    if field.type is FieldType.FLAG:
        return text == "true", "" if text in ("true", "false") else "Answer yes or no."
    return _json(text) if field.type is FieldType.JSON else _number(field, text)


def _json(text: str) -> tuple[Any, str]:
    try:
        return msgspec.json.decode(text), ""
    except msgspec.DecodeError:
        return None, "This is not JSON."


def _number(field: FieldSpec, text: str) -> tuple[Any, str]:
    try:
        number = int(text) if field.type is FieldType.WHOLE else float(text.replace(",", "."))
    except ValueError:
        wanted = "a whole number" if field.type is FieldType.WHOLE else "a number"
        return None, f"This must be {wanted}."
    if field.least is not None and number < field.least:
        return number, f"At least {field.least:g}."
    if field.most is not None and number > field.most:
        return number, f"At most {field.most:g}."
    return number, ""


def _length_problem(field: FieldSpec, text: str) -> str:
    if field.longest is not None and len(text) > field.longest:
        return f"At most {field.longest} characters; this has {len(text)}."
    if field.shortest is not None and len(text) < field.shortest:
        return f"At least {field.shortest} characters."
    return ""


def _put(payload: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    for part in path[:-1]:
        payload = payload.setdefault(part, {})
    payload[path[-1]] = value


def _words(name: str) -> str:
    """`setNumber` as "Set number", `playerId` as "Player"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower()
    words = words.removesuffix(" id")
    return words[:1].upper() + words[1:]
