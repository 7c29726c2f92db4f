"""What is wrong with a draft, all of it at once, each where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from core.domain.agility import Drill
from core.domain.strength import Exercise
from core.domain.workout import Block, Interval, WorkoutKind
from core.errors import InvalidInputError
from core.planning.content_rules import (
    MAX_DURATION_MIN,
    check_blocks,
    check_interval,
    check_workout,
)
from core.planning.target_rules import MAX_REPEATS
from ui.workouts.draft import Draft, Part, PartKind, Place, Section, workout_of

_WANTED = {WorkoutKind.STRENGTH: PartKind.EXERCISES, WorkoutKind.AGILITY: PartKind.DRILLS}
_ONE = {
    PartKind.INTERVALS: "an interval",
    PartKind.EXERCISES: "an exercise",
    PartKind.DRILLS: "a drill",
}


@dataclass(frozen=True)
class Finding:
    """Something that keeps a draft from being saved."""

    text: str
    """One sentence."""
    place: Place | None = None
    """Where; None for the workout itself."""
    field: str = ""
    """The last word of the field concerned: "name", "durationS"."""


def findings(draft: Draft) -> tuple[Finding, ...]:
    """All of them, from top to bottom; empty if it can be saved."""
    found = tuple(_findings(draft))
    if found:
        return found
    refused = _refusal(lambda: check_workout(workout_of(draft)))
    return (refused,) if refused is not None else ()


def _findings(draft: Draft) -> Iterator[Finding]:
    if not draft.name.strip():
        yield Finding("The workout needs a name.", field="name")
    if not draft.sections:
        wanted = _ONE[_WANTED.get(draft.kind, PartKind.INTERVALS)]
        yield Finding(f"There is nothing to do yet: add {wanted}.")
    for number, section in enumerate(draft.sections):
        yield from _of_section(draft, section, Place(number))
    kind = _WANTED.get(draft.kind)
    if kind is not None and draft.sections and all(one.kind is not kind for one in draft.sections):
        yield Finding(f"A workout of this kind needs {_ONE[kind]}.")
    if draft.sections and not any(_findings_of_parts(draft)):
        minutes = workout_of(draft).duration_s / 60
        if minutes > MAX_DURATION_MIN:
            hours = MAX_DURATION_MIN / 60
            yield Finding(f"It lasts {minutes / 60:.1f} hours; a session has {hours:g} at most.")


def _of_section(draft: Draft, section: Section, place: Place) -> Iterator[Finding]:
    if draft.kind is not WorkoutKind.CONDITIONING and not section.name.strip():
        yield Finding("The block needs a name.", place, "name")
    if not section.parts:
        yield Finding(f"Nothing is in here yet: add {_ONE[section.kind]}.", place)
    elif section.kind is PartKind.INTERVALS and not 1 <= section.repeats <= MAX_REPEATS:
        yield Finding(f"It is done 1 to {MAX_REPEATS} times.", place, "repeats")
    for number, part in enumerate(section.parts):
        refused = _of_part(part)
        if refused is not None:
            yield Finding(refused.text, Place(place.section, number), refused.field)


def _findings_of_parts(draft: Draft) -> Iterator[Finding]:
    for section in draft.sections:
        for part in section.parts:
            refused = _of_part(part)
            if refused is not None:
                yield refused
        if section.kind is PartKind.INTERVALS and not 1 <= section.repeats <= MAX_REPEATS:
            yield Finding("repeats")


def _of_part(part: Part) -> Finding | None:
    if isinstance(part, Interval):
        return _refusal(lambda: check_interval(part, "part"))
    filled = _block_with(msgspec.structs.replace(part, id=part.id or "new"))
    return _refusal(lambda: check_blocks((filled,), "blocks"))


def _block_with(part: Exercise | Drill) -> Block:
    if isinstance(part, Exercise):
        return Block(name="Block", exercises=(part,))
    return Block(name="Block", drills=(part,))


def _refusal(check: Callable[[], None]) -> Finding | None:
    try:
        check()
    except InvalidInputError as error:
        return Finding(error.message, field=(error.field or "").rpartition(".")[2])
    return None
