"""Requests of hybrid work ([S2])."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.domain.ids import PlayerId
from core.live.events import HybridMode
from core.protocol.realtime.base import Count, Index, LineText, Request, Seconds

HYBRID_BLOCK_TRANSITION = "training:hybrid:block_transition"
HYBRID_MIXED_METRICS = "training:hybrid:mixed_metrics"
HYBRID_MODE_SWITCH = "training:hybrid:mode_switch"

VolumeKg = Annotated[float, msgspec.Meta(ge=0, le=1e6)]


class BlockTransition(Request, frozen=True, kw_only=True):
    """On to another block: a player for himself, a trainer for one or for all."""

    player_id: PlayerId | None = None
    to_block: Index
    from_block: Index | None = None
    block_name: LineText = ""
    mode: HybridMode | None = None
    duration_s: Seconds | None = None
    reason: LineText = ""


class ModeSwitch(Request, frozen=True, kw_only=True):
    """From lifting to running to resting: a player for himself, a trainer for one or for all."""

    player_id: PlayerId | None = None
    mode: HybridMode
    previous_mode: HybridMode | None = None
    reason: LineText = ""


class MixedMetrics(Request, frozen=True, kw_only=True):
    """Strength and conditioning figures together."""

    player_id: PlayerId
    mode: HybridMode | None = None
    block_index: Index | None = None
    heart_rate: float | None = None
    """bpm; recorded as a whole number."""
    power: float | None = None
    cadence: float | None = None
    exercise_id: LineText = ""
    sets_done: Count | None = None
    reps_done: Count | None = None
    volume_kg: VolumeKg | None = None
