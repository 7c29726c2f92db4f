"""What the wizard says about a plan: capacity, conflicts and their ways out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import msgspec
import pytest

from core.domain.equipment import BIKE_ERG, ROWING, UnitState
from core.domain.ids import PlayerId
from core.domain.session import DistributionStrategy
from tests.helpers.planning_fakes import booked_of
from tests.helpers.sample_club import (
    FACILITY,
    KINDS,
    NOW,
    PLAYERS,
    RESTRICTIONS,
    UNITS,
    WORKOUTS,
    make_bundle,
)
from ui.planner.bookings import Booking, bookings_of
from ui.planner.club import Club
from ui.planner.defaults import first_plan
from ui.planner.editor import PlanEditor
from ui.planner.finding import Level

ROWERS_1_TO_6 = [PlayerId(f"player-{number:03d}") for number in (1, 2, 3, 5, 6, 7)]
EK = PlayerId("player-004")
"""May neither row nor ski until 3 December (shoulder)."""


def _club(**changes) -> Club:
    parts = {
        "players": PLAYERS,
        "facilities": [FACILITY],
        "kinds": KINDS,
        "units": UNITS,
        "workouts": WORKOUTS,
        "restrictions": RESTRICTIONS,
    }
    return Club(**{**parts, **changes})


def _editor(bookings: tuple[Booking, ...] = (), **changes) -> PlanEditor:
    club = _club(**changes)
    return PlanEditor(club, bookings, first_plan(club, bookings, NOW), lambda: NOW)


def _held(player_ids=(), *, hour: int = 8) -> tuple[Booking, ...]:
    """Another bundle at 09:00 to 10:00 local (8 UTC), on as many rowers as players."""
    bundle = make_bundle(starts_at=NOW.replace(hour=hour, minute=0), player_ids=player_ids)
    units = [unit.id for unit in UNITS if unit.equipment == ROWING][: len(player_ids)]
    first, second = bookings_of(booked_of(bundle))
    return (msgspec.structs.replace(first, unit_ids=tuple(units)), second)


def _problems(editor: PlanEditor) -> list[str]:
    return [one.text for one in editor.review.problems]


@pytest.mark.requirement(21)
def test_that_the_first_plan_is_the_next_free_hour_where_the_last_bundle_was() -> None:
    free = _editor().plan
    assert (free.start, free.duration_min, free.name) == (time(9, 0), 60, "Team Conditioning")
    assert free.facility_id == FACILITY.id

    busy = _editor(_held()).plan
    assert busy.start == time(10, 0)


def test_that_machines_out_of_service_do_not_count() -> None:
    broken = [
        msgspec.structs.replace(unit, state=UnitState.OUT_OF_SERVICE)
        if unit.name in ("Rower 1", "Rower 2")
        else unit
        for unit in UNITS
    ]
    editor = _editor(units=broken)
    editor.move(ROWERS_1_TO_6, 0)

    capacity = editor.review.groups[0].capacity
    assert (capacity.count, capacity.limit, capacity.is_over) == (6, 4, True)
    assert _problems(editor) == ["Rowing Group A needs 6 rowers, 4 are free."]


def test_that_two_groups_on_rowers_share_them() -> None:
    editor = _editor()
    editor.set_equipment(1, ROWING)
    editor.move(ROWERS_1_TO_6[:4], 0)

    assert editor.review.groups[1].capacity.limit == 2
    editor.move([*ROWERS_1_TO_6[4:], PlayerId("player-008")], 1)
    assert _problems(editor) == ["Rowing Group A and Rowing Group B need 7 rowers, 6 are free."]


def test_that_a_conflict_names_the_other_session_and_its_time_and_can_be_shifted_away() -> None:
    editor = _editor(_held([PlayerId("player-017"), PlayerId("player-018")]))
    editor.set_start(time(9, 30))
    editor.move(ROWERS_1_TO_6, 0)

    (problem,) = editor.review.problems
    assert problem.text == (
        "Rowing Group A needs 6 rowers, 4 are free (2 held by “Morning Row 1” 09:00–10:00)."
    )
    labels = {fix.label: fix for fix in problem.fixes}
    assert list(labels) == ["Unassign last 2", "Start 10:00"]

    editor.apply(labels["Start 10:00"])
    assert editor.review.problems == ()
    assert editor.plan.start == time(10, 0)
    editor.undo()
    editor.apply(labels["Unassign last 2"])
    assert editor.review.problems == ()


def test_that_a_free_machine_type_is_offered_instead() -> None:
    editor = _editor(_held([PlayerId("player-017"), PlayerId("player-018")]))
    editor.set_start(time(9, 30))
    editor.set_count(2)
    editor.move(ROWERS_1_TO_6, 0)

    (problem,) = editor.review.problems
    swap = next(fix for fix in problem.fixes if fix.label == "Use Ski Erg")
    editor.apply(swap)
    assert editor.review.problems == ()
    assert editor.plan.groups[0].name == "Ski Erg Group A"


def test_that_a_player_who_trains_elsewhere_at_that_time_is_named() -> None:
    editor = _editor(_held([PLAYERS[0].id]))
    editor.set_start(time(9, 30))
    editor.move([PLAYERS[0].id], 1)

    assert _problems(editor) == ["Lindqvist is in “Morning Row 1” 09:00–10:00 at that time."]


def test_that_a_group_that_outlasts_the_bundle_can_start_when_what_it_meets_is_over() -> None:
    editor = _editor(_held([PLAYERS[0].id], hour=10))
    editor.set_start(time(9, 30))
    editor.move([PLAYERS[0].id], 1)
    assert editor.review.problems == ()

    editor.set_group_duration(1, 120)  # the bundle ends at 10:30, the group at 11:30
    (problem,) = editor.review.problems
    assert problem.text == "Lindqvist is in “Morning Row 1” 11:00–12:00 at that time."
    later = next(fix for fix in problem.fixes if fix.label == "Start 12:00")
    editor.apply(later)
    assert editor.review.problems == ()


def test_that_the_later_start_is_free_for_the_whole_of_a_long_group() -> None:
    player_ids = [PLAYERS[0].id]
    editor = _editor((*_held(player_ids, hour=8), *_held(player_ids, hour=11)))
    editor.set_start(time(9, 30))
    editor.move(player_ids, 1)
    editor.set_group_duration(1, 180)

    later = next(fix for fix in editor.review.problems[0].fixes if fix.label.startswith("Start"))
    assert later.label == "Start 13:00"
    editor.apply(later)
    assert editor.review.problems == ()


def test_that_a_restricted_player_is_refused_with_reason_and_another_machine() -> None:
    editor = _editor()
    editor.move([EK, PLAYERS[0].id], 0)

    assert editor.plan.groups[0].player_ids == (PLAYERS[0].id,)
    notice = editor.notice
    assert notice is not None
    assert notice.level is Level.PROBLEM
    assert notice.text == "Liam Ek may not use Rowing until 3 December 2026."
    (fix,) = notice.fixes
    assert fix.label == "Ek to Bike Erg Group B"

    editor.apply(fix)
    assert editor.plan.groups[1].player_ids == (EK,)
    assert editor.notice is None


def test_that_changing_the_machine_under_a_restricted_player_is_a_problem_with_ways_out() -> None:
    editor = _editor()
    editor.move([EK], 1)
    editor.set_equipment(1, ROWING)

    (problem,) = editor.review.problems
    assert problem.place.field == "sessions.1.playerIds"
    assert problem.fixes[-1].label == "Unassign"


def test_that_a_restriction_ends_with_its_last_day() -> None:
    editor = _editor()
    editor.set_day(datetime(2026, 12, 4, tzinfo=UTC).date())
    editor.move([EK], 0)
    assert editor.plan.groups[0].player_ids == (EK,)


@pytest.mark.parametrize(
    "strategy",
    [
        DistributionStrategy.AUTOMATIC,
        DistributionStrategy.SKILL_BASED,
        DistributionStrategy.RANDOM,
    ],
)
def test_that_each_distribution_places_all_within_capacity_and_is_one_undo_step(strategy) -> None:
    editor = _editor()
    editor.distribute(strategy)

    assert [group.capacity.count for group in editor.review.groups] == [6, 6, 6]
    assert editor.review.problems == ()
    assert EK in editor.plan.groups[1].player_ids
    assert editor.plan.strategy is strategy
    editor.undo()
    assert editor.plan.assigned_ids == ()


def test_that_a_random_distribution_says_its_seed_and_draws_anew_each_time() -> None:
    editor = _editor()
    editor.distribute(DistributionStrategy.RANDOM)
    first, seed = editor.plan.groups, editor.plan.seed
    assert editor.notice is not None
    assert f"seed {seed}" in editor.notice.text

    editor.distribute(DistributionStrategy.RANDOM)
    assert editor.plan.seed != seed
    assert editor.plan.groups != first


def test_that_players_beyond_the_machines_stay_unassigned_and_are_mentioned() -> None:
    editor = _editor(units=[unit for unit in UNITS if unit.equipment != BIKE_ERG])
    editor.distribute(DistributionStrategy.AUTOMATIC)

    assert editor.review.unassigned_count == 6
    assert editor.notice is not None
    assert editor.notice.text.startswith("12 of 18 players spread evenly.")
    assert EK in editor.unassigned_ids


def test_that_auto_distribution_follows_the_number_of_groups_until_somebody_is_moved() -> None:
    editor = _editor()
    editor.set_auto(distributes=True)
    assert [len(group.player_ids) for group in editor.plan.groups] == [6, 6, 6]
    editor.set_count(2)
    assert [len(group.player_ids) for group in editor.plan.groups] == [6, 6]

    editor.move([PLAYERS[0].id], None)
    editor.set_count(3)
    assert len(editor.plan.groups[2].player_ids) == 0


def test_that_a_start_in_the_past_and_a_missing_name_are_problems_at_their_fields() -> None:
    editor = _editor()
    editor.set_start(time(6, 0))
    editor.set_name("  ")

    assert {one.place.field for one in editor.review.problems} == {
        "name",
        "commonProperties.startTime",
    }


def test_that_a_time_the_clocks_leave_out_is_refused() -> None:
    editor = _editor()
    editor.set_day(datetime(2027, 3, 28, tzinfo=UTC).date())
    editor.set_start(time(2, 30))
    assert any("does not exist" in text for text in _problems(editor))


def test_that_sessions_that_only_touch_do_not_collide() -> None:
    editor = _editor(_held([PLAYERS[0].id], hour=9))
    editor.set_start(time(9, 0))
    editor.move([PLAYERS[0].id], 0)
    assert editor.review.problems == ()
    assert NOW + timedelta(hours=1) < NOW.replace(hour=9)
