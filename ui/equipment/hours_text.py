"""Opening hours as a trainer writes them: a line a weekday, "08:00-12:00, 14:00-22:00"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from core.domain.facility import OpeningHours

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STRETCH = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")
_CLOSED = {"", "closed", "-", "–"}
_MIDNIGHT = 24


def hours_key(weekday: int) -> str:
    """Of the field of a weekday, 1 to 7."""
    return f"hours.{weekday}"


def texts_of(hours: Sequence[OpeningHours]) -> dict[str, str]:
    """A text for each weekday; empty where it is closed."""
    texts = {hours_key(weekday): "" for weekday in range(1, 8)}
    for one in sorted(hours, key=lambda one: (one.weekday, one.opens)):
        closes = "24:00" if one.closes == time(0) else f"{one.closes:%H:%M}"
        text = f"{one.opens:%H:%M}–{closes}"
        before = texts[hours_key(one.weekday)]
        texts[hours_key(one.weekday)] = f"{before}, {text}" if before else text
    return texts


def read(texts: Mapping[str, str]) -> tuple[tuple[OpeningHours, ...], dict[str, str]]:
    """The hours that the texts mean, and what is wrong by field."""
    found: list[OpeningHours] = []
    problems: dict[str, str] = {}
    for weekday in range(1, 8):
        text = texts.get(hours_key(weekday), "").strip()
        if text.casefold() in _CLOSED:
            continue
        stretches = [_stretch(part.strip(), weekday) for part in text.split(",")]
        known = [one for one in stretches if one is not None]
        if len(known) < len(stretches):
            problems[hours_key(weekday)] = "Write it as 08:00-22:00, or leave it empty: closed."
        found += known
    return tuple(found), problems


def _stretch(text: str, weekday: int) -> OpeningHours | None:
    match = _STRETCH.fullmatch(text)
    if match is None:
        return None
    opens, closes = _time(match[1], match[2]), _time(match[3], match[4])
    if opens is None or closes is None:
        return None
    return OpeningHours(weekday=weekday, opens=opens, closes=closes)


def _time(hour: str, minute: str | None) -> time | None:
    hours, minutes = int(hour), int(minute or 0)
    if (hours, minutes) == (_MIDNIGHT, 0):
        return time(0)
    try:
        return time(hours, minutes)
    except ValueError:
        return None
