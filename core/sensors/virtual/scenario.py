"""Scenarios: which devices are in a gym, and what goes wrong with them when.

A TOML file:

    name = "A bad evening"
    seed = 7

    [gym]                # how many of each kind; what is left out is as in a usual gym
    straps = 18

    [[event]]
    do = "packet_loss"   # one of the tags in scenario_events.py and scenario_manners.py
    at_s = 60            # since the gym was switched on
    for_s = 30           # without it, to the end
    every_s = 300        # without it, once
    share = 0.3
    devices = { kind = "heart_rate", name = "Polar*", numbers = [1, 2], share = 0.5, count = 3 }
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec

from core.errors import InvalidInputError
from core.sensors.virtual.devices import Furnishing
from core.sensors.virtual.scenario_events import LastingEvent
from core.sensors.virtual.scenario_manners import AnyEvent

_ACTION = "Correct the file; the samples in resources/gym show all that can be written."
_SYNTAX_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_EVENT_PATH = re.compile(r"\$\.event\[(\d+)\]\.?(.*)")
_HEADER = re.compile(r"^\s*\[\[\s*event\s*\]\]")
_ANY_HEADER = re.compile(r"^\s*\[")
_WORDS = {
    "`float`": "a number",
    "`int`": "a whole number",
    "`str`": "text",
    "`bool`": "true or false",
    "`object`": "a table",
    "`array`": "a list",
    "`null`": "nothing",
}


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gym and its mishaps."""

    name: str = ""
    seed: int = 1
    """Of everything that happens by chance in it."""
    gym: Furnishing = Furnishing()
    event: tuple[AnyEvent, ...] = ()


def read_scenario(path: Path) -> Scenario:
    """Read a scenario file.

    Raises:
        InvalidInputError: It is not there or makes no sense; the sentence names line and field.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            f"The scenario {path} cannot be read.",
            suggested_action="Name a TOML file that is there; resources/gym has samples.",
        ) from error
    return parse_scenario(text, path.name)


def parse_scenario(text: str, file_name: str) -> Scenario:
    """Read a scenario from its text.

    Raises:
        InvalidInputError: It makes no sense; the sentence names line and field.
    """
    try:
        scenario = msgspec.convert(tomllib.loads(text), Scenario)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX_LINE.search(str(error))
        line = int(found[1]) if found else None
        what = _SYNTAX_LINE.sub("", str(error)).strip().rstrip(".")
        raise _refusal(file_name, line, "", f"{what[:1].lower()}{what[1:]}") from error
    except msgspec.ValidationError as error:
        raise _explained(str(error), text, file_name) from error
    for number, event in enumerate(scenario.event):
        _check(event, number, text, file_name)
    return scenario


def _check(event: AnyEvent, number: int, text: str, file_name: str) -> None:
    lasts_s = event.lasts_s if isinstance(event, LastingEvent) else None
    field = why = ""
    if event.every_s is not None and lasts_s is not None and lasts_s >= event.every_s:
        field, why = "for_s", "it must end before it happens again (every_s)"
    elif event.until_s is not None and event.every_s is None:
        field, why = "until_s", "it says when repeats end, but there is no every_s"
    elif event.until_s is not None and event.until_s < event.at_s:
        field, why = "until_s", "it lies before at_s"
    if why:
        line = _line_of(text, number, field)
        raise _refusal(file_name, line, _field_name(number, field), why)


def _explained(message: str, text: str, file_name: str) -> InvalidInputError:
    """Turn msgspec's message into a sentence with a place that a person can find."""
    found = _PLACE.match(message)
    what = found["what"] if found else message
    path = (found["path"] if found else None) or "$"
    named = re.search(r"field `([^`]*)`", what)
    for word, plain in _WORDS.items():
        what = what.replace(word, plain)
    what = what.replace("`", "'")
    what = f"{what[:1].lower()}{what[1:]}"
    in_event = _EVENT_PATH.match(path)
    if in_event is None:
        field = path.removeprefix("$").removeprefix(".")
        key = (named[1] if named else "") or field.rpartition(".")[2]
        return _refusal(file_name, _line_of_key(text.splitlines(), key, 0), field, what)
    number = int(in_event[1])
    field = in_event[2]
    key = re.split(r"[.\[]", field)[0] or (named[1] if named else "")
    return _refusal(file_name, _line_of(text, number, key), _field_name(number, field), what)


def _refusal(file_name: str, line: int | None, field: str, what: str) -> InvalidInputError:
    place = f"Line {line} of {file_name}" if line else file_name
    place = f"{place}, {field}" if field else place
    return InvalidInputError(f"{place}: {what}.", suggested_action=_ACTION, field=field or None)


def _field_name(number: int, field: str) -> str:
    return f"event {number + 1}, {field}" if field else f"event {number + 1}"


def _line_of(text: str, number: int, key: str) -> int | None:
    """Where an event's field is written; its header if it is not there."""
    lines = text.splitlines()
    headers = [at for at, line in enumerate(lines) if _HEADER.match(line)]
    if number >= len(headers):
        return None
    start = headers[number]
    return _line_of_key(lines, key, start + 1) or start + 1


def _line_of_key(lines: list[str], key: str, start: int) -> int | None:
    if not key:
        return None
    is_key = re.compile(rf"^\s*(?:\[\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\]]")
    for at in range(start, len(lines)):
        if is_key.match(lines[at]):
            return at + 1
        if start and _ANY_HEADER.match(lines[at]):
            return None
    return None
