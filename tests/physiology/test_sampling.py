from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from core.physiology import sampling
from core.physiology.hold import HOLD_S


def counted(at: list[float], *spans: tuple[float, float]) -> list[float]:
    return sampling.counted_seconds(np.array(at), spans).tolist()


def test_that_a_sample_holds_five_seconds_and_the_last_one_one():
    assert counted([0, 1, 3, 20], (0, 60)) == [1, 2, 5, 1]


def test_that_samples_outside_the_spans_count_nothing():
    assert counted([0, 5, 6, 20, 31], (5, 10), (30, 40)) == [0, 1, 1, 0, 1]


def test_that_the_last_sample_never_makes_more_data_than_time():
    assert counted([0, 1, 2], (0, 2.5)) == [1, 1, 0.5]
    assert counted([1, 2, 3], (0, 3)) == [1, 1, 1]
    assert counted([], (0, 3)) == []
    assert counted([2], (2, 2)) == [0]


@given(
    st.lists(st.floats(0, 100), unique=True, max_size=60).map(sorted),
    st.floats(0, 50), st.floats(0, 50), st.floats(0, 50),
)  # fmt: skip
def test_that_there_is_never_more_data_than_active_time(
    at: list[float], first: float, pause: float, second: float
):
    spans = ((0.0, first), (first + pause, first + pause + second))
    seconds = counted(at, *spans)
    assert sum(seconds) <= first + second + 1e-9
    assert all(0 <= value <= HOLD_S for value in seconds)


def missed(at: list[float], *spans: tuple[float, float]) -> int:
    return sampling.missed_seconds(np.array(at), spans)


def test_that_missed_seconds_are_those_between_samples_and_until_the_end():
    steady = [float(second) for second in range(20)]
    assert missed(steady, (0, 20)) == 0
    assert missed([at + 0.4 for at in steady], (0, 20)) == 0
    assert missed(steady[:5] + steady[8:], (0, 20)) == 3
    assert missed(steady, (0, 30)) == 10
    assert missed(steady[7:], (0, 20)) == 0


def test_that_jitter_is_no_loss():
    assert missed([0.0, 1.4, 2.0, 2.9, 4.3, 5.0, 6.1, 7.0], (0, 8)) == 0


def test_that_pauses_owe_nothing_but_a_silent_return_does():
    steady = [float(second) for second in range(20)]
    assert missed([*steady, *(at + 60 for at in steady)], (0, 20), (60, 80)) == 0
    assert missed([*steady, *(at + 60 for at in steady[4:])], (0, 20), (60, 80)) == 4
    assert missed(steady, (0, 20), (60, 70)) == 10


def test_that_a_slow_source_owes_nothing():
    assert missed([0.0, 2.0, 4.0, 30.0], (0, 60)) == 0
    assert missed([3.0], (0, 60)) == 0
    assert missed([], (0, 60)) == 0


def test_that_resampling_takes_a_seconds_own_sample_and_holds_it_five_seconds():
    values = sampling.resampled(
        np.array([0.9, 1.1, 8.0]), np.array([1.0, 2.0, 3.0]), start=0.0, seconds=9
    )
    assert np.nan_to_num(values, nan=-1).tolist() == [1, 2, 2, 2, 2, 2, 2, -1, 3]
    assert np.isnan(sampling.resampled(np.empty(0), np.empty(0), start=0.0, seconds=2)).all()


def test_that_a_second_is_active_if_its_middle_is():
    active = sampling.is_active([(0.0, 1.4), (2.6, 4.0)], start=0.0, seconds=4)
    assert active.tolist() == [True, False, False, True]
