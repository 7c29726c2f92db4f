"""What a player may do inside a workout, and what he does instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain.agility import Drill
from core.domain.ids import PlayerId, RestrictionId, WorkoutId
from core.domain.restriction import Restriction, Severity
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.workout import (
    Block,
    Content,
    Interval,
    Workout,
    WorkoutKind,
    fitted_content,
    kind_of,
)
from core.planning.adaptation import adapted, known_parts
from core.planning.medical_content import ContentGate

DAY = date(2026, 3, 15)
SQUAT = Exercise(
    id="squat",
    name="Back squat",
    sets=4,
    reps=5,
    load=Load(value=80, unit=LoadUnit.PERCENT_1RM),
    target_rpe=8,
    body_parts=("knee", "hip"),
    movements=("squat",),
)
BRIDGE = Exercise(
    id="bridge", name="Hip bridge", sets=3, reps=10, body_parts=("hip",), movements=("bridge",)
)
PRESS = Exercise(
    id="press", name="Push press", sets=3, reps=5, body_parts=("shoulder",), movements=("overhead",)
)
SPRINT = Drill(id="sprint", name="5-10-5", repetitions=6, body_parts=("knee",), movements=("cut",))
WALL = Drill(id="wall", name="Wall", repetitions=4, body_parts=("shoulder",), movements=("throw",))
LIFTS = Content(kind=WorkoutKind.STRENGTH, blocks=(Block(name="Lifts", exercises=(SQUAT, PRESS)),))
KNOWN = known_parts(
    [
        Workout(
            id=WorkoutId("w"),
            name="W",
            kind=WorkoutKind.HYBRID,
            blocks=(Block(name="B", exercises=(BRIDGE, SQUAT), drills=(WALL,)),),
        )
    ]
)


def gate(**more: Any) -> ContentGate:
    given = {"body_part": "left knee", "valid_from": DAY, "valid_to": date(2026, 3, 31)} | more
    return ContentGate(
        [Restriction(id=RestrictionId("r"), player_id=PlayerId("anna"), **given)], DAY
    )


@pytest.mark.parametrize(
    ("restriction", "allowed"),
    [
        ({}, (False, True, True)),
        ({"severity": Severity.CAUTION}, (True, True, True)),
        ({"severity": Severity.STOP}, (False, False, False)),
        ({"severity": Severity.CAUTION, "forbidden_movements": ("Squat",)}, (False, True, True)),
        ({"body_part": "shoulder"}, (True, True, False)),
        ({"valid_from": date(2026, 3, 16)}, (True, True, True)),
        ({"valid_from": date(2026, 3, 1), "valid_to": date(2026, 3, 14)}, (True, True, True)),
    ],
)
def test_that_body_part_movement_severity_and_day_decide(
    restriction: dict[str, Any], allowed: tuple[bool, ...]
) -> None:
    asked = gate(**restriction)
    assert tuple(asked.allows(one) for one in (SQUAT, BRIDGE, PRESS)) == allowed


@pytest.mark.requirement(87)
def test_that_the_nearest_allowed_exercise_comes_with_the_planned_sets_and_a_careful_load() -> None:
    result = adapted(LIFTS, gate(), KNOWN)
    (first, second) = result.content.blocks[0].exercises
    assert (first.id, first.sets, first.reps, first.target_rpe) == ("bridge", 4, 5, 7.0)
    assert second == PRESS
    (change,) = result.changes
    assert change.text == "Back squat: Hip bridge (not allowed until 31 March 2026)"
    assert "knee" not in change.text


@pytest.mark.requirement(87)
def test_that_what_the_medical_staff_has_named_goes_before_what_is_like_it() -> None:
    asked = gate(alternative_exercises=("Leg raise", "bridge"))
    (first, _) = adapted(LIFTS, asked, KNOWN).content.blocks[0].exercises
    assert (first.name, first.sets, first.reps) == ("Leg raise", 4, 5)
    forbidden_too = gate(alternative_exercises=("squat", "Hip Bridge"))
    (first, _) = adapted(LIFTS, forbidden_too, KNOWN).content.blocks[0].exercises
    assert first.id == "bridge"


def test_that_without_anything_like_it_the_part_is_left_out_and_the_block_stays() -> None:
    drills = Content(kind=WorkoutKind.AGILITY, blocks=(Block(name="Runs", drills=(SPRINT,)),))
    result = adapted(drills, gate(), KNOWN)
    (block,) = result.content.blocks
    assert block.is_empty
    assert block.planned_s == drills.blocks[0].planned_s
    assert [change.text for change in result.changes] == [
        "5-10-5: left out (not allowed until 31 March 2026)"
    ]


def test_that_a_ceiling_lowers_zone_and_power_and_keeps_the_timeline() -> None:
    intervals = (
        Interval(name="Warm-up", duration_s=600, target_zone=2, target_ftp_share=0.6),
        Interval(name="Work", duration_s=240, target_zone=4, target_ftp_share=1.05),
        Interval(name="Sprint", duration_s=30, target_ftp_share=1.5),
        Interval(name="Rest", duration_s=120),
    )
    result = adapted(Content(intervals=intervals), gate(intensity_ceiling_zone=2))
    assert [one.duration_s for one in result.content.intervals] == [600, 240, 30, 120]
    assert [one.target_zone for one in result.content.intervals] == [2, 2, None, None]
    assert [one.target_ftp_share for one in result.content.intervals] == [0.6, 0.75, 0.75, None]
    assert [change.what for change in result.changes] == ["Work", "Sprint"]
    assert adapted(Content(intervals=intervals), gate(intensity_ceiling_zone=5)).changes == ()


def test_that_a_flag_on_a_part_keeps_its_exercises_from_getting_heavier() -> None:
    asked = gate(severity=Severity.CAUTION)
    assert not asked.may_go_up(SQUAT)
    assert asked.may_go_up(PRESS)


def test_that_blocks_fit_the_session_and_become_its_timeline() -> None:
    engine = Block(
        name="Engine",
        intervals=(
            Interval(name="Work", duration_s=180, target_zone=4),
            Interval(name="Float", duration_s=120),
        ),
    )
    blocks = (Block(name="Lifts", exercises=(SQUAT,), duration_s=900), engine)
    assert kind_of(blocks) is WorkoutKind.HYBRID
    content = fitted_content(WorkoutKind.HYBRID, (), blocks, 2400)
    assert [(one.name, one.duration_s) for one in content.intervals] == [
        ("Lifts", 1800),
        ("Work", 360),
        ("Float", 240),
    ]
    assert content.blocks[0].exercises == (SQUAT,)
    again = fitted_content(WorkoutKind.HYBRID, content.intervals, content.blocks, 1200)
    assert sum(one.duration_s for one in again.intervals) == pytest.approx(1200)
