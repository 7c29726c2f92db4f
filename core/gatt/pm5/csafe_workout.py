"""Workouts for a PM5, and the requests that program them.

A single time or distance has splits and no target; so have equal intervals, which have a rest
instead of splits. Intervals that differ have a rest and a target pace each, and this is the only
kind for which the sources agree how a target is sent: whether the others take one, and what an
interval without one looks like, they tell differently, so neither is offered.

Nothing under 20 s or 100 m is taken. What else a monitor refuses, it says itself.

Sources, which agree: the worked examples of "Concept2 PM CSAFE Communication Definition" rev. 0.27
(with the checksums recomputed where they contradict its own rule) and its table 19; ErgometerJS,
LiveRowing for Android and PyRow (the smallest values).
"""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.value import Value
from core.errors import InvalidInputError
from core.gatt.pm5 import csafe_commands, csafe_request
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_request import SET_CONFIGURATION, Command, Request
from core.gatt.pm5.csafe_state import KINDS, WorkoutKind

SHORTEST_S = 20
SHORTEST_M = 100
_INTERVALS_AT_MOST = 255
"""Their number is one byte."""
_REST_AT_MOST_S = 0xFFFF
_LONGEST_S = 0xFFFFFFFF / 100
"""What four bytes of hundredths hold."""
_SINGLE = (WorkoutKind.TIME, WorkoutKind.DISTANCE)
_EQUAL = (WorkoutKind.TIME_INTERVALS, WorkoutKind.DISTANCE_INTERVALS)
_OF_TIME = (WorkoutKind.TIME, WorkoutKind.TIME_INTERVALS)


class Pm5Interval(Value, frozen=True, kw_only=True):
    """One stretch of work and the rest after it."""

    extent: Extent
    rest_s: int = 0
    pace_s_per_500_m: float | None = None
    """Of intervals that differ, and only of those."""


class Pm5Workout(Value, frozen=True, kw_only=True):
    """What a monitor is programmed with."""

    kind: WorkoutKind
    intervals: tuple[Pm5Interval, ...]
    """One, except for intervals that differ."""
    split: Extent | None = None
    """Of a single time or distance, and only of those."""


def fixed(extent: Extent, split: Extent | None = None) -> Pm5Workout:
    """A single time or distance, by default in one split."""
    kind = WorkoutKind.TIME if extent.distance_m is None else WorkoutKind.DISTANCE
    return Pm5Workout(kind=kind, intervals=(Pm5Interval(extent=extent),), split=split or extent)


def equal_intervals(extent: Extent, rest_s: int) -> Pm5Workout:
    """The same time or distance again and again, until somebody stops."""
    is_time = extent.distance_m is None
    kind = WorkoutKind.TIME_INTERVALS if is_time else WorkoutKind.DISTANCE_INTERVALS
    return Pm5Workout(kind=kind, intervals=(Pm5Interval(extent=extent, rest_s=rest_s),))


def intervals(parts: Iterable[Pm5Interval]) -> Pm5Workout:
    """Intervals one after the other, each with its rest and its target pace."""
    return Pm5Workout(kind=WorkoutKind.VARIABLE_INTERVALS, intervals=tuple(parts))


def check(workout: Pm5Workout) -> None:
    """Refuse what no monitor takes.

    Raises:
        InvalidInputError: It is too short, or lacks or has what its kind does not allow.
    """
    parts = workout.intervals
    is_single = workout.kind in _SINGLE
    is_variable = workout.kind is WorkoutKind.VARIABLE_INTERVALS
    if not is_variable and (workout.kind not in (*_SINGLE, *_EQUAL) or len(parts) != 1):
        raise InvalidInputError("A monitor takes no such workout.")
    if not 1 <= len(parts) <= _INTERVALS_AT_MOST:
        raise InvalidInputError("A monitor's workout needs 1 to 255 intervals.")
    if is_single != (workout.split is not None):
        raise InvalidInputError("A single time or distance has splits, and nothing else has.")
    for extent in (*(part.extent for part in parts), *((workout.split,) if workout.split else ())):
        _check_extent(extent)
    if not is_variable and (parts[0].extent.distance_m is None) != (workout.kind in _OF_TIME):
        raise InvalidInputError("A monitor's workout is of time or of distance, as its kind says.")
    for part in parts:
        _check_part(part, workout.kind)


def commands_of(workout: Pm5Workout) -> tuple[tuple[Command, ...], ...]:
    """Blocks of commands; the commands of one block belong into one frame.

    Raises:
        InvalidInputError: No monitor takes the workout.
    """
    check(workout)
    kind = csafe_commands.numbered(csafe_commands.SET_KIND, KINDS.code(workout.kind))
    if workout.kind is WorkoutKind.VARIABLE_INTERVALS:
        blocks = [_block(number, part, kind) for number, part in enumerate(workout.intervals)]
        return (*blocks, (csafe_commands.PREPARE,))
    part = workout.intervals[0]
    duration = csafe_commands.lasting(csafe_commands.SET_DURATION, part.extent)
    if workout.split is not None:
        then = csafe_commands.lasting(csafe_commands.SET_SPLIT, workout.split)
    else:
        then = csafe_commands.resting(part.rest_s)
    return ((kind, duration, then, csafe_commands.TAKE_OVER), (csafe_commands.PREPARE,))


def requests_of(workout: Pm5Workout) -> tuple[Request, ...]:
    """The requests that program a workout: as few frames as will hold it.

    Raises:
        InvalidInputError: No monitor takes the workout.
    """
    groups: list[tuple[Command, ...]] = []
    for block in commands_of(workout):
        if groups and _fits((*groups[-1], *block)):
            groups[-1] = (*groups[-1], *block)
        else:
            groups.append(block)
    return tuple(csafe_request.wrapped(SET_CONFIGURATION, *group) for group in groups)


def _check_part(part: Pm5Interval, kind: WorkoutKind) -> None:
    is_variable = kind is WorkoutKind.VARIABLE_INTERVALS
    if is_variable != bool(part.pace_s_per_500_m and part.pace_s_per_500_m > 0):
        raise InvalidInputError("Intervals that differ have a target pace, others have none.")
    if not 0 <= part.rest_s <= _REST_AT_MOST_S or (kind in _SINGLE and part.rest_s):
        raise InvalidInputError("A monitor's interval cannot have this rest.")


def _check_extent(extent: Extent) -> None:
    duration_s, distance_m = extent.duration_s, extent.distance_m
    if (duration_s is None) == (distance_m is None):
        raise InvalidInputError("A monitor's interval lasts a time or a distance.")
    if duration_s is not None and not SHORTEST_S <= duration_s <= _LONGEST_S:
        raise InvalidInputError(f"A monitor takes no interval under {SHORTEST_S} seconds.")
    if distance_m is not None and not SHORTEST_M <= distance_m < 1 << 32:
        raise InvalidInputError(f"A monitor takes no interval under {SHORTEST_M} metres.")


def _block(number: int, part: Pm5Interval, kind: Command) -> tuple[Command, ...]:
    return (
        csafe_commands.numbered(csafe_commands.SET_INTERVAL_NUMBER, number),
        *((kind,) if number == 0 else ()),
        csafe_commands.interval_type(part.extent),
        csafe_commands.lasting(csafe_commands.SET_DURATION, part.extent),
        csafe_commands.resting(part.rest_s),
        csafe_commands.paced(part.pace_s_per_500_m or 0.0),
        csafe_commands.TAKE_OVER,
    )


def _fits(commands: tuple[Command, ...]) -> bool:
    """Whether one frame holds the commands with whatever must be stuffed."""
    try:
        csafe_request.encode(csafe_request.wrapped(SET_CONFIGURATION, *commands))
    except InvalidInputError:
        return False
    return True
