"""Heart rate and power that a player's own device says, whichever event they come in."""

from __future__ import annotations

from core.live.events import (
    ConditioningHeartRateUpdated,
    ConditioningPowerUpdated,
    HybridMixedMetrics,
    PlayerMetrics,
    SessionEvent,
)


def as_metrics(event: SessionEvent) -> PlayerMetrics | None:
    """The numbers in an event that a player's device has sent; None if it is about others."""
    match event:
        case PlayerMetrics():
            return event
        case ConditioningHeartRateUpdated():
            return _metrics(event, heart_rate=event.heart_rate)
        case ConditioningPowerUpdated():
            return _metrics(event, power=event.power, cadence=event.cadence)
        case HybridMixedMetrics():
            return _metrics(
                event, heart_rate=event.heart_rate, power=event.power, cadence=event.cadence
            )
        case _:
            return None


def _metrics(
    event: ConditioningHeartRateUpdated | ConditioningPowerUpdated | HybridMixedMetrics,
    *,
    heart_rate: int | None = None,
    power: float | None = None,
    cadence: float | None = None,
) -> PlayerMetrics:
    return PlayerMetrics(
        event_id=event.event_id,
        session_id=event.session_id,
        at=event.at,
        actor=event.actor,
        player_id=event.player_id,
        heart_rate=heart_rate,
        power=power,
        cadence=cadence,
    )
