"""What can be meant: numbers between limits, and not too many of anything."""

from __future__ import annotations

import math

from core.errors import InvalidInputError

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
