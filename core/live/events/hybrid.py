"""Blocks of exercises, intervals and drills in turn ([S2])."""

from __future__ import annotations

from enum import StrEnum

from core.domain.ids import PlayerId
from core.live.events.base import BaseEvent


class HybridMode(StrEnum):
    """What a player of a hybrid session does just now."""

    EXERCISE = "exercise"
    INTERVAL = "interval"
    DRILL = "drill"
    REST = "rest"


class HybridBlockTransitioned(
    BaseEvent, frozen=True, kw_only=True, tag="training:hybrid:block_transition"
):
    """On to another block: one player, or all."""

    player_id: PlayerId | None = None
    """None: the whole session."""
    to_block: int
    """From 0; the number of blocks: past the last one."""
    from_block: int | None = None
    block_name: str = ""
    mode: HybridMode | None = None
    """What the new block is made of."""
    duration_s: float | None = None
    """Of the new block, if it is not as planned."""
    is_automatic: bool = False
    """Found by the hub: the block's time is over, or all its sets are done."""
    advice: str = ""
    reason: str = ""


class HybridModeSwitched(BaseEvent, frozen=True, kw_only=True, tag="training:hybrid:mode_switch"):
    """From lifting to running to resting, within a block."""

    player_id: PlayerId | None = None
    """None: the whole session."""
    mode: HybridMode
    previous_mode: HybridMode | None = None
    reason: str = ""


class HybridMixedMetrics(BaseEvent, frozen=True, kw_only=True, tag="training:hybrid:mixed_metrics"):
    """Strength and conditioning figures of one player together.

    Recorded with its `seq` where his device says them. In hybrid sessions the hub also tells them
    itself, without: as soon as block, mode or sets have changed, of the rest every 5 s at most.
    """

    player_id: PlayerId
    mode: HybridMode | None = None
    block_index: int | None = None
    heart_rate: int | None = None
    """bpm"""
    power: float | None = None
    """W"""
    cadence: float | None = None
    """Per minute."""
    exercise_id: str = ""
    sets_done: int | None = None
    reps_done: int | None = None
    volume_kg: float | None = None
    """Sum of weight times repetitions so far."""
    block_name: str = ""
    block_left_s: float | None = None
    """Active seconds left in the block."""
    trimp: float | None = None
    """Load from heart rate so far."""
    work_kj: float | None = None
    """On the machine so far."""
    energy_kcal: float | None = None
    """From heart rate so far."""
