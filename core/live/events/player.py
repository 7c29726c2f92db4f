"""What a player, or his device, does and says ([S3])."""

from __future__ import annotations

from enum import StrEnum

from core.domain.ids import PlayerId
from core.live.events.base import BaseEvent


class PlayerStatus(StrEnum):
    """What a player says of himself, or the trainer of him."""

    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    REMOVED = "removed"


class PlayerJoined(BaseEvent, frozen=True, kw_only=True, tag="training:player:join"):
    """A player's device is there."""

    player_id: PlayerId


class PlayerLeft(BaseEvent, frozen=True, kw_only=True, tag="training:player:leave"):
    """A player's device went."""

    player_id: PlayerId


class PlayerKicked(BaseEvent, frozen=True, kw_only=True, tag="training:player:kick"):
    """The trainer took a player out of the session."""

    player_id: PlayerId
    reason: str = ""


class PlayerStatusChanged(BaseEvent, frozen=True, kw_only=True, tag="training:player:status"):
    """A player said where he stands."""

    player_id: PlayerId
    status: PlayerStatus


class SessionRated(BaseEvent, frozen=True, kw_only=True, tag="training:player:rpe"):
    """How hard the whole session was, as the player says after it."""

    player_id: PlayerId
    rpe: float
    """0 (rest) to 10 (everything)."""


class PlayerMetrics(BaseEvent, frozen=True, kw_only=True, tag="training:player:metrics"):
    """A player's own device says its numbers ([S3] metrics payload)."""

    player_id: PlayerId
    heart_rate: int | None = None
    """bpm"""
    power: float | None = None
    """W"""
    cadence: float | None = None
    """Per minute."""
    pace: float | None = None
    """Seconds per 500 m."""


class ExerciseProgressed(
    BaseEvent, frozen=True, kw_only=True, tag="training:player:exercise:progress"
):
    """A set was done ([S3] exercise payload)."""

    player_id: PlayerId
    exercise_id: str
    exercise_name: str
    set_number: int
    total_sets: int
    reps: int | None = None
    weight: float | None = None
    """kg"""
    completed: bool = False


class IntervalProgressed(
    BaseEvent, frozen=True, kw_only=True, tag="training:player:interval:progress"
):
    """A player's device says which interval it shows."""

    player_id: PlayerId
    interval_index: int
    """From 0."""
    elapsed_s: float
    completed: bool = False
