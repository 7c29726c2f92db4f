from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from core.domain.player import Sex
from core.physiology import energy, samples


def test_that_a_minute_matches_the_published_regression():
    # Men, 150 bpm, 80 kg, 25 y: (-55.0969 + 94.635 + 15.904 + 5.0425) / 4.184 = 14.45617.
    man = energy.kcal_per_minute(150, heart_rate_max_bpm=200, mass_kg=80, age=25, sex=Sex.MALE)
    assert man == pytest.approx(14.45617, abs=1e-5)
    # Women, 150 bpm, 65 kg, 25 y: (-20.4022 + 67.08 - 8.2095 + 1.85) / 4.184 = 9.63630.
    woman = energy.kcal_per_minute(150, heart_rate_max_bpm=195, mass_kg=65, age=25, sex=Sex.FEMALE)
    assert woman == pytest.approx(9.63630, abs=1e-5)


def test_that_below_half_of_the_maximum_nothing_is_counted():
    body = {"heart_rate_max_bpm": 200, "mass_kg": 80, "age": 25, "sex": Sex.MALE}
    assert energy.kcal_per_minute(99.9, **body) == 0  # type: ignore[arg-type]
    assert energy.kcal_per_minute(100, **body) > 0  # type: ignore[arg-type, operator]


def test_that_energy_is_never_negative():
    light = energy.kcal_per_minute(60, heart_rate_max_bpm=120, mass_kg=30, age=10, sex=Sex.MALE)
    assert light == 0


def test_that_missing_inputs_give_no_value():
    body = {"heart_rate_max_bpm": 200, "age": 25, "sex": Sex.MALE}
    assert energy.kcal_per_minute(None, mass_kg=80, **body) is None  # type: ignore[arg-type]
    assert energy.kcal_per_minute(150, mass_kg=0, **body) is None  # type: ignore[arg-type]
    assert samples.energy_kcal(np.empty(0), np.empty(0), mass_kg=80, **body) is None  # type: ignore[arg-type]


def test_that_samples_add_up_by_their_seconds():
    total = samples.energy_kcal(
        np.array([150.0, 80.0]), np.array([120.0, 600.0]),
        heart_rate_max_bpm=200, mass_kg=80, age=25, sex=Sex.MALE,
    )  # fmt: skip
    assert total == pytest.approx(2 * 14.45617, abs=1e-4)


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 3, 1), 25), (date(2026, 3, 2), 26), (date(2026, 12, 31), 26)]
)
def test_that_age_is_in_full_years(day: date, age: int):
    assert energy.age_years(date(2000, 3, 2), day) == age
