from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from core.physiology import samples, zones


@pytest.mark.parametrize(
    ("bpm", "zone"),
    [
        (94, 0), (95, 1), (113, 1), (113.99, 1), (114, 2), (132, 2), (133, 3), (151, 3), (152, 4),
        (170, 4), (171, 5), (190, 5), (240, 5), (0, None), (-3, None), (None, None),
    ],
)  # fmt: skip
def test_that_a_zone_begins_with_its_lower_bound_at_a_maximum_of_190(
    bpm: float | None, zone: int | None
):
    assert zones.zone_of(bpm, 190) == zone


@pytest.mark.parametrize("maximum", [None, 0, -1])
def test_that_without_a_maximum_there_is_no_zone(maximum: int | None):
    assert zones.zone_of(150, maximum) is None
    assert zones.share_of_maximum(150, maximum) is None
    assert samples.seconds_in_zone(np.array([150.0]), np.array([1.0]), maximum) == (0,) * 6


@given(tenths=st.integers(5, 9), tens=st.integers(10, 25))
def test_that_an_exact_bound_is_never_lost_to_rounding(tenths: int, tens: int):
    assert zones.zone_of(tenths * tens, 10 * tens) == tenths - 4


@given(bpm=st.integers(1, 260), maximum=st.integers(120, 230))
def test_that_single_values_and_arrays_agree(bpm: int, maximum: int):
    zone = zones.zone_of(bpm, maximum)
    assert zone is not None
    assert samples.zones_of(np.array([float(bpm)]), maximum).tolist() == [zone]
    seconds = samples.seconds_in_zone(np.array([float(bpm)]), np.array([2.5]), maximum)
    assert seconds[zone] == sum(seconds) == 2.5


@pytest.mark.parametrize(
    ("share", "zone", "position"),
    [(0.8, 4, 0.0), (0.85, 4, 0.5), (0.9, 4, 1.0), (0.95, 4, 1.0), (0.7, 4, 0.0), (1.2, 5, 1.0),
     (0.25, 0, 0.5)],
)  # fmt: skip
def test_that_the_position_in_a_zone_is_cut_at_its_ends(share: float, zone: int, position: float):
    assert zones.position_in_zone(share, zone) == pytest.approx(position)


def test_that_zone_bounds_in_beats_follow_the_maximum():
    assert zones.zone_bounds_bpm(4, 200) == (160, 180)
    assert zones.zone_bounds_bpm(5, 200) == (180, 200)
    assert zones.zone_bounds_bpm(0, 200) == (0, 100)
