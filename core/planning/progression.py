"""How loads go from week to week, and what that makes of a workout. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.domain.agility import Drill
from core.domain.programme import Progression, ProgressionKind
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.value import Value
from core.domain.workout import Block, Interval
from core.planning.effort import effort_of
from core.planning.target_rules import HEART_RATE_SHARES, MAX_FTP_SHARE

EASY_EFFORT = 0.7
"""Shares of FTP below which an interval is warm-up, recovery or cool-down: these stay."""
_LOAD_STEPS = {LoadUnit.KG: 0.5, LoadUnit.PERCENT_1RM: 0.5, LoadUnit.RPE: 0.5}
_MOST_LOAD = {LoadUnit.KG: 500.0, LoadUnit.PERCENT_1RM: 120.0, LoadUnit.RPE: 10.0}
_set = msgspec.structs.replace


class WeekLoad(Value, frozen=True, kw_only=True):
    """What a week asks for, of what the first one does."""

    share: float
    is_deload: bool = False


def week_loads(progression: Progression, weeks: int) -> tuple[WeekLoad, ...]:
    """The load of each week: up by a step, every so often down, then on from where it stood.

    With 5 % and every fourth week at 60 %: 1.00, 1.05, 1.10, 0.66, 1.15, 1.20, …
    """
    loads: list[WeekLoad] = []
    loading = 0
    for number in range(1, weeks + 1):
        if progression.deload_every and number % progression.deload_every == 0:
            before = 1 + progression.step * max(loading - 1, 0)
            share = round(before * progression.deload_share, 4)
            loads.append(WeekLoad(share=share, is_deload=True))
        else:
            loads.append(WeekLoad(share=round(1 + progression.step * loading, 4)))
            loading += 1
    return tuple(loads)


def harder_intervals(intervals: Sequence[Interval], share: float) -> tuple[Interval, ...]:
    """The intervals with their targets at a share; easy ones and zones stay."""
    return tuple(_harder_interval(one, share) for one in intervals)


def harder_blocks(
    blocks: Sequence[Block], share: float, kind: ProgressionKind
) -> tuple[Block, ...]:
    """The blocks with targets and loads, or sets and repetitions, at a share."""
    if kind is ProgressionKind.VOLUME:
        return tuple(_longer_block(block, share) for block in blocks)
    return tuple(
        _set(
            block,
            intervals=harder_intervals(block.intervals, share),
            exercises=tuple(_heavier(one, share) for one in block.exercises),
            drills=tuple(_faster(one, share) for one in block.drills),
            series=(),
        )
        for block in blocks
    )


def can_be_harder(intervals: Sequence[Interval], blocks: Sequence[Block]) -> bool:
    """Whether there is anything in a workout that intensity could raise."""
    return harder_intervals(intervals, 2.0) != tuple(intervals) or any(
        harder_blocks([one], 2.0, ProgressionKind.INTENSITY) != (_set(one, series=()),)
        for one in blocks
    )


def _harder_interval(interval: Interval, share: float) -> Interval:
    effort = effort_of(interval)
    if interval.is_rest or max(effort.begins_at, effort.ends_at) < EASY_EFFORT:
        return interval
    harder = _stronger(interval, share)
    if interval.target_heart_rate_share is None:
        return harder
    least, most = HEART_RATE_SHARES
    wanted = round(interval.target_heart_rate_share * share, 3)
    return _set(harder, target_heart_rate_share=min(max(wanted, least), most))


def _stronger(interval: Interval, share: float) -> Interval:
    ramp = interval.ramps_to
    if interval.target_pace_s is not None:
        slower = share ** (-1 / 3)  # power goes with the cube of the speed
        return _set(
            interval,
            target_pace_s=interval.target_pace_s * slower,
            target_power_w=None,
            ramps_to=None if ramp is None else ramp * slower,
        )
    if interval.target_ftp_share is not None:
        return _set(
            interval,
            target_ftp_share=_capped(interval.target_ftp_share * share, MAX_FTP_SHARE),
            ramps_to=None if ramp is None else _capped(ramp * share, MAX_FTP_SHARE),
        )
    if interval.target_power_w is not None:
        return _set(
            interval,
            target_power_w=float(round(interval.target_power_w * share)),
            ramps_to=None if ramp is None else float(round(ramp * share)),
        )
    return interval


def _capped(value: float, most: float) -> float:
    return min(round(value, 3), most)


def _heavier(exercise: Exercise, share: float) -> Exercise:
    if exercise.load is None:
        return exercise
    unit = exercise.load.unit
    step = _LOAD_STEPS[unit]
    value = min(round(exercise.load.value * share / step) * step, _MOST_LOAD[unit])
    return _set(exercise, load=Load(value=value, unit=unit))


def _faster(drill: Drill, share: float) -> Drill:
    if drill.target_time_s is None:
        return drill
    return _set(drill, target_time_s=round(drill.target_time_s / share, 1))


def _longer_block(block: Block, share: float) -> Block:
    return _set(
        block,
        duration_s=None if block.duration_s is None else block.duration_s * share,
        exercises=tuple(_set(one, sets=_counted(one.sets, share)) for one in block.exercises),
        drills=tuple(
            _set(one, repetitions=_counted(one.repetitions, share)) for one in block.drills
        ),
    )


def _counted(count: int, share: float) -> int:
    return max(1, round(count * share))
