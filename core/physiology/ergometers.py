"""Concept2 machines: what a pace means in watts, and the calories their monitor shows.

Row and ski: P = 2.80 / (seconds per metre)^3 with the pace per 500 m (concept2.com watts
calculator). Bike: the monitor's pace is per 1000 m and the same rule is applied to that number
taken as if it were per 500 m, so P = 0.35 v^3; halving the 1000 m pace first is a known bug
that gives eight times too much. No power or no pace gives None, as the monitor shows --:--.
The drag factor does not enter.
"""

from __future__ import annotations

_WATTS_PER_CUBE = 2.80
_METRES = 500.0
_KCAL_PER_H_PER_WATT = 4 * 0.8604
_KCAL_PER_H_AT_REST = 300.0


def watts_of_pace_500(pace_s: float | None) -> float | None:
    """Power of a row or ski pace in seconds per 500 m."""
    if pace_s is None or pace_s <= 0:
        return None
    return _WATTS_PER_CUBE / float((pace_s / _METRES) ** 3)


def pace_500_of_watts(power_w: float | None) -> float | None:
    """Row or ski pace in seconds per 500 m of a power."""
    if power_w is None or power_w <= 0:
        return None
    return _METRES * float((_WATTS_PER_CUBE / power_w) ** (1 / 3))


def watts_of_pace_1000(pace_s: float | None) -> float | None:
    """Power of a bike pace in seconds per 1000 m."""
    return watts_of_pace_500(pace_s)


def pace_1000_of_watts(power_w: float | None) -> float | None:
    """Bike pace in seconds per 1000 m of a power."""
    return pace_500_of_watts(power_w)


def monitor_kcal_per_hour(power_w: float | None) -> float | None:
    """Calories per hour as the monitor shows them, for a body of its own assumed mass."""
    if power_w is None or power_w <= 0:
        return None
    return power_w * _KCAL_PER_H_PER_WATT + _KCAL_PER_H_AT_REST
