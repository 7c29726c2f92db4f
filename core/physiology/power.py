"""Power over a session: weighted power, intensity, load score, mean-max.

Series are at 1 Hz; NaN marks a second without data, 0 W is a real value.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WINDOW_S = 30
"""Seconds of the rolling mean behind weighted power."""


def window_means(power_w: NDArray[np.float64], window_s: int) -> NDArray[np.float64]:
    """Means of all windows of `window_s` seconds that lie wholly in data.

    A missing second cuts the series: no window reaches across it.
    """
    if window_s <= 0 or len(power_w) < window_s:
        return np.empty(0)
    is_missing = np.isnan(power_w)
    sums = np.concatenate(([0.0], np.cumsum(np.where(is_missing, 0.0, power_w))))
    gaps = np.concatenate(([0], np.cumsum(is_missing)))
    is_full = gaps[window_s:] == gaps[:-window_s]
    means: NDArray[np.float64] = (sums[window_s:] - sums[:-window_s])[is_full] / window_s
    return np.maximum(means, 0.0)


def weighted_power_w(power_w: NDArray[np.float64]) -> float | None:
    """Fourth root of the mean fourth power of the 30 s rolling mean (after Coggan).

    Only full windows count, the first at second 30, so a constant ride reads exactly its power;
    less than 30 s in one piece give None. GoldenCheetah starts from a window of zeros and
    sweatpy uses part windows; both read slightly low.
    """
    means = window_means(power_w, WINDOW_S)
    if means.size == 0:
        return None
    return float(np.mean(means**4) ** 0.25)


def intensity(weighted_w: float | None, ftp_w: float | None) -> float | None:
    """Weighted power as a share of FTP; None without either."""
    if weighted_w is None or not ftp_w or ftp_w <= 0:
        return None
    return weighted_w / ftp_w


def load_score(seconds: float, weighted_w: float | None, ftp_w: float | None) -> float | None:
    """Hours times intensity squared times 100: an hour at FTP is 100."""
    share = intensity(weighted_w, ftp_w)
    return None if share is None else seconds / 3600 * share**2 * 100


def mean_max_w(power_w: NDArray[np.float64], window_s: int) -> float | None:
    """Best mean over `window_s` seconds in one piece; None if no piece is that long."""
    means = window_means(power_w, window_s)
    return float(means.max()) if means.size else None
