"""What the content of a workout must be like: names, times, sets, loads, drills."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.agility import Drill
from core.domain.restriction import Restriction
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind
from core.errors import InvalidInputError
from core.planning.limits import check_between, check_count, check_text
from core.planning.target_rules import check_series, check_targets
from core.planning.unrolling import MAX_INTERVALS

MAX_DURATION_MIN = 480.0
MAX_NAME_LENGTH = 255
MAX_REPETITIONS = 200
"""Sets, repetitions in a set, repetitions of a drill."""
MAX_REST_S = 1800.0
MAX_FIELD_M = 200.0
"""How far from the start a mark may lie."""
_ZONES = range(1, 6)
_MOST_LOAD: dict[LoadUnit, float] = {
    LoadUnit.KG: 500.0,
    LoadUnit.PERCENT_1RM: 120.0,
    LoadUnit.RPE: 10.0,
}


def check_name(name: str, field: str) -> None:
    """See that there is a name, and not a novel.

    Raises:
        InvalidInputError: There is not.
    """
    if not name.strip():
        raise InvalidInputError("A name is missing.", field=field)
    if len(name) > MAX_NAME_LENGTH:
        message = f"A name has at most {MAX_NAME_LENGTH} characters."
        raise InvalidInputError(message, field=field)


def check_duration(duration_min: float, field: str) -> None:
    """See that a duration can be meant.

    Raises:
        InvalidInputError: It cannot.
    """
    if not 0 < duration_min <= MAX_DURATION_MIN:
        message = f"A session lasts up to {MAX_DURATION_MIN:g} minutes, not {duration_min:g}."
        raise InvalidInputError(message, field=field)


def check_interval(interval: Interval, path: str) -> None:
    """See that an interval can be meant.

    Raises:
        InvalidInputError: It cannot.
    """
    check_name(interval.name, f"{path}.name")
    check_duration(interval.duration_s / 60, f"{path}.durationS")
    check_targets(interval, path)


def check_workout(workout: Workout) -> None:
    """See that a workout can be meant, and that its content is of its kind.

    Raises:
        InvalidInputError: It cannot.
    """
    check_name(workout.name, "name")
    _check_tags(workout.tags)
    check_text(workout.description, "description", "description")
    if not workout.series:
        _check_intervals(workout.intervals, "intervals")
    _check_series(workout.series, "series")
    check_blocks(workout.blocks, "blocks")
    has_exercises = any(block.exercises for block in workout.blocks)
    has_drills = any(block.drills for block in workout.blocks)
    if workout.kind is WorkoutKind.CONDITIONING and (has_exercises or has_drills):
        raise InvalidInputError(
            "A conditioning workout has intervals, neither exercises nor drills.",
            suggested_action="Make it a hybrid workout.",
            field="blocks",
        )
    wanted, is_there = {
        WorkoutKind.STRENGTH: ("exercises", has_exercises),
        WorkoutKind.AGILITY: ("drills", has_drills),
    }.get(workout.kind, ("", True))
    if workout.blocks and not is_there:
        message = f"A workout of kind {workout.kind} needs {wanted}."
        raise InvalidInputError(message, field="blocks")


def check_restriction(restriction: Restriction) -> None:
    """See that a medical restriction can be meant.

    Raises:
        InvalidInputError: It cannot.
    """
    check_name(restriction.body_part, "bodyPart")
    check_text(restriction.note, "note", "note")
    check_count(len(restriction.forbidden_equipment), "machine types", "forbiddenEquipment")
    if restriction.valid_to is not None and restriction.valid_to < restriction.valid_from:
        raise InvalidInputError("A restriction ends after it begins.", field="validTo")
    ceiling = restriction.intensity_ceiling_zone
    if ceiling is not None and ceiling not in _ZONES:
        raise InvalidInputError("A highest zone is 1 to 5.", field="intensityCeilingZone")
    for field, words in (
        ("forbiddenMovements", restriction.forbidden_movements),
        ("alternativeExercises", restriction.alternative_exercises),
    ):
        check_count(len(words), "words", field)
        for index, word in enumerate(words):
            check_name(word, f"{field}.{index}")


def check_blocks(blocks: Sequence[Block], path: str) -> None:
    """See that blocks can be meant.

    Raises:
        InvalidInputError: They cannot.
    """
    check_count(len(blocks), "blocks", path)
    for index, block in enumerate(blocks):
        _check_block(block, f"{path}.{index}")


def _check_block(block: Block, path: str) -> None:
    check_name(block.name, f"{path}.name")
    if block.duration_s is not None:
        check_duration(block.duration_s / 60, f"{path}.durationS")
    elif block.is_empty:
        message = f"The block “{block.name}” has nothing in it and lasts no time."
        raise InvalidInputError(message, field=path)
    if not block.series:
        _check_intervals(block.intervals, f"{path}.intervals")
    _check_series(block.series, f"{path}.series")
    check_count(len(block.exercises), "exercises", f"{path}.exercises")
    for index, exercise in enumerate(block.exercises):
        _check_exercise(exercise, f"{path}.exercises.{index}")
    check_count(len(block.drills), "drills", f"{path}.drills")
    for index, drill in enumerate(block.drills):
        _check_drill(drill, f"{path}.drills.{index}")


def _check_series(series: Sequence[Series], path: str) -> None:
    check_series(series, path)
    for index, one in enumerate(series):
        _check_intervals(one.intervals, f"{path}.{index}.intervals")


def _check_intervals(intervals: Sequence[Interval], path: str) -> None:
    if len(intervals) > MAX_INTERVALS:
        raise InvalidInputError(f"There are at most {MAX_INTERVALS} intervals.", field=path)
    for index, interval in enumerate(intervals):
        check_interval(interval, f"{path}.{index}")


def _check_tags(tags: Sequence[str]) -> None:
    check_count(len(tags), "tags", "tags")
    for index, tag in enumerate(tags):
        check_name(tag, f"tags.{index}")


def _check_exercise(exercise: Exercise, path: str) -> None:
    check_name(exercise.id, f"{path}.id")
    check_name(exercise.name, f"{path}.name")
    check_between(exercise.sets, (1, MAX_REPETITIONS), "sets", f"{path}.sets")
    check_between(exercise.reps, (1, MAX_REPETITIONS), "repetitions", f"{path}.reps")
    check_between(exercise.rest_s, (0, MAX_REST_S), "seconds of rest", f"{path}.restS")
    if exercise.target_rpe is not None:
        check_between(exercise.target_rpe, (1, 10), "as RPE", f"{path}.targetRpe")
    if exercise.load is not None:
        _check_load(exercise.load, f"{path}.load")


def _check_load(load: Load, path: str) -> None:
    check_between(load.value, (0, _MOST_LOAD[load.unit]), load.unit, f"{path}.value")


def _check_drill(drill: Drill, path: str) -> None:
    check_name(drill.id, f"{path}.id")
    check_name(drill.name, f"{path}.name")
    limits = (1, MAX_REPETITIONS)
    check_between(drill.repetitions, limits, "repetitions", f"{path}.repetitions")
    check_between(drill.rest_s, (0, MAX_REST_S), "seconds of rest", f"{path}.restS")
    if drill.target_time_s is not None:
        check_between(drill.target_time_s, (0.1, 3600), "seconds", f"{path}.targetTimeS")
    for name, metres in (("startXM", drill.start_x_m), ("startYM", drill.start_y_m)):
        check_between(metres, (-MAX_FIELD_M, MAX_FIELD_M), "metres", f"{path}.{name}")
    check_count(len(drill.pattern), "steps", f"{path}.pattern")
    for index, step in enumerate(drill.pattern):
        check_name(step.label, f"{path}.pattern.{index}.label")
        for name, metres in (("xM", step.x_m), ("yM", step.y_m)):
            limits_m = (-MAX_FIELD_M, MAX_FIELD_M)
            check_between(metres, limits_m, "metres", f"{path}.pattern.{index}.{name}")
