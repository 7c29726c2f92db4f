"""W′bal in the differential form: what is left of the work above critical power.

Froncioni-Clarke; Skiba 2015. Above CP it falls by (P - CP) * dt; below it returns with the
exact solution W = W′ - (W′ - W) * exp(-(CP - P) * dt / W′) (Skiba & Clarke 2021, IJSPP
16:1561). It may become negative, which means that CP or W′ is set too low; a gauge shows 0
then. Time without data counts as 0 W, so a dropout lets it recover.
"""

from __future__ import annotations

import math


def step_j(
    w_balance_j: float, power_w: float, seconds: float, *, critical_power_w: float, w_prime_j: float
) -> float:
    """W′bal after so many seconds at this power. `w_prime_j` must be positive."""
    if power_w >= critical_power_w:
        return w_balance_j - (power_w - critical_power_w) * seconds
    left = math.exp(-(critical_power_w - power_w) * seconds / w_prime_j)
    return w_prime_j - (w_prime_j - w_balance_j) * left


def percent(w_balance_j: float | None, w_prime_j: float | None) -> float | None:
    """W′bal for a gauge: 0 to 100 % of W′."""
    if w_balance_j is None or not w_prime_j or w_prime_j <= 0:
        return None
    return min(max(w_balance_j / w_prime_j * 100, 0.0), 100.0)
