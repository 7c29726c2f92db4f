from __future__ import annotations

import numpy as np
import pytest

from core.physiology.recovery import recovery_60_bpm


def recovery(at: list[float], bpm: list[float], stop: float = 100.0) -> float | None:
    return recovery_60_bpm(
        np.array(at), np.array(bpm), stop=stop, heart_rate_max_bpm=200
    )  # fmt: skip


def test_that_recovery_is_the_fall_in_the_first_minute():
    assert recovery([99.5, 100.5, 159.8, 161], [180, 179, 142, 141]) == 38


@pytest.mark.parametrize(
    ("at", "bpm"),
    [([95.0, 160.0], [180, 140]), ([99.0, 155.0], [180, 140]), ([101.0, 160.0], [180, 140])],
)
def test_that_a_stale_value_gives_none(at: list[float], bpm: list[float]):
    assert recovery(at, bpm) is None


def test_that_an_easy_effort_gives_none():
    assert recovery([100, 160], [159, 120]) is None
    assert recovery([100, 160], [160, 120]) == 40
