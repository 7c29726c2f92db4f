"""What can be meant: numbers between limits, and not too many of anything."""

from __future__ import annotations

import math
from datetime import date

from core.domain.calendar import YEARS
from core.errors import InvalidInputError

MAX_DESCRIPTION = 4000
MOST_PARTS = 100


def check_between(value: float, limits: tuple[float, float], what: str, field: str) -> None:
    """See that a number lies between limits, both included.

    Raises:
        InvalidInputError: It does not.
    """
    least, most = limits
    if not (math.isfinite(value) and least <= value <= most):
        message = f"{least:g} to {most:g} {what} can be meant, not {value:g}."
        raise InvalidInputError(message, field=field)


def check_count(count: int, what: str, field: str) -> None:
    """See that there are not too many.

    Raises:
        InvalidInputError: There are.
    """
    if count > MOST_PARTS:
        raise InvalidInputError(f"There are at most {MOST_PARTS} {what}.", field=field)


def check_year(day: date, field: str) -> None:
    """See that a day, or an instant, lies far from where instants and time zones end.

    Raises:
        InvalidInputError: It does not.
    """
    if day.year not in YEARS:
        message = f"The calendar has the years {YEARS[0]} to {YEARS[-1]}."
        raise InvalidInputError(message, suggested_action="Choose another day.", field=field)


def check_text(text: str, what: str, field: str) -> None:
    """See that a text is not a novel.

    Raises:
        InvalidInputError: It is.
    """
    if len(text) > MAX_DESCRIPTION:
        message = f"A {what} has at most {MAX_DESCRIPTION} characters."
        raise InvalidInputError(message, field=field)
