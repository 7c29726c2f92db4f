from __future__ import annotations

from datetime import date

import pytest

from core.physiology.heart_rate_max import (
    HeartRateMaxFormula,
    age_years,
    estimated_heart_rate_max_bpm,
)


@pytest.mark.parametrize(
    ("formula", "bpm"),
    [
        (HeartRateMaxFormula.FOX, 195),
        (HeartRateMaxFormula.TANAKA, 190),
        (HeartRateMaxFormula.NES, 195),
        (HeartRateMaxFormula.GULATI, 184),
    ],
)
def test_that_the_maximum_at_25_years_is_as_published(
    formula: HeartRateMaxFormula, bpm: int
) -> None:
    assert estimated_heart_rate_max_bpm(25, formula) == bpm


def test_that_tanakas_line_is_used_where_none_is_named() -> None:
    assert estimated_heart_rate_max_bpm(40) == 180


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 6, 15), date(2026, 6, 14), 25),
        (date(2000, 6, 15), date(2026, 6, 15), 26),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_that_a_year_is_full_on_the_birthday(born: date, day: date, age: int) -> None:
    assert age_years(born, day) == age
