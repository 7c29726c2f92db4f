"""A drill's steps as marks on the rink, and back."""

from __future__ import annotations

import msgspec

from core.domain.agility import Drill, PatternStep
from widgets.rink import Mark

_set = msgspec.structs.replace


def marks_of(drill: Drill) -> tuple[Mark, ...]:
    """The steps where they lie on the ice."""
    return tuple(
        Mark(x_m=drill.start_x_m + one.x_m, y_m=drill.start_y_m + one.y_m, label=one.label)
        for one in drill.pattern
    )


def with_marks(drill: Drill, marks: tuple[Mark, ...]) -> Drill:
    """The drill with these steps; the first one is its start."""
    if not marks:
        return _set(drill, pattern=(), start_x_m=0.0, start_y_m=0.0)
    first = marks[0]
    steps = tuple(
        PatternStep(
            label=one.label, x_m=round(one.x_m - first.x_m, 2), y_m=round(one.y_m - first.y_m, 2)
        )
        for one in marks
    )
    return _set(drill, pattern=steps, start_x_m=first.x_m, start_y_m=first.y_m)


def with_mark_added(drill: Drill, behind: int, x_m: float, y_m: float) -> tuple[Drill, int]:
    """With a step behind another one, and its number."""
    marks = marks_of(drill)
    at = behind + 1 if 0 <= behind < len(marks) else len(marks)
    label = "Start" if not marks else f"Step {at + 1}"
    mark = Mark(x_m=x_m, y_m=y_m, label=label)
    return with_marks(drill, (*marks[:at], mark, *marks[at:])), at


def with_mark_moved(drill: Drill, number: int, x_m: float, y_m: float) -> Drill:
    """With a step somewhere else."""
    marks = list(marks_of(drill))
    marks[number] = _set(marks[number], x_m=x_m, y_m=y_m)
    return with_marks(drill, tuple(marks))


def with_mark_named(drill: Drill, number: int, label: str) -> Drill:
    """With another word for what is done at a step."""
    marks = list(marks_of(drill))
    marks[number] = _set(marks[number], label=label)
    return with_marks(drill, tuple(marks))


def with_mark_removed(drill: Drill, number: int) -> Drill:
    """Without a step; the others stay where they are."""
    marks = marks_of(drill)
    return with_marks(drill, (*marks[:number], *marks[number + 1 :]))
