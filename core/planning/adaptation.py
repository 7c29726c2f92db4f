"""Rewrites a workout through the medical gate: what is forbidden goes, the nearest comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from core.domain.adaptation import Adapted, Change
from core.domain.agility import Drill
from core.domain.strength import Exercise
from core.domain.value import Value
from core.domain.workout import Block, Content, Interval, Workout
from core.planning.medical_content import ContentGate, until_text

_set = msgspec.structs.replace
_PartT = TypeVar("_PartT", Exercise, Drill)

_HEAVIEST_RPE = 7.0
"""How hard a replacement may be: he does it for the first time today."""


class KnownParts(Value, frozen=True, kw_only=True):
    """What the club trains with, to choose alternatives from."""

    exercises: tuple[Exercise, ...] = ()
    drills: tuple[Drill, ...] = ()


def known_parts(workouts: Iterable[Workout]) -> KnownParts:
    """All exercises and drills of some workouts, each once."""
    exercises: dict[str, Exercise] = {}
    drills: dict[str, Drill] = {}
    for workout in workouts:
        for block in workout.blocks:
            exercises.update({one.id: one for one in block.exercises if one.id not in exercises})
            drills.update({one.id: one for one in block.drills if one.id not in drills})
    return KnownParts(exercises=tuple(exercises.values()), drills=tuple(drills.values()))


def adapted(content: Content, gate: ContentGate, known: KnownParts = KnownParts()) -> Adapted:  # noqa: B008 - frozen
    """What a player may do of a session's content, and what was changed and why.

    The timeline keeps its length: intervals become easier, blocks may become empty.

    Args:
        content: As planned.
        gate: The player's.
        known: Where alternatives are looked for besides the content itself.
    """
    rewriting = _Rewriting(content, gate, known)
    blocks = tuple(rewriting.block(block) for block in content.blocks)
    in_blocks = len(rewriting.changes)
    intervals = tuple(rewriting.interval(interval) for interval in content.intervals)
    if content.blocks:
        del rewriting.changes[in_blocks:]  # told already: the timeline repeats the blocks
    changes = tuple(dict.fromkeys(rewriting.changes))
    return Adapted(content=_set(content, blocks=blocks, intervals=intervals), changes=changes)


def nearest(
    part: _PartT, candidates: Sequence[_PartT], gate: ContentGate, taken: Iterable[str] = ()
) -> _PartT | None:
    """The allowed candidate that is most like it: the same body parts, then movements."""
    used = {part.id, *taken}
    allowed = [one for one in candidates if one.id not in used and gate.allows(one)]
    likeness = {one.id: _likeness(part, one) for one in allowed}
    best = max(allowed, key=lambda one: likeness[one.id], default=None)
    return best if best is not None and likeness[best.id] > 0 else None


def _likeness(part: Exercise | Drill, other: Exercise | Drill) -> int:
    same_parts = len(set(part.body_parts) & set(other.body_parts))
    return 2 * same_parts + len(set(part.movements) & set(other.movements))


class _Rewriting:
    """One pass over a session's content."""

    def __init__(self, content: Content, gate: ContentGate, known: KnownParts) -> None:
        self.changes: list[Change] = []
        self._gate = gate
        planned = content.blocks
        self._exercises = (*(one for block in planned for one in block.exercises), *known.exercises)
        self._drills = (*(one for block in planned for one in block.drills), *known.drills)
        self._taken = [one.id for block in planned for one in block.exercises]
        self._taken += [one.id for block in planned for one in block.drills]

    def block(self, block: Block) -> Block:
        exercises = (self._exercise(one) for one in block.exercises)
        drills = (self._drill(one) for one in block.drills)
        return _set(
            block,
            duration_s=block.planned_s,
            intervals=tuple(self.interval(one) for one in block.intervals),
            exercises=tuple(one for one in exercises if one is not None),
            drills=tuple(one for one in drills if one is not None),
        )

    def interval(self, interval: Interval) -> Interval:
        if not self._gate.is_too_hard(interval):
            return interval
        eased = self._gate.eased(interval)
        share = eased.target_ftp_share
        easier = [f"zone {eased.target_zone}"] if eased.target_zone is not None else []
        if share is not None and share != interval.target_ftp_share:
            easier.append(f"{share * 100:.0f} % of threshold")
        self._note(
            interval.name, " and ".join(easier), f"no harder than zone {self._gate.ceiling_zone}"
        )
        return eased

    def _exercise(self, exercise: Exercise) -> Exercise | None:
        against = self._gate.against(exercise)
        if not against:
            return exercise
        wanted = [word for one in against for word in one.alternative_exercises]
        found = self._named(wanted, exercise)
        found = found or nearest(exercise, self._exercises, self._gate, self._taken)
        if found is not None:
            self._taken.append(found.id)
            rpe = min(found.target_rpe or _HEAVIEST_RPE, _HEAVIEST_RPE)
            found = _set(found, sets=exercise.sets, reps=exercise.reps, target_rpe=rpe)
        name = found.name if found is not None else None
        self._note(exercise.name, name, f"not allowed {until_text(against)}")
        return found

    def _named(self, wanted: Sequence[str], exercise: Exercise) -> Exercise | None:
        """The first of the alternatives that the medical staff has named and that he may do."""
        for word in wanted:
            same = [
                one for one in self._exercises if word.casefold() in (one.id, one.name.casefold())
            ]
            if not same:
                return Exercise(
                    id=word,
                    name=word,
                    sets=exercise.sets,
                    reps=exercise.reps,
                    rest_s=exercise.rest_s,
                )
            if self._gate.allows(same[0]):
                return same[0]
        return None

    def _drill(self, drill: Drill) -> Drill | None:
        against = self._gate.against(drill)
        if not against:
            return drill
        found = nearest(drill, self._drills, self._gate, self._taken)
        if found is not None:
            self._taken.append(found.id)
        name = found.name if found is not None else None
        self._note(drill.name, name, f"not allowed {until_text(against)}")
        return found

    def _note(self, what: str, instead: str | None, reason: str) -> None:
        self.changes.append(Change(what=what, instead=instead, reason=reason))
