"""What is wrong with an input, as one sentence that names the field."""

from __future__ import annotations

import re
from typing import Final

from core.errors import InvalidInputError

_WORDS: Final = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
    "date": "a date such as 2026-02-15",
    "datetime": "a time such as 2026-02-15T09:00:00Z",
}

_PATH: Final = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`$")
_EXPECTED: Final = re.compile(
    r"^Expected `(?P<wanted>[^`]+)`(?: (?P<limit>[<>]=? \S+)| of length (?P<length>[<>]=? \d+)"
    r"| matching .*)?(?:, got `(?P<got>[^`]+)`)?$"
)
_MISSING: Final = re.compile(r"^Object missing required field `(?P<name>[^`]+)`$")
_ENUM: Final = re.compile(r"^Invalid enum value (?P<value>.+)$")


def sentence_of(message: str, *, path: str | None = None) -> InvalidInputError:
    """The error for a message of msgspec's.

    Args:
        message: Such as "Expected `float`, got `str` - at `$.commonProperties.duration`".
        path: The field, if it is known apart from the message.
    """
    found = _PATH.search(message)
    if found is not None:
        message = message[: found.start()]
        path = found["path"].lstrip(".") if path is None else path
    field = _dotted(path or "")
    if (missing := _MISSING.match(message)) is not None:
        field = f"{field}.{missing['name']}" if field else missing["name"]
        return InvalidInputError(f"`{field}` is missing.", field=field)
    subject = f"`{field}`" if field else "The body"
    if (expected := _EXPECTED.match(message)) is not None:
        return InvalidInputError(f"{subject} must be {_wanted(expected)}.", field=field or None)
    if (value := _ENUM.match(message)) is not None:
        words = f"{subject} cannot be {value['value']}."
        return InvalidInputError(words, field=field or None)
    detail = message.rstrip(".") or "cannot be read"
    return InvalidInputError(f"{subject} is not valid: {detail}.", field=field or None)


def _wanted(expected: re.Match[str]) -> str:
    kinds = [_WORDS.get(kind.strip(), kind.strip()) for kind in expected["wanted"].split("|")]
    words = " or ".join(kinds)
    if expected["limit"] is not None:
        return f"{words} {expected['limit']}"
    if expected["length"] is not None:
        return f"{words} of length {expected['length']}"
    return words


def _dotted(path: str) -> str:
    """`sessions[1].name` and `individual[...]` as `sessions.1.name` and `individual.*`."""
    return re.sub(r"\[(\d+)\]", r".\1", path).replace("[...]", ".*").strip(".")
