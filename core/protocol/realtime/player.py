"""Requests of a player's device ([S3])."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.domain.ids import PlayerId
from core.live.events import PlayerStatus
from core.protocol.realtime.base import Count, LineText, Request, Seconds

PLAYER_JOIN = "training:player:join"
PLAYER_LEAVE = "training:player:leave"
PLAYER_METRICS = "training:player:metrics"
PLAYER_EXERCISE = "training:player:exercise:progress"
PLAYER_INTERVAL = "training:player:interval:progress"
PLAYER_STATUS = "training:player:status"
PLAYER_RPE = "training:player:rpe"
PLAYER_KICK = "training:player:kick"


class PlayerCommand(Request, frozen=True, kw_only=True):
    """Join or leave as a player."""

    player_id: PlayerId


class PlayerKick(Request, frozen=True, kw_only=True):
    """Take a player out."""

    player_id: PlayerId
    reason: LineText = ""


class PlayerMetricsUpdate(Request, frozen=True, kw_only=True):
    """[S3] metrics payload. Ranges are what a body and an erg can do."""

    player_id: PlayerId
    heart_rate: float | None = None
    """bpm; recorded as a whole number."""
    power: float | None = None
    cadence: float | None = None
    pace: float | None = None


class PlayerExerciseProgress(Request, frozen=True, kw_only=True):
    """[S3] exercise payload."""

    player_id: PlayerId
    exercise_id: LineText
    exercise_name: LineText
    set_number: Count
    total_sets: Count
    reps: Count | None = None
    weight: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    completed: bool = False


class PlayerIntervalProgress(Request, frozen=True, kw_only=True):
    """Which interval a player's device shows."""

    player_id: PlayerId
    interval_index: Count
    elapsed_s: Seconds
    completed: bool = False


class PlayerStatusUpdate(Request, frozen=True, kw_only=True):
    """Where a player says he stands."""

    player_id: PlayerId
    status: PlayerStatus


class PlayerRating(Request, frozen=True, kw_only=True):
    """How hard the session was."""

    player_id: PlayerId
    rpe: Annotated[float, msgspec.Meta(ge=0, le=10)]
    """0 (rest) to 10 (everything)."""
