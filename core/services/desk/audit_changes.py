"""What a line of the audit log says was changed, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from core.domain.value import Value

NOTHING = "\N{EN DASH}"
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Change(Value, frozen=True, kw_only=True):
    """One field before and after; a dash where it was not there."""

    field: str
    before: str
    after: str


def changes_of(detail: Mapping[str, Any]) -> tuple[Change, ...]:
    """The fields that differ; all of them where a thing came or went."""
    before, after = (dict(_fields(detail.get(key), "")) for key in ("before", "after"))
    keys = [*before, *(key for key in after if key not in before)]
    changes = (
        Change(field=field_words(key), before=_shown(before, key), after=_shown(after, key))
        for key in keys
        if before.get(key) != after.get(key)
    )
    return tuple(change for change in changes if change.before != change.after)


def facts_of(detail: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What else the line says: why somebody was refused, and from where he called."""
    told = ((key, value) for key, value in detail.items() if key not in ("before", "after"))
    return tuple(
        (field_words(key), _text(value)) for one in told for key, value in _fields(one[1], one[0])
    )


def field_words(path: str) -> str:
    """`heartRateMaxBpm` as "Heart rate max bpm"; steps of a path are parted by a point."""
    steps = [_WORD.sub(" ", step) for step in path.split(".")]
    words = " · ".join(step if step.isupper() else step.lower() for step in steps)
    return words[:1].upper() + words[1:]


def _fields(value: object, path: str) -> Iterator[tuple[str, object]]:
    """The leaves of a thing by their path; lists of plain values are one leaf."""
    if isinstance(value, dict):
        for key, part in cast("dict[str, object]", value).items():
            yield from _fields(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and _has_things(parts := cast("list[object]", value)):
        for number, part in enumerate(parts, start=1):
            yield from _fields(part, f"{path} {number}")
    elif path:
        yield path, value


def _has_things(parts: list[object]) -> bool:
    return any(isinstance(part, dict) for part in parts)


def _shown(fields: Mapping[str, object], key: str) -> str:
    return _text(fields[key]) if key in fields else NOTHING


def _text(value: object) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        parts = [_text(one) for one in cast("list[object]", value)]
        return ", ".join(parts) or NOTHING
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
