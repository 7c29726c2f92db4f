"""Heart-rate recovery: the fall in the first minute after an effort (Cole 1999, NEJM 341:1351)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.physiology.hold import HOLD_S

MINUTE_S = 60.0
LOWEST_END_SHARE = 0.8
"""Of the maximum: after an easier effort the figure says nothing."""


def heart_rate_at(
    at: NDArray[np.float64], heart_rate_bpm: NDArray[np.float64], instant: float
) -> float | None:
    """The value that held at an instant; None if the last one was 5 s old or older."""
    index = int(np.searchsorted(at, instant, side="right")) - 1
    if index < 0 or instant - float(at[index]) >= HOLD_S:
        return None
    return float(heart_rate_bpm[index])


def recovery_60_bpm(
    at: NDArray[np.float64],
    heart_rate_bpm: NDArray[np.float64],
    *,
    stop: float,
    heart_rate_max_bpm: float,
) -> float | None:
    """Heart rate at the stop less that 60 s later; negative if it rose.

    None if either value is stale or the effort ended below 80 % of the maximum.
    """
    end_bpm = heart_rate_at(at, heart_rate_bpm, stop)
    later_bpm = heart_rate_at(at, heart_rate_bpm, stop + MINUTE_S)
    if end_bpm is None or later_bpm is None or heart_rate_max_bpm <= 0:
        return None
    if end_bpm / heart_rate_max_bpm < LOWEST_END_SHARE:
        return None
    return end_bpm - later_bpm
