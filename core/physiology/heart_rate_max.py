"""Maximum heart rate from the age, for whom nobody measured it (metrics 1.5).

An estimate is off by ten beats for one in three, so it is always marked as one.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class HeartRateMaxFormula(StrEnum):
    """Published straight lines of maximum heart rate over age."""

    FOX = "fox"
    """220 - age: the oldest, from mixed data."""
    TANAKA = "tanaka"
    """208 - 0.7 age (Tanaka 2001): a meta-analysis over both sexes. Used where none is named."""
    NES = "nes"
    """211 - 0.64 age (HUNT, Nes 2013)."""
    GULATI = "gulati"
    """206 - 0.88 age (Gulati 2010): women."""


_LINES = {
    HeartRateMaxFormula.FOX: (220.0, 1.0),
    HeartRateMaxFormula.TANAKA: (208.0, 0.7),
    HeartRateMaxFormula.NES: (211.0, 0.64),
    HeartRateMaxFormula.GULATI: (206.0, 0.88),
}


def age_years(birth_date: date, day: date) -> int:
    """Whole years on a day; on the birthday one more. Born on 29 February: on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def estimated_heart_rate_max_bpm(
    age: float, formula: HeartRateMaxFormula = HeartRateMaxFormula.TANAKA
) -> int:
    """The maximum heart rate that is usual at an age in years, in whole beats a minute."""
    intercept_bpm, slope = _LINES[formula]
    return round(intercept_bpm - slope * age)
