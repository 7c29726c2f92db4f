"""Heart-rate zones as shares of the maximum: five, with zone 0 below (Edwards 1993; Polar).

A zone begins with its lower bound, on the exact ratio: 114 of 190 is 60 % and thus zone 2,
113.9 is not. Above the maximum the top zone goes on. Without a value or a positive maximum
there is no zone (None).
"""

from __future__ import annotations

LOWER_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Where zones 1 to 5 begin, as shares of the maximum."""

ZONE_COUNT = len(LOWER_SHARES) + 1
"""Zones 0 to 5."""

SecondsInZone = tuple[float, float, float, float, float, float]
"""Seconds in zones 0 to 5."""


def share_of_maximum(
    heart_rate_bpm: float | None, heart_rate_max_bpm: float | None
) -> float | None:
    """Heart rate as a share of the maximum (1.0 = the maximum)."""
    if heart_rate_bpm is None or heart_rate_bpm <= 0:
        return None
    if heart_rate_max_bpm is None or heart_rate_max_bpm <= 0:
        return None
    return heart_rate_bpm / heart_rate_max_bpm


def zone_of(heart_rate_bpm: float | None, heart_rate_max_bpm: float | None) -> int | None:
    """Zone 0 to 5 of a heart rate."""
    share = share_of_maximum(heart_rate_bpm, heart_rate_max_bpm)
    return None if share is None else zone_of_share(share)


def zone_of_share(share: float) -> int:
    """Zone 0 to 5 of a share of the maximum."""
    zone = 0
    for lower in LOWER_SHARES:
        if share < lower:
            break
        zone += 1
    return zone


def position_in_zone(share: float, zone: int) -> float:
    """How far a share has come inside a zone: 0 at its lower bound, 1 at its upper, cut there."""
    lower = LOWER_SHARES[zone - 1] if zone > 0 else 0.0
    upper = LOWER_SHARES[zone] if zone < len(LOWER_SHARES) else 1.0
    return min(max((share - lower) / (upper - lower), 0.0), 1.0)


def zone_bounds_bpm(zone: int, heart_rate_max_bpm: float) -> tuple[float, float]:
    """Lower and upper bound of a zone in bpm; the top zone ends at the maximum."""
    lower = LOWER_SHARES[zone - 1] if zone > 0 else 0.0
    upper = LOWER_SHARES[zone] if zone < len(LOWER_SHARES) else 1.0
    return lower * heart_rate_max_bpm, upper * heart_rate_max_bpm
