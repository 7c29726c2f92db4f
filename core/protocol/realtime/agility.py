"""Requests of agility work ([S2])."""

from __future__ import annotations

from core.domain.ids import PlayerId
from core.protocol.realtime.base import Count, IdText, Index, LineText, Number, Request, RunSeconds

AGILITY_DRILL_COMPLETION = "training:agility:drill_completion"
AGILITY_ERROR_TRACKING = "training:agility:error_tracking"
AGILITY_PATTERN_PROGRESS = "training:agility:pattern_progress"
AGILITY_TIMING_UPDATE = "training:agility:timing_update"


class DrillCompletion(Request, frozen=True, kw_only=True):
    """A repetition of a drill was done."""

    player_id: PlayerId
    drill_id: IdText
    drill_name: LineText = ""
    repetition: Number
    time_s: RunSeconds
    errors: Count = 0
    is_valid: bool = True
    target_time_s: RunSeconds | None = None


class DrillError(Request, frozen=True, kw_only=True):
    """Something went wrong in a drill."""

    player_id: PlayerId
    drill_id: IdText
    error: IdText
    step: Index | None = None
    repetition: Number | None = None


class PatternProgress(Request, frozen=True, kw_only=True):
    """A step of the pattern was reached."""

    player_id: PlayerId
    drill_id: IdText
    step: Index
    total_steps: Number
    label: LineText = ""
    next_label: LineText = ""
    repetition: Number | None = None


class DrillTiming(Request, frozen=True, kw_only=True):
    """A time taken within a drill."""

    player_id: PlayerId
    drill_id: IdText
    time_s: RunSeconds
    repetition: Number | None = None
    split: Number | None = None
    target_time_s: RunSeconds | None = None
