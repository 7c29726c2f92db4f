"""What a heart rate, a power or a new interval means."""

from __future__ import annotations

from typing import Final

import msgspec

from core.live.events import (
    Compliance,
    ConditioningHeartRateUpdated,
    ConditioningIntervalTransitioned,
    ConditioningPowerUpdated,
)
from core.live.interval_result import analyses
from core.live.state import SessionState
from core.live.target import target_at
from core.physiology import zones

POWER_TOLERANCE: Final = 0.05
"""So far from the target power is still inside."""


def compliance_of_zone(zone: int | None, target: int | None) -> Compliance | None:
    """Where a heart-rate zone lies with regard to the one asked for; None without either."""
    if zone is None or target is None:
        return None
    if zone == target:
        return Compliance.INSIDE
    return Compliance.ABOVE if zone > target else Compliance.BELOW


def compliance_of_power(power_w: float, target_w: float | None) -> Compliance | None:
    """Where a power lies with regard to the one asked for; None without a target."""
    if not target_w:
        return None
    if abs(power_w - target_w) <= target_w * POWER_TOLERANCE:
        return Compliance.INSIDE
    return Compliance.ABOVE if power_w > target_w else Compliance.BELOW


def heart_rate_updated(
    state: SessionState, event: ConditioningHeartRateUpdated
) -> ConditioningHeartRateUpdated:
    """With zone, target and compliance."""
    player = state.players.get(event.player_id)
    if player is None:
        return event
    zone = zones.zone_of(event.heart_rate, player.player.heart_rate_max_bpm)
    target = target_at(state, event.instant).zone
    return msgspec.structs.replace(
        event, zone=zone, target_zone=target, compliance=compliance_of_zone(zone, target)
    )


def power_updated(state: SessionState, event: ConditioningPowerUpdated) -> ConditioningPowerUpdated:
    """With the share of FTP, target and compliance."""
    player = state.players.get(event.player_id)
    ftp_w = None if player is None else player.player.ftp_w.get(player.equipment)
    target_w = target_at(state, event.instant).power_w(ftp_w)
    return msgspec.structs.replace(
        event,
        ftp_percent=event.power / ftp_w * 100 if ftp_w else None,
        target_power=target_w,
        compliance=compliance_of_power(event.power, target_w),
    )


def interval_transitioned(
    state: SessionState, event: ConditioningIntervalTransitioned
) -> ConditioningIntervalTransitioned:
    """With the interval that ends, and what each player has made of it."""
    if event.is_automatic:
        return event  # the hub's own has it all
    running = state.interval_at(event.instant) if state.status.is_running else None
    if running is None:
        return event
    return msgspec.structs.replace(
        event, from_interval=running[0], analysis=analyses(state, running[0])
    )
