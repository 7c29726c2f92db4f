"""From the text of a cell to a value, as people in many countries write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from core.domain.player import HeartRateMaxSource, Position, Sex
from core.domain.roster_import import DateOrder
from core.services.club.roster.fields import normalised

KG_PER_LB = 0.45359237
_NUMBER = re.compile(r"([+-]?\d{1,9}(?:[.,]\d{1,20})?)\s*[^\d\s.,]{0,5}")
_GAPS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_NUMBERED = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})")
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,]+\s*\w{0,5}$)")
_OLDEST_SHORT_YEAR = 40
"""A year of two digits: 40 is 1940, 39 is 2039, which is refused as not born yet."""

T = TypeVar("T")


def _by_words(words: dict[T, str]) -> dict[str, T]:
    return {word: value for value, line in words.items() for word in line.split()}


_POSITIONS = _by_words(
    {
        Position.GOALKEEPER: (
            "g gk goalie goalkeeper goaltender keeper malvakt torwart torhuter maalivahti mv "
            "brankar"
        ),
        Position.DEFENCE: (
            "d def defence defense defender defenceman defenseman back forsvarare verteidiger "
            "puolustaja ld rd obrance b"
        ),
        Position.FORWARD: (
            "f fw fwd forward attacker c center centre w wing winger lw rw forvard anfallare "
            "sturmer hyokkaaja utocnik a"
        ),
    }
)
_SEXES = _by_words(
    {
        Sex.MALE: "m male man men boy boys herr herrar mann mannlich mies gutt muz homme",
        Sex.FEMALE: (
            "f female w woman women girl girls dam damer kvinna k frau weiblich nainen zena femme"
        ),
    }
)
_SOURCES = _by_words(
    {
        HeartRateMaxSource.MEASURED: "measured m test tested",
        HeartRateMaxSource.ESTIMATED: "estimated e est estimate age formula",
    }
)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute it. Nothing here ever does."""
    return _FORMULA.match(text) is not None


def number_of(text: str) -> float | None:
    """A number, with a point or a comma, perhaps with its unit: "81,5 kg"."""
    match = _NUMBER.fullmatch(_GAPS.sub("", text.replace("#", "")).strip())
    return None if match is None else float(match[1].replace(",", "."))


def whole_number_of(text: str) -> int | None:
    """A whole number; "9.0" is one."""
    number = number_of(text)
    return int(number) if number is not None and number == int(number) else None


def position_of(text: str) -> Position | None:
    """A position by any of its names; of "C/LW" the first."""
    return _first_known(_POSITIONS, text)


def sex_of(text: str) -> Sex | None:
    """A sex by any of its names."""
    return _first_known(_SEXES, text)


def source_of(text: str) -> HeartRateMaxSource | None:
    """Where a maximum heart rate comes from."""
    return _first_known(_SOURCES, text)


def date_of(text: str, order: DateOrder) -> date | None:
    """A date: 2005-04-03, 3.4.2005, 04/03/05."""
    if (iso := _ISO.fullmatch(text)) is not None:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if len(match[3]) == len("05"):
        year += 1900 if year >= _OLDEST_SHORT_YEAR else 2000
    if order is DateOrder.MONTH_FIRST:
        return _date(year, first, second)
    return _date(year, second, first)


def order_of(texts: Iterable[str]) -> DateOrder:
    """How a column of dates is meant: the day first, unless that cannot be."""
    months_first = 0
    for text in texts:
        match = _NUMBERED.fullmatch(text)
        if match is None or "." in text:
            continue
        if int(match[1]) > 12:  # noqa: PLR2004 - months
            return DateOrder.DAY_FIRST
        months_first += int(match[2]) > 12  # noqa: PLR2004
    return DateOrder.MONTH_FIRST if months_first else DateOrder.DAY_FIRST


def names_of(text: str) -> tuple[str, str] | None:
    """First and last name of "Elias Lindqvist" or "Lindqvist, Elias"; None of a single word."""
    if "," in text:
        last, _, first = text.partition(",")
    else:
        first, _, last = text.partition(" ")
    first, last = first.strip(), last.strip()
    return (first, last) if first and last else None


def _first_known(words: dict[str, T], text: str) -> T | None:
    return next((words[word] for word in normalised(text).split() if word in words), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
