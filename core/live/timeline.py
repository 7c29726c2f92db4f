"""Where a session is in its intervals: along the plan, or moved on or back by the trainer.

A jump says that from an active second on another interval runs, from its beginning. What follows
it follows in the order of the plan. Indices are those of the plan throughout.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

import msgspec

from core.domain.value import Value
from core.domain.workout import Block, Interval, timeline


class Jump(Value, frozen=True, kw_only=True):
    """From here on another interval."""

    at_s: float
    """Active seconds of the session."""
    to_interval: int
    """From 0; the number of intervals: past the last one."""
    elapsed_s: float = 0.0
    """Seconds of that interval that are done already."""
    fitted_s: float | None = None
    """What the first `fitted_count` intervals from here on last together; None: as planned."""
    fitted_count: int = 0


class Stretch(Value, frozen=True, kw_only=True):
    """An interval as it was, or is to be, done."""

    interval: int
    """Its place in the plan."""
    begins_s: float
    """Active seconds."""
    ends_s: float


def with_jump(jumps: tuple[Jump, ...], jump: Jump) -> tuple[Jump, ...]:
    """The jumps with one more, in the order of their time."""
    ordered = list(jumps)
    insort(ordered, jump, key=lambda one: one.at_s)
    return tuple(ordered)


def stretches(intervals: Sequence[Interval], jumps: Sequence[Jump] = ()) -> tuple[Stretch, ...]:
    """The intervals as they follow each other, those of no length left out."""
    found: list[Stretch] = []
    starts = (Jump(at_s=0.0, to_interval=0), *jumps)
    for number, start in enumerate(starts):
        until_s = starts[number + 1].at_s if number + 1 < len(starts) else float("inf")
        begins_s = start.at_s - start.elapsed_s
        factor, fitted_until = _fit(intervals, start)
        for index in range(start.to_interval, len(intervals)):
            length_s = intervals[index].duration_s * (factor if index < fitted_until else 1.0)
            ends_s = min(begins_s + length_s, until_s)
            from_s = max(begins_s, start.at_s)
            if ends_s > from_s:
                found.append(Stretch(interval=index, begins_s=from_s, ends_s=ends_s))
            begins_s = ends_s
    return tuple(found)


def _fit(intervals: Sequence[Interval], start: Jump) -> tuple[float, int]:
    """By how much the first intervals are stretched or shrunk, and up to which one."""
    if start.fitted_s is None:
        return 1.0, 0
    until = start.to_interval + start.fitted_count
    planned_s = sum(one.duration_s for one in intervals[start.to_interval : until])
    return (start.fitted_s / planned_s, until) if planned_s > 0 else (1.0, 0)


def as_done(intervals: Sequence[Interval], jumps: Sequence[Jump]) -> tuple[Interval, ...]:
    """The intervals with the lengths that they had, one after the other without a gap.

    A stretch in which none ran (after the last one, before the trainer went back) is a free one.
    """
    done: list[Interval] = []
    at_s = 0.0
    for stretch in stretches(intervals, jumps):
        if stretch.begins_s > at_s:
            done.append(Interval(name="Free", duration_s=stretch.begins_s - at_s))
        length_s = stretch.ends_s - stretch.begins_s
        done.append(msgspec.structs.replace(intervals[stretch.interval], duration_s=length_s))
        at_s = stretch.ends_s
    return tuple(done)


def place_at(
    intervals: Sequence[Interval], jumps: Sequence[Jump], active_s: float
) -> tuple[int, float] | None:
    """Index of the interval that runs after `active_s` seconds, and the seconds left in it.

    None before the start and after the last interval.
    """
    if active_s < 0:
        return None
    for stretch in stretches(intervals, jumps):
        if stretch.begins_s <= active_s < stretch.ends_s:
            return stretch.interval, stretch.ends_s - active_s
    return None


def first_interval(blocks: Sequence[Block], block: int) -> int:
    """Index of a block's first interval in the timeline of all blocks."""
    return len(timeline(tuple(blocks[:block])))
