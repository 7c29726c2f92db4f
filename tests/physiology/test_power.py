from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from core.physiology import power

NAN = float("nan")


@given(watts=st.floats(0, 1500), seconds=st.integers(30, 300))
def test_that_a_constant_ride_weighs_exactly_its_power(watts: float, seconds: int):
    assert power.weighted_power_w(np.full(seconds, watts)) == pytest.approx(watts, abs=1e-6)


def test_that_under_thirty_seconds_there_is_no_weighted_power():
    assert power.weighted_power_w(np.full(29, 200.0)) is None
    assert power.weighted_power_w(np.empty(0)) is None


def test_that_two_windows_weigh_by_the_fourth_power():
    # Means of the two full windows of 31 s: 100 W and (29 * 100 + 400) / 30 = 110 W.
    series = np.array([*[100.0] * 30, 400.0])
    expected = ((100**4 + 110**4) / 2) ** 0.25
    assert power.weighted_power_w(series) == pytest.approx(expected)


def test_that_no_window_reaches_across_a_gap():
    assert power.weighted_power_w(np.array([*[200.0] * 29, NAN, *[300.0] * 29])) is None
    assert power.weighted_power_w(
        np.array([*[200.0] * 30, NAN, *[300.0] * 29])
    ) == pytest.approx(200)  # fmt: skip


def test_that_zeros_stay_in():
    assert power.weighted_power_w(np.array([*[300.0] * 30, *[0.0] * 30])) < 300  # type: ignore[operator]


def test_that_an_hour_at_threshold_is_a_hundred():
    assert power.intensity(250, 250) == 1
    assert power.load_score(3600, 250, 250) == pytest.approx(100)
    assert power.load_score(3600, 125, 250) == pytest.approx(25)


@pytest.mark.parametrize(("weighted", "ftp"), [(None, 250), (200, None), (200, 0), (200, -5)])
def test_that_without_weighted_power_or_threshold_there_is_no_score(
    weighted: float | None, ftp: float | None
):
    assert power.intensity(weighted, ftp) is None
    assert power.load_score(3600, weighted, ftp) is None


def test_that_mean_max_is_the_best_whole_window():
    series = np.array([100.0, 300.0, 500.0, NAN, 900.0, 100.0])
    assert power.mean_max_w(series, 1) == 900
    assert power.mean_max_w(series, 2) == 500
    assert power.mean_max_w(series, 3) == 300
    assert power.mean_max_w(series, 4) is None
    assert power.mean_max_w(series, 7) is None
    assert power.mean_max_w(series, 0) is None


@given(st.lists(st.floats(0, 1000) | st.just(NAN), max_size=80), st.integers(1, 30))
def test_that_mean_max_equals_the_plain_search(values: list[float], window: int):
    series = np.array(values)
    plain = [
        float(np.mean(series[start : start + window]))
        for start in range(len(values) - window + 1)
        if not np.isnan(series[start : start + window]).any()
    ]
    best = power.mean_max_w(series, window)
    assert best == (pytest.approx(max(plain), abs=1e-6) if plain else None)
