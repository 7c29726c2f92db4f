"""Intervals, zones, heart rate and power of conditioning work ([S2])."""

from __future__ import annotations

from enum import StrEnum

from core.domain.ids import PlayerId
from core.domain.value import Value
from core.live.events.base import BaseEvent


class Compliance(StrEnum):
    """Where a value lies with regard to its target."""

    INSIDE = "inside"
    BELOW = "below"
    ABOVE = "above"


class IntervalAnalysis(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What a player made of the interval that ended."""

    player_id: PlayerId
    heart_rate_mean: float | None = None
    """bpm"""
    power_mean: float | None = None
    """W"""
    compliance_percent: float | None = None
    """Share of the seconds with data that were inside the target, 0 to 100."""
    advice: str = ""
    reason: str = ""


class ConditioningIntervalTransitioned(
    BaseEvent, frozen=True, kw_only=True, tag="training:conditioning:interval_transition"
):
    """The session goes on to another interval: by its clock, or because the trainer says so.

    By the trainer's word the session's timeline moves, for every screen alike.
    """

    to_interval: int
    """From 0; the number of intervals: past the last one."""
    elapsed_s: float = 0.0
    """Seconds of it that count as done already (an undo goes back to where it was)."""
    from_interval: int | None = None
    """None before the first one, or past the last one."""
    is_automatic: bool = False
    """By the clock: the timeline stays as it is."""
    analysis: tuple[IntervalAnalysis, ...] = ()
    """Of the interval that ended; a player's device gets its own player's."""


class ConditioningHeartRateUpdated(
    BaseEvent, frozen=True, kw_only=True, tag="training:conditioning:heart_rate_update"
):
    """A player's heart rate, with what it means."""

    player_id: PlayerId
    heart_rate: int
    """bpm"""
    zone: int | None = None
    """0 to 5; worked out by the hub."""
    target_zone: int | None = None
    compliance: Compliance | None = None


class ConditioningPowerUpdated(
    BaseEvent, frozen=True, kw_only=True, tag="training:conditioning:power_update"
):
    """A player's power, with what it means."""

    player_id: PlayerId
    power: float
    """W"""
    cadence: float | None = None
    """Per minute."""
    ftp_percent: float | None = None
    """Of his FTP on this machine; worked out by the hub."""
    target_power: float | None = None
    """W"""
    compliance: Compliance | None = None


class ConditioningZoneCompliance(
    BaseEvent, frozen=True, kw_only=True, tag="training:conditioning:zone_compliance"
):
    """Whether a player is in his zone. Derived by the hub; broadcast, not recorded."""

    player_id: PlayerId
    interval_index: int | None = None
    target_zone: int
    zone: int | None = None
    """None: no heart rate."""
    heart_rate: int | None = None
    """bpm"""
    compliance: Compliance | None = None
    compliance_percent: float | None = None
    """So far in this session, 0 to 100."""
    out_of_zone_s: float = 0.0
    """Without a break, until now."""
    advice: str = ""
    reason: str = ""
