from __future__ import annotations

import math

import pytest

from core.physiology.form import form


def day_by_day(loads: list[float], time_constant_days: float) -> float:
    """The recursion as it is published, a day after the other."""
    value = 0.0
    for load in loads:
        decay = math.exp(-1 / time_constant_days)
        value = value * decay + load * (1 - decay)
    return value


def test_that_form_is_yesterdays_fitness_less_yesterdays_fatigue() -> None:
    loads = [80.0, 0.0, 120.0, 60.0, 0.0, 100.0, 90.0, 0.0, 70.0, 110.0]
    ages = [(len(loads) - at - 0.4, load) for at, load in enumerate(loads) if load]
    assert form(ages) == pytest.approx(day_by_day(loads, 42) - day_by_day(loads, 7))


def test_that_two_sessions_of_one_day_count_as_their_sum() -> None:
    assert form([(0.2, 30.0), (0.9, 50.0)]) == pytest.approx(form([(1.0, 80.0)]))


def test_that_who_trained_yesterday_is_less_ready_than_who_trained_three_weeks_ago() -> None:
    assert form([(1.0, 100.0)]) < 0 < form([(21.0, 100.0)])


def test_that_who_never_trained_has_no_form_either_way() -> None:
    assert form([]) == 0
