from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from core.physiology import ergometers


def test_that_two_minutes_per_500_m_are_203_watts():
    assert ergometers.watts_of_pace_500(120) == pytest.approx(202.546, abs=1e-3)


def test_that_a_bike_pace_is_per_kilometre_and_not_halved():
    # 4 km in 6:55.2 is 103.8 s per km and about 313 W.
    assert ergometers.watts_of_pace_1000(103.8) == pytest.approx(313, abs=0.5)
    speed_mps = 1000 / 103.8
    assert ergometers.watts_of_pace_1000(103.8) == pytest.approx(0.35 * speed_mps**3)


@given(st.floats(1, 2000))
def test_that_watts_and_pace_are_inverse(watts: float):
    pace = ergometers.pace_500_of_watts(watts)
    assert ergometers.watts_of_pace_500(pace) == pytest.approx(watts)
    assert ergometers.watts_of_pace_1000(ergometers.pace_1000_of_watts(watts)) == pytest.approx(
        watts
    )


@pytest.mark.parametrize("value", [None, 0, -1])
def test_that_nothing_moved_means_no_value(value: float | None):
    assert ergometers.watts_of_pace_500(value) is None
    assert ergometers.pace_500_of_watts(value) is None
    assert ergometers.monitor_kcal_per_hour(value) is None


def test_that_monitor_calories_follow_the_monitor_not_the_rounded_rule():
    assert ergometers.monitor_kcal_per_hour(200) == pytest.approx(988.32)
