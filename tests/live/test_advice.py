"""Advice says what to do, and the numbers behind it."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from core.live.advice.advice import AdviceKind
from core.live.advice.block_length import block_length
from core.live.advice.drill_hint import drill_hint, drill_rest
from core.live.advice.intensity import ZoneTime, intensity
from core.live.advice.next_set import SetDone, SetPlan, next_set

PLAN = SetPlan(reps=5, rest_s=120, target_rpe=8)


@pytest.mark.requirement(40, 53)
def test_that_an_easy_set_makes_the_next_one_heavier_by_what_the_table_says():
    following = next_set(SetDone(reps=5, weight_kg=100, rpe=7), PLAN)
    assert following is not None
    assert (following.weight_kg, following.reps, following.rest_s) == (102.5, 5, 120)
    assert following.advice.text == "Next set: 5 × 102.5 kg, after 2:00 of rest."
    assert following.advice.reason == (
        "5 × 100 kg at RPE 7 means a maximum of 127 kg today; 5 at RPE 8 is 81 % of it."
    )


@pytest.mark.requirement(53)
def test_that_a_hard_set_makes_the_next_one_lighter_and_the_rest_longer():
    following = next_set(SetDone(reps=2, weight_kg=100, rpe=10), PLAN)
    assert following is not None
    assert (following.weight_kg, following.rest_s) == (90, 150)
    assert "no more than 10 %" in following.advice.reason
    assert "30 s longer" in following.advice.reason


@pytest.mark.parametrize(
    ("done", "is_restricted", "why"),
    [
        (SetDone(reps=5, weight_kg=100, rpe=6, form_rating=2), False, "form was rated 2 of 5"),
        (SetDone(reps=5, weight_kg=100, rpe=6), True, "medical staff"),
        (SetDone(reps=8, weight_kg=100), True, "5 repetitions"),
    ],
)
def test_that_a_weight_never_rises_after_bad_form_or_against_medicine(done, is_restricted, why):
    following = next_set(done, PLAN, is_restricted=is_restricted)
    assert following is not None
    assert following.weight_kg == 100
    assert why in following.advice.reason


def test_that_without_rpe_the_repetitions_speak():
    six = SetPlan(reps=6, rest_s=90)
    better = next_set(SetDone(reps=9, weight_kg=100), six)
    short = next_set(SetDone(reps=3, weight_kg=100), PLAN)
    assert better is not None
    assert better.weight_kg == 102.5
    assert short is not None
    assert short.weight_kg == 97.5


def test_that_a_set_without_weight_has_only_repetitions_and_rest():
    following = next_set(SetDone(reps=10, weight_kg=0, rpe=9.5), SetPlan(reps=10, rest_s=60))
    assert following is not None
    assert following.advice.text == "Next set: 10 repetitions, after 1:00 of rest."
    assert next_set(SetDone(reps=0, weight_kg=50), PLAN) is None


@given(
    reps=st.integers(0, 100_000),
    weight_kg=st.floats(0, 1000),
    rpe=st.none() | st.floats(0, 10),
    planned=st.integers(0, 1000),
)
def test_that_no_set_that_can_be_reported_breaks_the_advice(reps, weight_kg, rpe, planned):
    plan = SetPlan(reps=planned, rest_s=60, target_rpe=8)
    following = next_set(SetDone(reps=reps, weight_kg=weight_kg, rpe=rpe), plan)
    if following is not None:
        assert abs(following.weight_kg - weight_kg) <= weight_kg * 0.1 + 1e-6
        assert following.advice.reason


@pytest.mark.requirement(45, 53)
@pytest.mark.parametrize(
    ("time", "power_w", "kind", "text"),
    [
        (ZoneTime(in_s=50, below_s=9), None, None, ""),
        (ZoneTime(in_s=60, below_s=40), 200, None, ""),
        (ZoneTime(in_s=90, above_s=10), 200, AdviceKind.HOLD, "Keep it like this."),
        (ZoneTime(above_s=80, in_s=20), 200, AdviceKind.EASIER, "Ease off by 5 %, to 190 W."),
        (
            ZoneTime(above_s=80, in_s=20), 150, AdviceKind.EASIER,
            "Ease off until the heart rate comes down.",
        ),
        (ZoneTime(below_s=80, in_s=20), 200, AdviceKind.HARDER, "Go 5 % harder, to 210 W."),
        (ZoneTime(below_s=80, in_s=20), 150, AdviceKind.HARDER, "Come up to 200 W."),
        (ZoneTime(below_s=80, in_s=20), None, AdviceKind.HARDER, "Go 5 % harder, to 210 W."),
    ],
)  # fmt: skip
def test_that_the_time_in_zone_says_harder_easier_or_right(time, power_w, kind, text):
    found = intensity(time, 4, power_w=power_w, target_power_w=200)
    assert (None if found is None else found.kind) == kind
    if found is not None:
        assert found.text == text
        assert "zone 4" in found.reason


@pytest.mark.requirement(48, 53)
def test_that_a_block_is_shortened_when_too_hard_and_lengthened_when_easy():
    shorter = block_length(300, in_zone_share=0.4)
    longer = block_length(300, in_zone_share=0.95, rpe=6, target_rpe=7)
    assert shorter is not None
    assert shorter.text == "Make the next block shorter: 4:00 instead of 5:00."
    assert shorter.reason == "Last block: 40 % of the time in zone."
    assert longer is not None
    assert "5:30" in longer.text
    assert longer.reason == "Last block: 95 % of the time in zone, RPE 6 where 7 was planned."
    assert block_length(300) is None
    assert block_length(300, in_zone_share=0.95, rpe=7, target_rpe=7) is None
    too_hard = block_length(300, in_zone_share=0.95, rpe=9, target_rpe=7)
    assert too_hard is not None
    assert "shorter" in too_hard.text


@pytest.mark.requirement(49, 53)
def test_that_the_most_frequent_error_of_a_drill_is_what_to_mind():
    assert drill_hint([]) is None
    hint = drill_hint(["missed_line", "Slow turn", "missed-line"], step="left cone")
    assert hint is not None
    assert hint.text.startswith("Touch every line")
    assert hint.reason == "Missed line 2 times at left cone."
    unknown = drill_hint(["dropped stick"], step="gate 2")
    assert unknown is not None
    assert unknown.text == "Mind the dropped stick at gate 2: go slower there once."


@pytest.mark.requirement(49)
def test_that_fading_times_ask_for_more_rest_and_slow_ones_for_a_faster_start():
    fading = drill_rest([4.5, 4.6, 5.0], 60)
    assert fading is not None
    assert (fading.kind, fading.text) == (AdviceKind.REST, "Rest 1:30 before the next one.")
    slow = drill_rest([4.9], 60, target_s=4.5)
    assert slow is not None
    assert slow.reason == "4.90 s is 0.40 s over the target."
    assert drill_rest([4.5, 4.6], 60, target_s=4.5) is None
