"""From a workout as it is written down to the intervals that are done, and back.

Written down, intervals stand in series that repeat, and may ramp. Done is one interval after the
other, each with a target that holds: a ramp goes up in steps, a pace is told in watts, a share of
the maximum heart rate in its zone.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.domain.workout import Block, Interval, Series, Workout
from core.physiology.ergometers import watts_of_pace_500
from core.physiology.zones import zone_of_share

RAMP_STEP_S = 30.0
"""How long a step of a ramp lasts at least: machines need some seconds to obey."""
MAX_RAMP_STEPS = 10
MAX_INTERVALS = 400
"""Of a workout, its repeats written out."""
_LONGEST_PATTERN = 8

_set = msgspec.structs.replace


def unrolled(series: Sequence[Series]) -> tuple[Interval, ...]:
    """All intervals in the order in which they are done."""
    return tuple(
        step
        for one in series
        for _ in range(one.repeats)
        for interval in one.intervals
        for step in steps_of(interval)
    )


def steps_of(interval: Interval) -> tuple[Interval, ...]:
    """An interval as it is done: itself, or the steps of its ramp, each at its middle."""
    if _step_count(interval) == 1 and interval.ramps_to is None:
        return (told(_set(interval, ramps_to=None)),)
    count = _step_count(interval)
    return tuple(
        told(
            _set(
                at_share(interval, (number + 0.5) / count),
                name=interval.name if count == 1 else f"{interval.name} {number + 1}/{count}",
                duration_s=interval.duration_s / count,
                ramps_to=None,
            )
        )
        for number in range(count)
    )


def at_share(interval: Interval, share: float) -> Interval:
    """The interval with the target that its ramp has after a share (0 to 1) of its time."""
    if interval.ramps_to is None:
        return interval

    def between(begin: float) -> float:
        return begin + (interval.ramps_to - begin) * share if interval.ramps_to is not None else 0.0

    if interval.target_power_w is not None and interval.target_pace_s is None:
        return _set(interval, target_power_w=between(interval.target_power_w))
    if interval.target_pace_s is not None:
        return _set(interval, target_pace_s=between(interval.target_pace_s), target_power_w=None)
    if interval.target_ftp_share is not None:
        return _set(interval, target_ftp_share=between(interval.target_ftp_share))
    return interval


def told(interval: Interval) -> Interval:
    """The interval with what follows from its targets: watts of a pace, the zone of a share."""
    zone, power_w = interval.target_zone, interval.target_power_w
    if interval.target_pace_s is not None:
        power_w = watts_of_pace_500(interval.target_pace_s)
    if interval.target_heart_rate_share is not None:
        zone = max(zone_of_share(interval.target_heart_rate_share), 1)
    if (zone, power_w) == (interval.target_zone, interval.target_power_w):
        return interval
    return _set(interval, target_zone=zone, target_power_w=power_w)


def unrolled_workout(workout: Workout) -> Workout:
    """The workout with the intervals that its series make; where there are none, as it is."""
    return _set(
        workout,
        intervals=done(workout.intervals, workout.series),
        blocks=done_blocks(workout.blocks),
    )


def done(intervals: tuple[Interval, ...], series: tuple[Series, ...] = ()) -> tuple[Interval, ...]:
    """What the series make, else the intervals, each as it is done."""
    if series:
        return unrolled(series)
    return tuple(step for interval in intervals for step in steps_of(interval))


def done_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with their intervals as they are done."""
    return tuple(_set(block, intervals=done(block.intervals, block.series)) for block in blocks)


def series_of(content: Workout | Block) -> tuple[Series, ...]:
    """How the intervals were written down; where nobody did, as short as it can be said."""
    return content.series or rolled(content.intervals)


def rolled(intervals: Sequence[Interval]) -> tuple[Series, ...]:
    """Intervals as series: what stands there several times in a row is said once.

    A number at the end of a name only counts: "Work 1" and "Work 2" are the same work.
    """
    found: list[Series] = []
    single: list[Interval] = []
    likes = [_uncounted(one) for one in intervals]
    at = 0
    while at < len(intervals):
        length, repeats = _pattern_at(likes, at)
        if repeats > 1:
            if single:
                found.append(Series(intervals=tuple(single)))
                single = []
            found.append(Series(repeats=repeats, intervals=tuple(likes[at : at + length])))
        else:
            single.append(intervals[at])
        at += length * repeats
    if single:
        found.append(Series(intervals=tuple(single)))
    return tuple(found)


def _pattern_at(intervals: Sequence[Interval], at: int) -> tuple[int, int]:
    """Length of the pattern that covers most from here on, and how often it stands there."""
    best = (1, 1)
    for length in range(1, min(_LONGEST_PATTERN, (len(intervals) - at) // 2) + 1):
        pattern = intervals[at : at + length]
        repeats = 1
        while intervals[at + repeats * length : at + (repeats + 1) * length] == pattern:
            repeats += 1
        if repeats > 1 and length * repeats > best[0] * best[1]:
            best = (length, repeats)
    return best


def _uncounted(interval: Interval) -> Interval:
    name = interval.name.rstrip("0123456789").rstrip()
    return _set(interval, name=name) if name else interval


def count_of(series: Sequence[Series]) -> int:
    """How many intervals will be done, without writing them all out."""
    return sum(
        max(one.repeats, 0) * sum(_step_count(interval) for interval in one.intervals)
        for one in series
    )


def _step_count(interval: Interval) -> int:
    if interval.ramps_to is None or not interval.asks_for_power:
        return 1
    return max(1, min(MAX_RAMP_STEPS, int(interval.duration_s // RAMP_STEP_S)))
