"""Figures of lifting against worked examples."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from core.physiology import apre, strength
from core.physiology.rpe_table import share_of_maximum
from core.physiology.strength import MaximumFormula


@pytest.mark.parametrize(
    ("formula", "expected_kg"),
    [
        (MaximumFormula.EPLEY, 116.667),
        (MaximumFormula.BRZYCKI, 112.5),
        (MaximumFormula.LOMBARDI, 117.462),
        (MaximumFormula.OCONNER, 112.5),
        (MaximumFormula.WATHAN, 116.583),
        (MaximumFormula.MAYHEW, 119.010),
        (MaximumFormula.LANDER, 113.711),
    ],
)
def test_that_five_repetitions_with_100_kg_give_each_formulas_maximum(formula, expected_kg):
    found = strength.one_rep_maximum_kg(100, 5, formula)
    assert found == pytest.approx(expected_kg, abs=0.01)


def test_that_epley_and_brzycki_agree_at_ten_repetitions():
    epley = strength.one_rep_maximum_kg(80, 10)
    assert epley == pytest.approx(strength.one_rep_maximum_kg(80, 10, MaximumFormula.BRZYCKI))


@pytest.mark.parametrize("formula", list(MaximumFormula))
def test_that_one_repetition_is_the_maximum_itself(formula):
    assert strength.one_rep_maximum_kg(142.5, 1, formula) == 142.5
    assert strength.one_rep_maximum_kg(142.5, 0, formula) is None


def test_that_brzycki_says_nothing_from_37_repetitions_on():
    assert strength.one_rep_maximum_kg(40, 37, MaximumFormula.BRZYCKI) is None
    assert strength.one_rep_maximum_kg(40, 36, MaximumFormula.BRZYCKI) is not None


def test_that_repetitions_in_reserve_count_as_done():
    left = strength.one_rep_maximum_kg(100, 3, in_reserve=2)
    assert left == strength.one_rep_maximum_kg(100, 5)


def test_that_more_than_ten_repetitions_say_little_and_more_than_twelve_make_no_record():
    assert [strength.is_low_confidence(reps) for reps in (10, 11)] == [False, True]
    assert [strength.counts_for_record(reps) for reps in (0, 12, 13)] == [False, True, False]


def test_that_the_table_says_81_percent_for_five_at_eight():
    assert share_of_maximum(5, 8) == pytest.approx(0.811)
    assert share_of_maximum(1, 10) == 1.0
    assert share_of_maximum(12, 6) == pytest.approx(0.574)
    assert share_of_maximum(13, 8) is None
    assert share_of_maximum(5, 5.5) is None


@pytest.mark.parametrize(
    ("wanted_kg", "last_kg", "expected_kg"),
    [
        (101.24, 100, 100),
        (101.25, 100, 100),  # between two steps: the lower
        (101.26, 100, 102.5),
        (150, 100, 110),
        (50, 100, 90),
        (30, 20, 20),  # the next plate would be more than 10 %
        (10, 11.3, 11.3),  # no plate inside the limit at all
    ],
)
def test_that_the_next_load_is_in_plates_and_changes_by_a_tenth_at_most(
    wanted_kg, last_kg, expected_kg
):
    assert strength.next_load_kg(wanted_kg, last_kg) == expected_kg


@given(wanted_kg=st.floats(0, 1000), last_kg=st.floats(0.5, 500), may_rise=st.booleans())
def test_that_no_next_load_breaks_its_limits(wanted_kg, last_kg, may_rise):
    found = strength.next_load_kg(wanted_kg, last_kg, may_rise=may_rise)
    assert abs(found - last_kg) <= last_kg * 0.1 + 1e-6
    assert may_rise or found <= last_kg


def test_that_a_set_and_the_load_for_it_are_inverse():
    maximum_kg = strength.maximum_of_set_kg(100, 5, 8.5)
    assert maximum_kg is not None
    assert strength.load_kg(maximum_kg, 5, 8.5) == pytest.approx(100)
    outside = strength.maximum_of_set_kg(60, 15, 8)
    assert outside == pytest.approx(60 * (1 + 17 / 30))


@pytest.mark.parametrize(
    ("planned", "reps", "expected"),
    [
        (3, 1, (-5, -2.5)), (3, 4, (0, 0)), (3, 6, (2.5, 5)), (3, 7, (5, 7.5)),
        (6, 2, (-5, -2.5)), (6, 4, (-2.5, 0)), (6, 7, (0, 0)), (6, 12, (2.5, 5)), (6, 13, (5, 7.5)),
        (10, 6, (-5, -2.5)), (10, 8, (-2.5, 0)), (10, 11, (0, 0)), (10, 17, (5, 7.5)),
        (5, 5, None), (3, 0, None),
    ],
)  # fmt: skip
def test_that_autoregulated_changes_follow_the_table(planned, reps, expected):
    assert apre.change_kg(planned, reps) == expected


def test_that_volume_hard_sets_and_rest_add_up():
    assert strength.volume_load_kg([(100, 5), (102.5, 5), (0, 12)]) == 1012.5
    assert [strength.is_hard(rpe) for rpe in (None, 6.5, 7)] == [False, False, True]
    assert strength.rest_s(120, 9, 8) == 150
    assert strength.rest_s(120, 8.5, 8) == 120
    assert strength.rest_s(120, None, 8) == 120
