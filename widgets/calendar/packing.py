"""Blocks that overlap share the width of their day."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from widgets.calendar.faces import Placed


def packed(blocks: Iterable[Placed]) -> tuple[Placed, ...]:
    """The same blocks, each with its lane among those that it overlaps.

    A block takes the first lane that is free; blocks that hang together have equally wide lanes.
    """
    result: list[Placed] = []
    together: list[Placed] = []
    ends: list[int] = []
    for block in sorted(blocks, key=lambda one: (one.day, one.begins_min, -one.ends_min)):
        if together and _is_apart(block, together):
            result += _closed(together, len(ends))
            together, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= block.begins_min), len(ends))
        ends[lane : lane + 1] = [block.ends_min]
        together.append(msgspec.structs.replace(block, lane=lane))
    return (*result, *_closed(together, len(ends)))


def _is_apart(block: Placed, together: list[Placed]) -> bool:
    return block.day != together[0].day or all(one.ends_min <= block.begins_min for one in together)


def _closed(together: list[Placed], lanes: int) -> list[Placed]:
    return [msgspec.structs.replace(one, lanes=lanes) for one in together]
