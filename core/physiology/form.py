"""Fitness, fatigue and form from the load of past days (metrics 3.6).

Both are exponentially weighted means of the daily load: fitness over 42 days, fatigue over 7. Form
is yesterday's fitness less yesterday's fatigue: above zero who has rested, below who has not.
It says how players stand to each other, not who will be injured (Impellizzeri 2020).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

FITNESS_DAYS = 42.0
FATIGUE_DAYS = 7.0
HISTORY_DAYS = 180
"""Older load has no weight left in either mean: under 1.5 % of the oldest day."""


def form(loads: Iterable[tuple[float, float]]) -> float:
    """Form before a training, in points of load a day.

    Args:
        loads: Age in days (of 24 hours, above 0) and load of each past session.
    """
    past = [(math.ceil(age_days) - 1, load) for age_days, load in loads]
    return _weighted(past, FITNESS_DAYS) - _weighted(past, FATIGUE_DAYS)


def _weighted(past: Iterable[tuple[int, float]], time_constant_days: float) -> float:
    """Mean of the load at the end of yesterday; `past` counts days from then."""
    newest = 1 - math.exp(-1 / time_constant_days)
    return sum(load * newest * math.exp(-days / time_constant_days) for days, load in past)
