"""What is done in a session: a workout as a sequence of intervals."""

from __future__ import annotations

from enum import StrEnum

from core.domain.ids import WorkoutId
from core.domain.value import Value


class WorkoutKind(StrEnum):
    """The four kinds of the seed documents."""

    STRENGTH = "STRENGTH"
    CONDITIONING = "CONDITIONING"
    HYBRID = "HYBRID"
    AGILITY = "AGILITY"


class Interval(Value, frozen=True, kw_only=True):
    """A stretch of a conditioning workout with one target."""

    name: str
    duration_s: float
    target_zone: int | None = None
    """Heart-rate zone 1 to 5 to be in; None where anything goes (rest)."""
    target_ftp_share: float | None = None
    """Power to hold as a share of the player's FTP on this machine (0.9 = 90 %)."""


class Workout(Value, frozen=True, kw_only=True):
    """A workout that sessions are made from."""

    id: WorkoutId
    name: str
    kind: WorkoutKind
    intervals: tuple[Interval, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def duration_s(self) -> float:
        """Sum of the intervals."""
        return sum(interval.duration_s for interval in self.intervals)


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
        Interval(
            name=interval.name,
            duration_s=interval.duration_s * factor,
            target_zone=interval.target_zone,
            target_ftp_share=interval.target_ftp_share,
        )
        for interval in intervals
    )
