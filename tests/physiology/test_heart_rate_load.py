from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from core.domain.player import Sex
from core.physiology import heart_rate_load as load, samples


def per_minute(bpm: float | None, sex: Sex = Sex.MALE, rest: int = 50, top: int = 200) -> object:
    return load.trimp_per_minute(
        bpm, heart_rate_rest_bpm=rest, heart_rate_max_bpm=top, sex=sex
    )  # fmt: skip


def test_that_a_minute_at_half_the_reserve_has_the_published_weight():
    # 125 bpm is x = 0.5: 0.5 * 0.64 * e^0.96 = 0.83574; women 0.5 * 0.86 * e^0.835 = 0.99107.
    assert per_minute(125) == pytest.approx(0.83574, abs=1e-5)
    assert per_minute(125, Sex.FEMALE) == pytest.approx(0.99107, abs=1e-5)


def test_that_the_reserve_share_is_cut_at_both_ends():
    assert load.reserve_share(40, 50, 200) == 0
    assert load.reserve_share(230, 50, 200) == 1
    assert per_minute(50) == 0


@pytest.mark.parametrize(
    ("bpm", "rest", "top"), [(None, 50, 200), (120, 200, 200), (120, 210, 200)]
)
def test_that_impossible_inputs_give_no_value(bpm: float | None, rest: int, top: int):
    assert per_minute(bpm, rest=rest, top=top) is None


def test_that_intervals_load_more_than_their_mean():
    body = {"heart_rate_rest_bpm": 50, "heart_rate_max_bpm": 200, "sex": Sex.MALE}
    minute = np.array([60.0, 60.0])
    intervals = samples.trimp(np.array([100.0, 180.0]), minute, **body)  # type: ignore[arg-type]
    steady = samples.trimp(np.array([140.0, 140.0]), minute, **body)  # type: ignore[arg-type]
    assert intervals is not None
    assert steady is not None
    assert intervals > steady * 1.1


@given(st.lists(st.tuples(st.integers(30, 230), st.floats(0, 5)), min_size=1, max_size=50))
def test_that_the_sum_over_arrays_is_the_sum_over_samples(said: list[tuple[int, float]]):
    bpm = np.array([float(beats) for beats, _ in said])
    seconds = np.array([duration for _, duration in said])
    total = samples.trimp(
        bpm, seconds, heart_rate_rest_bpm=50, heart_rate_max_bpm=200, sex=Sex.FEMALE
    )  # fmt: skip
    if seconds.sum() <= 0:
        assert total is None
        return
    single = sum(
        (
            load.trimp_per_minute(
                beats, heart_rate_rest_bpm=50, heart_rate_max_bpm=200, sex=Sex.FEMALE
            )
            or 0.0
        )
        * duration
        / 60
        for beats, duration in said
    )
    assert total == pytest.approx(single)


def test_that_edwards_weighs_minutes_by_zone():
    assert load.edwards((60, 60, 120, 60, 60, 60)) == pytest.approx(1 + 2 * 2 + 3 + 4 + 5)
    assert load.edwards((0, 0, 0, 0, 0, 0)) is None
