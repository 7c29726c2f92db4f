"""Drills: patterns, errors and times ([S2])."""

from __future__ import annotations

from core.domain.ids import PlayerId
from core.live.events.base import BaseEvent


class AgilityDrillCompleted(
    BaseEvent, frozen=True, kw_only=True, tag="training:agility:drill_completion"
):
    """A repetition of a drill was done."""

    player_id: PlayerId
    drill_id: str
    drill_name: str = ""
    repetition: int
    """From 1."""
    time_s: float
    errors: int = 0
    """How many in this repetition."""
    is_valid: bool = True
    """Whether its time counts as a best time."""
    target_time_s: float | None = None
    best_time_s: float | None = None
    """Of this player in this session, this repetition included; worked out by the hub."""
    advice: str = ""
    reason: str = ""


class AgilityErrorTracked(
    BaseEvent, frozen=True, kw_only=True, tag="training:agility:error_tracking"
):
    """Something went wrong in a drill."""

    player_id: PlayerId
    drill_id: str
    error: str
    """What: `missed_line`, `false_start`, `wrong_direction` …"""
    step: int | None = None
    """The step of the pattern at which it happened, from 1."""
    repetition: int | None = None
    advice: str = ""
    reason: str = ""


class AgilityPatternProgressed(
    BaseEvent, frozen=True, kw_only=True, tag="training:agility:pattern_progress"
):
    """A player has reached a step of the pattern."""

    player_id: PlayerId
    drill_id: str
    step: int
    """From 1; 0: at the start."""
    total_steps: int
    label: str = ""
    """Of the step: "Cone B"."""
    next_label: str = ""
    """Of the one after it."""
    repetition: int | None = None


class AgilityTimingUpdated(
    BaseEvent, frozen=True, kw_only=True, tag="training:agility:timing_update"
):
    """A time taken within a drill, beside what it is compared with."""

    player_id: PlayerId
    drill_id: str
    time_s: float
    """Since the start of this repetition."""
    repetition: int | None = None
    split: int | None = None
    """Which split time, from 1; None: the whole."""
    target_time_s: float | None = None
    best_time_s: float | None = None
    difference_s: float | None = None
    """To the best time if there is one, else to the target; negative: faster."""
