"""Requests of conditioning work ([S2])."""

from __future__ import annotations

from core.domain.ids import PlayerId
from core.protocol.realtime.base import Index, Request, Seconds

CONDITIONING_INTERVAL_TRANSITION = "training:conditioning:interval_transition"
CONDITIONING_ZONE_COMPLIANCE = "training:conditioning:zone_compliance"
CONDITIONING_HEART_RATE_UPDATE = "training:conditioning:heart_rate_update"
CONDITIONING_POWER_UPDATE = "training:conditioning:power_update"


class IntervalTransition(Request, frozen=True, kw_only=True):
    """On to this interval, now; trainers only. Every screen's timeline follows."""

    to_interval: Index
    elapsed_s: Seconds = 0.0
    """Seconds of it that count as done already."""


class HeartRateUpdate(Request, frozen=True, kw_only=True):
    """A player's heart rate; the hub adds zone and compliance."""

    player_id: PlayerId
    heart_rate: float
    """bpm; recorded as a whole number."""


class PowerUpdate(Request, frozen=True, kw_only=True):
    """A player's power; the hub adds its share of FTP."""

    player_id: PlayerId
    power: float
    cadence: float | None = None
