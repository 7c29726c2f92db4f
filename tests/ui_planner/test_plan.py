"""The plan and its undo stack: pure values."""

from __future__ import annotations

from datetime import date, time

from hypothesis import given, settings, strategies as st

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.ids import FacilityId, PlayerId, WorkoutId
from core.domain.session import DistributionStrategy
from tests.helpers.sample_club import KINDS
from ui.common.history import History
from ui.planner.plan import (
    Plan,
    moved,
    with_count,
    with_distribution,
    with_equipment,
    with_group,
    with_same_workout,
)

IDS = [PlayerId(f"p{number}") for number in range(10)]


def _plan(count: int = 3) -> Plan:
    blank = Plan(
        name="Team Conditioning",
        day=date(2026, 11, 16),
        start=time(9, 0),
        duration_min=60,
        facility_id=FacilityId("facility-001"),
        workout_id=WorkoutId("base"),
    )
    return with_count(blank, count, KINDS)


def test_that_groups_take_the_machine_types_in_turn_and_are_named_after_them() -> None:
    plan = _plan(4)

    assert [group.equipment for group in plan.groups] == [ROWING, BIKE_ERG, SKI_ERG, ROWING]
    assert [group.name for group in plan.groups] == [
        "Rowing Group A",
        "Bike Erg Group B",
        "Ski Erg Group C",
        "Rowing Group D",
    ]


def test_that_there_are_two_to_eight_groups() -> None:
    assert len(with_count(_plan(), 1, KINDS).groups) == 2
    assert len(with_count(_plan(), 9, KINDS).groups) == 8


def test_that_players_of_a_group_that_goes_away_are_unassigned() -> None:
    plan = moved(_plan(), IDS[:2], 2)

    fewer = with_count(plan, 2, KINDS)

    assert fewer.assigned_ids == ()
    assert with_count(fewer, 3, KINDS).groups[2].player_ids == ()


def test_that_a_default_name_follows_the_machine_but_a_typed_one_stays() -> None:
    plan = with_equipment(_plan(), 0, KINDS[2])
    assert plan.groups[0].name == "Ski Erg Group A"

    group = plan.groups[0]
    typed = with_group(
        plan, 0, type(group)(name="Juniors", is_named_by_hand=True, equipment=group.equipment)
    )
    assert with_equipment(typed, 0, KINDS[0]).groups[0].name == "Juniors"


def test_that_without_a_common_workout_each_group_begins_with_the_base() -> None:
    plan = with_same_workout(_plan(), is_same=False)
    assert [group.workout_id for group in plan.groups] == ["base"] * 3

    again = with_same_workout(plan, is_same=True)
    assert [group.workout_id for group in again.groups] == [None] * 3
    assert again.workout_of(1) == "base"


def test_that_a_move_by_hand_makes_the_plan_one_by_hand() -> None:
    spread = with_distribution(
        _plan(), [IDS[:2], IDS[2:4], IDS[4:6]], DistributionStrategy.RANDOM, seed=7
    )
    assert (spread.strategy, spread.seed) == (DistributionStrategy.RANDOM, 7)

    by_hand = moved(spread, [IDS[0]], 1)

    assert (by_hand.strategy, by_hand.seed) == (DistributionStrategy.MANUAL, None)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True),
            st.one_of(st.none(), st.integers(0, 2)),
        ),
        max_size=12,
    )
)
def test_that_a_player_is_never_in_two_groups_and_undo_leads_all_the_way_back(moves) -> None:
    history = History(_plan())
    steps = 0
    for player_ids, target in moves:
        steps += history.commit(moved(history.present, player_ids, target))
        assigned = history.present.assigned_ids
        assert len(assigned) == len(set(assigned))
    last = history.present

    for _ in range(steps):
        assert history.undo()
    assert history.present == _plan()
    assert not history.undo()

    for _ in range(steps):
        assert history.redo()
    assert history.present == last


def test_that_a_typed_word_is_one_undo_step() -> None:
    history = History("")
    for text in ("T", "Te", "Tea"):
        history.commit(text, merge_key="name")
    history.commit("Tea at five")

    assert history.undo()
    assert history.present == "Tea"
    assert history.undo()
    assert history.present == ""


def test_that_a_new_step_forgets_what_was_taken_back() -> None:
    history = History(0)
    history.commit(1)
    history.undo()
    history.commit(2)

    assert not history.can_redo
    assert history.present == 2
