"""The formulas of zones, load, energy and W′bal over many samples at once, in numpy.

Formulas, sources and edge cases are those of the modules that have them for one value.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.player import Sex
from core.physiology import energy, heart_rate_load, w_balance
from core.physiology.zones import LOWER_SHARES, ZONE_COUNT, SecondsInZone


def zones_of(heart_rate_bpm: NDArray[np.float64], heart_rate_max_bpm: float) -> NDArray[np.int64]:
    """Zones of many samples (all real values; leave out what is missing before)."""
    shares = heart_rate_bpm / heart_rate_max_bpm
    return np.searchsorted(np.array(LOWER_SHARES), shares, side="right").astype(np.int64)


def seconds_in_zone(
    heart_rate_bpm: NDArray[np.float64],
    seconds: NDArray[np.float64],
    heart_rate_max_bpm: float | None,
) -> SecondsInZone:
    """Seconds per zone of samples that count so many seconds each; zeros without a maximum."""
    if heart_rate_max_bpm is None or heart_rate_max_bpm <= 0:
        return (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    zones = zones_of(heart_rate_bpm, heart_rate_max_bpm)
    sums = np.bincount(zones, weights=seconds, minlength=ZONE_COUNT)
    z0, z1, z2, z3, z4, z5 = (float(total) for total in sums)
    return z0, z1, z2, z3, z4, z5


def trimp(
    heart_rate_bpm: NDArray[np.float64],
    seconds: NDArray[np.float64],
    *,
    heart_rate_rest_bpm: float,
    heart_rate_max_bpm: float,
    sex: Sex,
) -> float | None:
    """TRIMP of samples that count so many seconds each; None without any second of data."""
    if heart_rate_max_bpm <= heart_rate_rest_bpm or float(seconds.sum()) <= 0:
        return None
    a, b = heart_rate_load.COEFFICIENTS[sex]
    reserve_bpm = heart_rate_max_bpm - heart_rate_rest_bpm
    shares = np.clip((heart_rate_bpm - heart_rate_rest_bpm) / reserve_bpm, 0.0, 1.0)
    return float(np.sum(shares * a * np.exp(b * shares) * seconds) / 60)


def energy_kcal(
    heart_rate_bpm: NDArray[np.float64],
    seconds: NDArray[np.float64],
    *,
    heart_rate_max_bpm: float,
    mass_kg: float,
    age: float,
    sex: Sex,
) -> float | None:
    """Energy of samples that count so many seconds each; None without any second of data."""
    if heart_rate_max_bpm <= 0 or mass_kg <= 0 or float(seconds.sum()) <= 0:
        return None
    offset, slope = energy.regression(mass_kg, age, sex)
    per_minute = np.maximum(offset + slope * heart_rate_bpm, 0.0) / energy.KJ_PER_KCAL
    is_exercise = heart_rate_bpm / heart_rate_max_bpm >= energy.LOWEST_SHARE
    return float(np.sum(np.where(is_exercise, per_minute, 0.0) * seconds) / 60)


def w_balance_series_j(
    power_w: NDArray[np.float64], *, critical_power_w: float | None, w_prime_j: float | None
) -> NDArray[np.float64] | None:
    """W′bal after each second of a 1 Hz series (NaN is missing, counted as 0 W), full at first.

    None without a positive CP and W′.
    """
    if not critical_power_w or not w_prime_j or critical_power_w <= 0 or w_prime_j <= 0:
        return None
    balance_j = w_prime_j
    result = np.empty(len(power_w))
    for index, power in enumerate(np.nan_to_num(power_w, nan=0.0).tolist()):
        balance_j = w_balance.step_j(
            balance_j, power, 1.0, critical_power_w=critical_power_w, w_prime_j=w_prime_j
        )
        result[index] = balance_j
    return result
