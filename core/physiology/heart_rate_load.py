"""Load from heart rate: Banister's TRIMP, summed per sample, and Edwards' zone sum.

TRIMP per minute is x * a * exp(b * x) with x = (HR - rest) / (max - rest), cut to 0..1; men
a = 0.64, b = 1.92, women a = 0.86, b = 1.67 (Banister 1991; Morton, Fitz-Clarke, Banister
1990). It is summed over the samples, since the session's mean understates intervals badly.
Without a maximum above the resting rate there is no value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.domain.player import Sex

COEFFICIENTS = {Sex.MALE: (0.64, 1.92), Sex.FEMALE: (0.86, 1.67)}
"""a and b of the formula."""


def reserve_share(
    heart_rate_bpm: float | None, heart_rate_rest_bpm: float, heart_rate_max_bpm: float
) -> float | None:
    """Share of the heart-rate reserve (Karvonen 1957), cut to 0..1."""
    if heart_rate_bpm is None or heart_rate_max_bpm <= heart_rate_rest_bpm:
        return None
    share = (heart_rate_bpm - heart_rate_rest_bpm) / (heart_rate_max_bpm - heart_rate_rest_bpm)
    return min(max(share, 0.0), 1.0)


def trimp_per_minute(
    heart_rate_bpm: float | None,
    *,
    heart_rate_rest_bpm: float,
    heart_rate_max_bpm: float,
    sex: Sex,
) -> float | None:
    """TRIMP that one minute at this heart rate adds."""
    share = reserve_share(heart_rate_bpm, heart_rate_rest_bpm, heart_rate_max_bpm)
    if share is None:
        return None
    a, b = COEFFICIENTS[sex]
    return share * a * math.exp(b * share)


def edwards(seconds_in_zone: Sequence[float]) -> float | None:
    """Minutes in zone i times i, summed; zone 0 adds nothing (Edwards 1993)."""
    if sum(seconds_in_zone) <= 0:
        return None
    return sum(zone * seconds / 60 for zone, seconds in enumerate(seconds_in_zone))
