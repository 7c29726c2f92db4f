"""How hard the parts of a workout are over time, on one scale, so that all kinds can be drawn.

1.0 is what a player can hold for an hour (FTP), or the heaviest load he can lift once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.domain.agility import Drill
from core.domain.strength import SECONDS_A_REPETITION, Exercise, LoadUnit
from core.domain.value import Value
from core.domain.workout import Interval
from core.physiology.ergometers import watts_of_pace_500
from core.physiology.zones import LOWER_SHARES, zone_of_share
from core.planning.medical_content import FTP_SHARE_OF_ZONE

REFERENCE_FTP_W = 250.0
"""Against which watts and paces are drawn, where no player is meant."""
REST_EFFORT = 0.25
"""Of an interval without a target."""
_STANDING = 0.1
_OWN_WEIGHT = 0.6
_SOME_WEIGHT = 0.75
_UNTIMED = 0.8
_ALL_OUT = 1.2
_SLICES = 10
"""Of a ramp."""


class Effort(Value, frozen=True, kw_only=True):
    """A stretch of time that is as hard as this; from one level evenly to the other."""

    duration_s: float
    begins_at: float
    ends_at: float
    zone: int | None = None
    """Heart-rate zone that is asked for, or follows from the effort; None: no target."""
    is_rest: bool = False


def efforts_of(part: Interval | Exercise | Drill) -> tuple[Effort, ...]:
    """A part of a workout along time."""
    if isinstance(part, Interval):
        return _slices(part, effort_of(part))
    return _sets_of(part) if isinstance(part, Exercise) else _runs_of(part)


def _slices(interval: Interval, effort: Effort) -> tuple[Effort, ...]:
    """A ramp in slices, each of its own zone; anything else as it is."""
    if effort.begins_at == effort.ends_at:
        return (effort,)
    has_zone = interval.target_zone is not None or interval.target_heart_rate_share is not None
    levels = [
        effort.begins_at + (effort.ends_at - effort.begins_at) * number / _SLICES
        for number in range(_SLICES + 1)
    ]
    return tuple(
        Effort(
            duration_s=effort.duration_s / _SLICES,
            begins_at=begin,
            ends_at=end,
            zone=effort.zone if has_zone else zone_of_effort((begin + end) / 2),
        )
        for begin, end in pairwise(levels)
    )


def effort_of(interval: Interval) -> Effort:
    """An interval's effort; a ramp's from where it begins to where it ends."""
    share = _share_of(interval)
    level = share if share is not None else _level_of_heart(interval)
    if level is None:
        return Effort(
            duration_s=interval.duration_s,
            begins_at=REST_EFFORT,
            ends_at=REST_EFFORT,
            is_rest=True,
        )
    end = _end_share(interval)
    return Effort(
        duration_s=interval.duration_s,
        begins_at=level,
        ends_at=level if end is None else end,
        zone=_zone_of(interval, level if end is None else (level + end) / 2),
    )


def zone_of_effort(share: float) -> int:
    """The zone in which the heart settles at a share of FTP."""
    return next((zone for zone, most in FTP_SHARE_OF_ZONE.items() if share <= most), 5)


def seconds_in_zones(efforts: Sequence[Effort]) -> tuple[float, ...]:
    """Planned seconds in zones 0 to 5; 0 is where nothing is asked for."""
    seconds = [0.0] * (len(LOWER_SHARES) + 1)
    for effort in efforts:
        seconds[effort.zone or 0] += effort.duration_s
    return tuple(seconds)


def _share_of(interval: Interval) -> float | None:
    if interval.target_ftp_share is not None:
        return interval.target_ftp_share
    power_w = interval.target_power_w
    if interval.target_pace_s is not None:
        power_w = watts_of_pace_500(interval.target_pace_s)
    return None if power_w is None else power_w / REFERENCE_FTP_W


def _end_share(interval: Interval) -> float | None:
    end = interval.ramps_to
    if end is None or interval.target_ftp_share is not None:
        return end
    power_w = watts_of_pace_500(end) if interval.target_pace_s is not None else end
    return None if power_w is None else power_w / REFERENCE_FTP_W


def _level_of_heart(interval: Interval) -> float | None:
    zone, inside = interval.target_zone, 0.5
    share = interval.target_heart_rate_share
    if share is not None:
        zone = max(zone_of_share(share), 1)
        inside = min(max((share - LOWER_SHARES[zone - 1]) / 0.1, 0.0), 1.0)
    if zone is None:
        return None
    lower = FTP_SHARE_OF_ZONE.get(zone - 1, 0.45)
    upper = FTP_SHARE_OF_ZONE.get(zone, _ALL_OUT)
    return lower + (upper - lower) * inside


def _zone_of(interval: Interval, level: float) -> int:
    if interval.target_zone is not None:
        return interval.target_zone
    if interval.target_heart_rate_share is not None:
        return max(zone_of_share(interval.target_heart_rate_share), 1)
    return zone_of_effort(level)


def _sets_of(exercise: Exercise) -> tuple[Effort, ...]:
    level = _level_of_load(exercise)
    work = Effort(duration_s=exercise.reps * SECONDS_A_REPETITION, begins_at=level, ends_at=level)
    return _with_rests(work, exercise.sets, exercise.rest_s)


def _level_of_load(exercise: Exercise) -> float:
    load = exercise.load
    if load is not None and load.unit is not LoadUnit.KG:
        return load.value / (100 if load.unit is LoadUnit.PERCENT_1RM else 10)
    if exercise.target_rpe is not None:
        return exercise.target_rpe / 10
    return _OWN_WEIGHT if load is None else _SOME_WEIGHT


def _runs_of(drill: Drill) -> tuple[Effort, ...]:
    run_s = drill.duration_s / max(drill.repetitions, 1) - drill.rest_s
    level = _UNTIMED if drill.target_time_s is None else _ALL_OUT
    work = Effort(duration_s=run_s, begins_at=level, ends_at=level)
    return _with_rests(work, drill.repetitions, drill.rest_s)


def _with_rests(work: Effort, times: int, rest_s: float) -> tuple[Effort, ...]:
    rest = Effort(duration_s=rest_s, begins_at=_STANDING, ends_at=_STANDING, is_rest=True)
    return (work, rest) * max(times, 0)
