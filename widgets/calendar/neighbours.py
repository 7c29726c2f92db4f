"""Which block is next, for arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from widgets.calendar.faces import Placed


class Direction(Enum):
    """Where the next block is looked for."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()


def nearest(here: Placed, others: Sequence[Placed], where: Direction) -> Placed | None:
    """The next block in a direction: up and down within and past the day, else on other days."""
    if where in (Direction.UP, Direction.DOWN):
        order = sorted(others, key=lambda one: (one.day, one.begins_min, one.lane))
        at = order.index(here) + (1 if where is Direction.DOWN else -1)
        return order[at] if 0 <= at < len(order) else None
    is_right = where is Direction.RIGHT
    beyond = [one for one in others if (one.day > here.day if is_right else one.day < here.day)]
    return min(
        beyond,
        key=lambda one: (abs(one.day - here.day), abs(one.begins_min - here.begins_min)),
        default=None,
    )
