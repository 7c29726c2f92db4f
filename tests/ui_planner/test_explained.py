"""What the board says about groups: after a spreading in sentences, always in a line each."""

from __future__ import annotations

import re

import pytest

from core.domain.equipment import BIKE_ERG
from core.domain.session import DistributionStrategy
from tests.helpers.sample_club import (
    FACILITY,
    KINDS,
    NOW,
    PLAYERS,
    RESTRICTIONS,
    UNITS,
    WORKOUTS,
)
from ui.planner.club import Club
from ui.planner.defaults import first_plan
from ui.planner.editor import PlanEditor
from ui.planner.explained import group_line
from ui.planner.finding import Level


def editor_of(units=UNITS, form=None) -> PlanEditor:
    club = Club(
        players=PLAYERS,
        facilities=[FACILITY],
        kinds=KINDS,
        units=units,
        workouts=WORKOUTS,
        restrictions=RESTRICTIONS,
        form=form,
    )
    return PlanEditor(club, (), first_plan(club, (), NOW), lambda: NOW)


@pytest.mark.requirement(5, 19)
def test_that_spreading_by_skill_says_how_near_the_groups_are_to_each_other() -> None:
    editor = editor_of()
    editor.distribute(DistributionStrategy.SKILL_BASED)
    assert editor.notice is not None
    assert editor.notice.level is None
    assert re.fullmatch(
        r"18 of 18 players spread by skill\. Group means differ by (less than )?0\.0\d W/kg"
        r"( at most)? \(players by 1\.70 W/kg\)\.",
        editor.notice.text,
    )


@pytest.mark.requirement(19)
def test_that_spreading_by_position_gives_each_group_the_same_mix_in_one_undo_step() -> None:
    editor = editor_of()
    editor.distribute(DistributionStrategy.POSITION)
    assert editor.notice is not None
    assert "In each group: 0 to 1 goalkeepers, 2 to 3 defenders, 3 forwards." in editor.notice.text
    editor.undo()
    assert editor.plan.assigned_ids == ()


def test_that_who_finds_no_place_is_named_with_the_reason() -> None:
    editor = editor_of([unit for unit in UNITS if unit.equipment != BIKE_ERG])
    editor.distribute(DistributionStrategy.AUTOMATIC)
    assert editor.notice is not None
    assert editor.notice.level is Level.WARNING
    assert editor.notice.text.endswith(
        "Left out: Liam Ek. May not train in any of these groups (medical restriction). "
        "Left out: Filip Lund, Anton Hedman, Emil Strand and 2 more. All machines are taken."
    )


def test_that_a_group_shows_its_strength_and_positions_and_who_may_not_be_in_it() -> None:
    editor = editor_of()
    assert group_line(editor.plan, editor.club, 0).text == ""
    editor.move([player.id for player in PLAYERS[:3]], 0)
    line = group_line(editor.plan, editor.club, 0)
    assert re.fullmatch(r"\d\.\d\d W/kg · 1 G 2 D", line.text)
    assert line.hint.endswith("Liam Ek may not use Rowing until 3 December 2026.")


def test_that_spreading_by_readiness_mixes_the_rested_with_the_tired() -> None:
    form = {player.id: 12.0 if at < 9 else -12.0 for at, player in enumerate(PLAYERS)}
    editor = editor_of(form=form)
    editor.distribute(DistributionStrategy.READINESS)
    rested = {player.id for player in PLAYERS[:9]}
    assert [len(rested & set(group.player_ids)) for group in editor.plan.groups] == [3, 3, 3]
    assert editor.notice is not None
    assert "Group means differ by less than 0.1 points of form" in editor.notice.text


def test_that_readiness_of_which_nothing_is_known_changes_nothing_and_says_so() -> None:
    editor = editor_of()
    before = editor.plan
    editor.distribute(DistributionStrategy.READINESS)
    assert editor.plan is before
    assert editor.notice is not None
    assert editor.notice.text.startswith("Nothing was recorded yet")
