"""A workout as a draft: there and back without loss, and each edit as it should be."""

from __future__ import annotations

import msgspec
import pytest

from core.domain.agility import Drill, PatternStep
from core.domain.ids import WorkoutId
from core.domain.strength import Exercise
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind
from core.errors import InvalidInputError
from core.planning.content_rules import check_workout
from core.planning.unrolling import unrolled_workout
from tests.helpers.workout_fakes import sample_workouts
from ui.workouts import edits
from ui.workouts.draft import PartKind, Place, Section, draft_of, workout_of
from ui.workouts.drill_path import (
    marks_of,
    with_mark_added,
    with_mark_moved,
    with_mark_removed,
)
from ui.workouts.findings import findings
from ui.workouts.profile import profile_of
from ui.workouts.starts import new_draft

WORK = Interval(name="Work", duration_s=60, target_zone=4)
EASY = Interval(name="Easy", duration_s=30)
SQUAT = Exercise(id="squat", name="Squat", sets=3, reps=5)
_set = msgspec.structs.replace


@pytest.mark.parametrize("workout", sample_workouts(), ids=lambda one: one.id)
def test_that_opening_and_saving_a_workout_changes_nothing_of_what_is_done(workout: Workout):
    again = workout_of(draft_of(workout))
    assert [one.duration_s for one in again.intervals] == [
        one.duration_s for one in workout.intervals
    ]
    assert [one.target_ftp_share for one in again.intervals] == [
        one.target_ftp_share for one in workout.intervals
    ]
    assert again.duration_s == pytest.approx(workout.duration_s)
    assert [block.name for block in again.blocks] == [block.name for block in workout.blocks]
    assert [block.exercises for block in again.blocks] == [
        block.exercises for block in workout.blocks
    ]
    assert [len(block.drills) for block in again.blocks] == [
        len(block.drills) for block in workout.blocks
    ]
    assert workout_of(draft_of(again)) == again
    assert findings(draft_of(workout)) == ()
    assert profile_of(draft_of(workout)).seconds == pytest.approx(workout.duration_s)


def test_that_a_block_with_a_time_of_its_own_stays_one_block():
    block = Block(
        name="Engine",
        duration_s=900,
        series=(Series(repeats=2, intervals=(WORK, EASY)), Series(intervals=(WORK,))),
    )
    stored = unrolled_workout(
        Workout(id=WorkoutId("m"), name="M", kind=WorkoutKind.HYBRID, blocks=(block,))
    )
    (section,) = draft_of(stored).sections
    assert (section.duration_s, len(section.parts)) == (900, 5)
    (again,) = workout_of(draft_of(stored)).blocks
    assert (again.duration_s, again.intervals) == (900, stored.blocks[0].intervals)


@pytest.mark.parametrize("kind", list(WorkoutKind))
def test_that_every_kind_begins_with_something_that_can_be_saved_once_it_is_named(kind):
    draft = new_draft(kind)
    assert [one.text for one in findings(draft)] == ["The workout needs a name."]
    named = _set(draft, name="New")
    assert findings(named) == ()
    check_workout(workout_of(named))


def test_that_exercises_without_an_id_get_one_from_their_name_and_no_two_are_alike():
    parts = tuple(_set(SQUAT, id=part_id) for part_id in ("", "squat", ""))
    section = Section(kind=PartKind.EXERCISES, name="Lifts", parts=parts)
    draft = _set(new_draft(WorkoutKind.STRENGTH), name="S", sections=(section,))
    ids = [one.id for one in workout_of(draft).blocks[0].exercises]
    assert ids == ["squat", "squat-2", "squat-3"]


def plain(*counts: int) -> object:
    """A conditioning draft whose sections have so many intervals: a0, a1, b0…"""
    sections = tuple(
        Section(
            kind=PartKind.INTERVALS,
            parts=tuple(_set(WORK, name=f"{'abc'[at]}{number}") for number in range(count)),
        )
        for at, count in enumerate(counts)
    )
    return _set(new_draft(WorkoutKind.CONDITIONING), name="P", sections=sections)


def names(draft) -> list[list[str]]:
    return [[part.name for part in section.parts] for section in draft.sections]


@pytest.mark.parametrize(
    ("place", "before_row", "expected", "there"),
    [
        (Place(0, 0), 3, [["a1", "a0"], ["b0"]], Place(0, 1)),
        (Place(0, 0), 5, [["a1"], ["b0", "a0"]], Place(1, 1)),
        (Place(0, 1), 4, [["a0"], ["a1", "b0"]], Place(1, 0)),
        (Place(1, 0), 0, [["b0", "a0", "a1"]], Place(0, 0)),
        (Place(0), 5, [["b0"], ["a0", "a1"]], Place(1)),
        (Place(1), 0, [["b0"], ["a0", "a1"]], Place(0)),
        (Place(1), 1, [["a0", "a1"], ["b0"]], Place(1)),
    ],
)
def test_that_rows_go_where_they_are_let_go(place, before_row, expected, there):
    after, at = edits.moved(plain(2, 1), place, before_row)
    assert (names(after), at) == (expected, there)


def test_that_steps_by_key_go_through_sections_and_stop_at_the_ends():
    draft, at = plain(2, 1), Place(0, 0)
    seen = []
    for _ in range(4):
        draft, at = edits.shifted(draft, at, 1)
        seen.append(at)
    assert seen == [Place(0, 1), Place(1, 0), Place(1, 1), Place(1, 1)]
    assert names(draft) == [["a1"], ["b0", "a0"]]
    draft, at = edits.shifted(draft, Place(1), -1)
    assert (names(draft), at) == ([["b0", "a0"], ["a1"]], Place(0))


def test_that_a_section_goes_with_its_last_part():
    draft = plain(1, 2)
    assert names(edits.removed(draft, Place(0, 0))) == [["b0", "b1"]]
    after, at = edits.shifted(draft, Place(0, 0), 1)
    assert (names(after), at) == ([["b0", "b1"], ["a0"]], Place(1, 0)), "past, not into"
    assert edits.moved(draft, Place(0, 0), 2) == (draft, Place(0, 0)), "it stays where it was"


def test_that_a_part_is_kept_out_of_sections_of_another_kind():
    sections = (
        Section(kind=PartKind.EXERCISES, name="Lifts", parts=(SQUAT,)),
        Section(kind=PartKind.INTERVALS, name="Engine", parts=(WORK,)),
    )
    draft = _set(new_draft(WorkoutKind.HYBRID), sections=sections)
    with pytest.raises(InvalidInputError) as refused:
        edits.moved(draft, Place(0, 0), 4)
    assert refused.value.message == "“Squat” cannot stand among intervals."


def test_that_findings_name_the_place_and_the_field():
    sections = (
        Section(kind=PartKind.INTERVALS, repeats=0, parts=(_set(WORK, name=""),)),
        Section(kind=PartKind.INTERVALS),
    )
    draft = _set(new_draft(WorkoutKind.CONDITIONING), name="F", sections=sections)
    assert [(one.place, one.field) for one in findings(draft)] == [
        (Place(0), "repeats"),
        (Place(0, 0), "name"),
        (Place(1), ""),
    ]
    hybrid = _set(
        new_draft(WorkoutKind.STRENGTH), name="F", sections=(_set(sections[1], name="x"),)
    )
    assert findings(hybrid)[-1].text == "A workout of this kind needs an exercise."
    long = Section(kind=PartKind.INTERVALS, repeats=9, parts=(_set(WORK, duration_s=4 * 3600),))
    endless = _set(draft, sections=(long,))
    assert findings(endless)[0].text == "It lasts 36.0 hours; a session has 8 at most."


def test_that_steps_keep_their_place_on_the_rink_when_the_start_moves():
    steps = (PatternStep(label="Start", x_m=0, y_m=0), PatternStep(label="Cone", x_m=5, y_m=0))
    drill = Drill(id="d", name="D", repetitions=3, pattern=steps, start_x_m=-10, start_y_m=4)
    assert [(one.x_m, one.y_m) for one in marks_of(drill)] == [(-10, 4), (-5, 4)]
    moved = with_mark_moved(drill, 0, -12, 4)
    assert [(one.x_m, one.y_m) for one in marks_of(moved)] == [(-12, 4), (-5, 4)]
    assert (moved.start_x_m, moved.pattern[1].x_m) == (-12, 7)
    added, at = with_mark_added(drill, 0, -8, 6)
    assert (at, [one.label for one in added.pattern]) == (1, ["Start", "Step 2", "Cone"])
    assert marks_of(with_mark_removed(added, 0))[0].label == "Step 2"
    assert with_mark_removed(with_mark_removed(drill, 0), 0).pattern == ()
