"""What is done in a session: a workout as intervals, or as blocks of what its kind is about."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.domain.agility import Drill
from core.domain.ids import WorkoutId
from core.domain.strength import Exercise
from core.domain.value import Value


class WorkoutKind(StrEnum):
    """The four kinds of the seed documents."""

    STRENGTH = "STRENGTH"
    CONDITIONING = "CONDITIONING"
    HYBRID = "HYBRID"
    AGILITY = "AGILITY"


class Interval(Value, frozen=True, kw_only=True):
    """A stretch of a conditioning workout, with a target for the heart, the machine, or both.

    The heart is asked for a zone or a share of its maximum; the machine for a share of FTP, for
    watts, or for a pace.
    """

    name: str
    duration_s: float
    target_zone: int | None = None
    """Heart-rate zone 1 to 5 to be in; None where anything goes (rest)."""
    target_ftp_share: float | None = None
    """Power to hold as a share of the player's FTP on this machine (0.9 = 90 %)."""
    target_heart_rate_share: float | None = None
    """Heart rate to hold as a share of the maximum; the zone follows from it."""
    target_power_w: float | None = None
    """Power to hold, the same for everybody."""
    target_pace_s: float | None = None
    """Pace to hold as the machine's monitor shows it (per 500 m; a bike's per 1000 m); the power
    follows from it."""
    ramps_to: float | None = None
    """Where the machine's target ends if it changes evenly, in the same unit. Only in what is
    written down: sessions have the ramp in steps."""

    def power_w(self, ftp_w: float | None) -> float | None:
        """The power asked of a player with this FTP."""
        if self.target_power_w is not None:
            return self.target_power_w
        if self.target_ftp_share is None or not ftp_w:
            return None
        return self.target_ftp_share * ftp_w

    @property
    def is_rest(self) -> bool:
        """Whether nothing is asked for."""
        return (
            self.target_zone is None
            and self.target_heart_rate_share is None
            and not self.asks_for_power
        )

    @property
    def asks_for_power(self) -> bool:
        """Whether the machine has a target."""
        wanted = (self.target_ftp_share, self.target_power_w, self.target_pace_s)
        return any(one is not None for one in wanted)


class Series(Value, frozen=True, kw_only=True):
    """Intervals one after the other, all of them as often as it says."""

    name: str = ""
    repeats: int = 1
    intervals: tuple[Interval, ...] = ()


class Block(Value, frozen=True, kw_only=True):
    """A part of a workout: intervals, exercises or drills, one after the other."""

    name: str
    duration_s: float | None = None
    """None: as long as what is in it."""
    intervals: tuple[Interval, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    drills: tuple[Drill, ...] = ()
    series: tuple[Series, ...] = ()
    """How the intervals were written down, with their repeats; empty where they were not."""

    @property
    def planned_s(self) -> float:
        """How long it is meant to last; of exercises and drills an estimate."""
        if self.duration_s is not None:
            return self.duration_s
        return (
            sum(interval.duration_s for interval in self.intervals)
            + sum(exercise.duration_s for exercise in self.exercises)
            + sum(drill.duration_s for drill in self.drills)
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do in it."""
        return not (self.intervals or self.exercises or self.drills or self.series)


class Workout(Value, frozen=True, kw_only=True):
    """A workout that sessions are made from.

    Conditioning has intervals; strength has blocks of exercises, agility blocks of drills, and
    a hybrid workout blocks of either or of intervals.
    """

    id: WorkoutId
    name: str
    kind: WorkoutKind
    intervals: tuple[Interval, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    """How the intervals were written down, with repeats and ramps; empty where they were not."""
    description: str = ""
    version: int = 1
    """Goes up with each change; what a session was made from stays as it was."""

    @property
    def duration_s(self) -> float:
        """Sum of the intervals, or of the blocks."""
        if self.blocks:
            return sum(block.planned_s for block in self.blocks)
        return sum(interval.duration_s for interval in self.intervals)


class Content(Value, frozen=True, kw_only=True):
    """What a session is about."""

    kind: WorkoutKind = WorkoutKind.CONDITIONING
    intervals: tuple[Interval, ...] = ()
    """Along time; of blocks their timeline."""
    blocks: tuple[Block, ...] = ()


def kind_of(blocks: tuple[Block, ...]) -> WorkoutKind:
    """The kind of workout that such blocks make."""
    has_exercises = any(block.exercises for block in blocks)
    has_drills = any(block.drills for block in blocks)
    has_intervals = any(block.intervals for block in blocks)
    if has_exercises + has_drills + has_intervals > 1:
        return WorkoutKind.HYBRID
    if has_exercises:
        return WorkoutKind.STRENGTH
    return WorkoutKind.AGILITY if has_drills else WorkoutKind.CONDITIONING


def fitted_content(
    kind: WorkoutKind,
    intervals: tuple[Interval, ...],
    blocks: tuple[Block, ...],
    duration_s: float,
) -> Content:
    """A session's content that lasts `duration_s`: the blocks if there are any, else intervals."""
    if not blocks:
        return Content(kind=kind, intervals=fitted(intervals, duration_s))
    fitting = fitted_blocks(blocks, duration_s)
    return Content(kind=kind, intervals=fitted(timeline(fitting), duration_s), blocks=fitting)


def timeline(blocks: tuple[Block, ...]) -> tuple[Interval, ...]:
    """The blocks along time: their intervals, and of other blocks one stretch of their name.

    A block's intervals are stretched to its duration if it has one.
    """
    return tuple(interval for block in blocks for interval in _stretches(block))


def _stretches(block: Block) -> tuple[Interval, ...]:
    if block.intervals and block.duration_s is not None:
        return fitted(block.intervals, block.duration_s)
    if block.intervals or block.planned_s <= 0:
        return block.intervals
    return (Interval(name=block.name, duration_s=block.planned_s),)


def fitted_blocks(blocks: tuple[Block, ...], duration_s: float) -> tuple[Block, ...]:
    """The blocks with their times stretched or shrunk in proportion; sets and drills stay.

    How their intervals were written down is left to the workout.
    """
    total_s = sum(block.planned_s for block in blocks)
    if total_s <= 0:
        return blocks
    factor = duration_s / total_s
    return tuple(
        msgspec.structs.replace(
            block,
            duration_s=block.planned_s * factor,
            intervals=fitted(block.intervals, block.planned_s * factor) if block.intervals else (),
            series=(),
        )
        for block in blocks
    )


def interval_at(intervals: tuple[Interval, ...], active_s: float) -> tuple[int, float] | None:
    """Index of the interval running after `active_s` seconds and the seconds left in it.

    None before the start and after the last interval.
    """
    if active_s < 0:
        return None
    end_s = 0.0
    for index, interval in enumerate(intervals):
        end_s += interval.duration_s
        if active_s < end_s:
            return index, end_s - active_s
    return None


def fitted(intervals: tuple[Interval, ...], duration_s: float) -> tuple[Interval, ...]:
    """The intervals stretched or shrunk in proportion so that they last `duration_s`.

    An empty workout becomes one free interval of that length.
    """
    total_s = sum(interval.duration_s for interval in intervals)
    if total_s <= 0:
        return (Interval(name="Free", duration_s=duration_s),)
    factor = duration_s / total_s
    return tuple(
        msgspec.structs.replace(interval, duration_s=interval.duration_s * factor)
        for interval in intervals
    )
