from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from core.physiology import samples, w_balance


def step(balance: float, watts: float, seconds: float) -> float:
    return w_balance.step_j(balance, watts, seconds, critical_power_w=250, w_prime_j=20000)


def test_that_work_above_critical_power_is_taken_off_and_may_go_below_zero():
    assert step(20000, 350, 60) == 14000
    assert step(1000, 350, 60) == -5000
    assert step(14000, 250, 600) == 14000


def test_that_recovery_has_the_time_constant_of_its_distance_to_critical_power():
    # 150 W: tau = 20000 / 100 = 200 s, so after 200 s 1/e of the deficit is left.
    assert step(10000, 150, 200) == pytest.approx(20000 - 10000 / math.e)


@given(
    balance=st.floats(-20000, 20000), watts=st.floats(0, 800), first=st.floats(0, 60),
    second=st.floats(0, 60),
)  # fmt: skip
def test_that_two_steps_are_one(balance: float, watts: float, first: float, second: float):
    together = step(balance, watts, first + second)
    assert step(step(balance, watts, first), watts, second) == pytest.approx(together, abs=1e-6)
    assert together <= 20000 + 1e-9


def test_that_a_series_starts_full_and_counts_missing_seconds_as_rest():
    series = samples.w_balance_series_j(
        np.array([350.0, float("nan"), 250.0]), critical_power_w=250, w_prime_j=20000
    )
    assert series is not None
    assert series.tolist() == pytest.approx(
        [19900, 20000 - 100 * math.exp(-250 / 20000), 20000 - 100 * math.exp(-250 / 20000)]
    )


@pytest.mark.parametrize(("power", "prime"), [(None, 20000), (250, None), (0, 20000), (250, -1)])
def test_that_without_critical_power_or_w_prime_there_is_no_series(
    power: float | None, prime: float | None
):
    assert samples.w_balance_series_j(np.zeros(3), critical_power_w=power, w_prime_j=prime) is None


def test_that_a_gauge_stays_between_zero_and_hundred():
    assert w_balance.percent(10000, 20000) == 50
    assert w_balance.percent(-5, 20000) == 0
    assert w_balance.percent(None, 20000) is None
    assert w_balance.percent(5, None) is None
