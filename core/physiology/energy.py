"""Energy from heart rate (Keytel 2005, J Sports Sci 23:289), without VO2max.

kJ/min, men: -55.0969 + 0.6309 HR + 0.1988 kg + 0.2017 age; women: -20.4022 + 0.4472 HR
- 0.1263 kg + 0.074 age. The regression was made for exercise, so below half of the maximum
heart rate it counts nothing, and it never goes below zero. What a machine reports is another
quantity and is never added to this one.
"""

from __future__ import annotations

from datetime import date

from core.domain.player import Sex

KJ_PER_KCAL = 4.184
LOWEST_SHARE = 0.5
"""Of the maximum heart rate; below it no energy is counted."""


def age_years(birth_date: date, day: date) -> int:
    """Full years on a day."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - int(before_birthday)


def regression(mass_kg: float, age: float, sex: Sex) -> tuple[float, float]:
    """Offset (kJ/min) and slope (kJ/min per bpm) of the regression for one body."""
    if sex is Sex.MALE:
        return -55.0969 + 0.1988 * mass_kg + 0.2017 * age, 0.6309
    return -20.4022 - 0.1263 * mass_kg + 0.074 * age, 0.4472


def kcal_per_minute(
    heart_rate_bpm: float | None,
    *,
    heart_rate_max_bpm: float,
    mass_kg: float,
    age: float,
    sex: Sex,
) -> float | None:
    """Energy that one minute at this heart rate takes; None without a value or a mass."""
    if heart_rate_bpm is None or heart_rate_max_bpm <= 0 or mass_kg <= 0:
        return None
    if heart_rate_bpm / heart_rate_max_bpm < LOWEST_SHARE:
        return 0.0
    offset, slope = regression(mass_kg, age, sex)
    return max(offset + slope * heart_rate_bpm, 0.0) / KJ_PER_KCAL
