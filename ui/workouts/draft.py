"""A workout while it is written: sections with parts in them, whatever its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

import msgspec

from core.domain.agility import Drill
from core.domain.ids import WorkoutId
from core.domain.strength import Exercise
from core.domain.value import Value
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind
from core.planning.unrolling import series_of, unrolled_workout

Part = Interval | Exercise | Drill


class PartKind(StrEnum):
    """What stands in a section."""

    INTERVALS = "intervals"
    EXERCISES = "exercises"
    DRILLS = "drills"


class Place(NamedTuple):
    """Where something stands: a section, or with `part` one of its parts."""

    section: int
    part: int | None = None


class Section(Value, frozen=True, kw_only=True):
    """Parts of one kind, one after the other."""

    kind: PartKind
    name: str = ""
    repeats: int = 1
    """Of intervals: how often all of them are done."""
    duration_s: float | None = None
    """A time of its own; None: as long as what is in it."""
    parts: tuple[Part, ...] = ()


class Draft(Value, frozen=True, kw_only=True):
    """A workout as it stands on the screen."""

    id: WorkoutId
    version: int = 1
    kind: WorkoutKind
    name: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    def at(self, place: Place) -> Section | Part | None:
        """What stands at a place; None where there is nothing."""
        if not 0 <= place.section < len(self.sections):
            return None
        section = self.sections[place.section]
        if place.part is None:
            return section
        return section.parts[place.part] if 0 <= place.part < len(section.parts) else None

    @property
    def places(self) -> tuple[Place, ...]:
        """Sections and parts from top to bottom."""
        return tuple(self._places())

    def _places(self) -> Iterator[Place]:
        for number, section in enumerate(self.sections):
            yield Place(number)
            yield from (Place(number, part) for part in range(len(section.parts)))


def draft_of(workout: Workout) -> Draft:
    """A stored workout, to be changed."""
    sections = tuple(_sections_of(workout))
    return Draft(
        id=workout.id,
        version=workout.version,
        kind=workout.kind,
        name=workout.name,
        description=workout.description,
        tags=workout.tags,
        sections=sections,
    )


def workout_of(draft: Draft) -> Workout:
    """What is stored of it, its intervals written out as they are done."""
    is_plain = draft.kind is WorkoutKind.CONDITIONING
    blocks = () if is_plain else _blocks_of(draft.sections)
    return unrolled_workout(
        Workout(
            id=draft.id,
            version=draft.version,
            name=draft.name.strip(),
            kind=draft.kind,
            description=draft.description.strip(),
            tags=draft.tags,
            series=tuple(_series_of(one) for one in draft.sections) if is_plain else (),
            blocks=with_ids(blocks),
        )
    )


def as_copy(workout: Workout) -> Workout:
    """The workout as a new one, named as a copy."""
    name = f"{workout.name} (copy)"
    return msgspec.structs.replace(workout, id=WorkoutId(""), version=1, name=name)


def kind_of_part(part: Part) -> PartKind:
    """In which sections a part may stand."""
    if isinstance(part, Interval):
        return PartKind.INTERVALS
    return PartKind.EXERCISES if isinstance(part, Exercise) else PartKind.DRILLS


def with_ids(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with an id for each exercise and drill, no two alike: its own, or from its name.

    While a session runs, sets and runs are told apart by these.
    """
    taken: set[str] = set()

    def named(part_id: str, name: str) -> str:
        root = part_id or re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "part"
        found, number = root, 1
        while found in taken:
            number += 1
            found = f"{root}-{number}"
        taken.add(found)
        return found

    replace = msgspec.structs.replace
    return tuple(
        replace(
            block,
            exercises=tuple(replace(one, id=named(one.id, one.name)) for one in block.exercises),
            drills=tuple(replace(one, id=named(one.id, one.name)) for one in block.drills),
        )
        for block in blocks
    )


def _sections_of(workout: Workout) -> Iterator[Section]:
    if not workout.blocks:
        yield from _of_series(series_of(workout), "")
    for block in workout.blocks:
        found = list(_sections_of_block(block))
        if block.duration_s is None or workout.kind is WorkoutKind.CONDITIONING:
            yield from found
            continue
        whole = found[0]
        if len(found) > 1:  # one time for all of it, so it stays one
            whole = Section(kind=PartKind.INTERVALS, name=block.name, parts=block.intervals)
        yield msgspec.structs.replace(whole, duration_s=block.duration_s)


def _sections_of_block(block: Block) -> Iterator[Section]:
    if block.exercises:
        yield Section(kind=PartKind.EXERCISES, name=block.name, parts=block.exercises)
    if block.drills:
        yield Section(kind=PartKind.DRILLS, name=block.name, parts=block.drills)
    yield from _of_series(series_of(block), block.name)
    if block.is_empty and not block.series:
        yield Section(kind=PartKind.INTERVALS, name=block.name)


def _of_series(series: tuple[Series, ...], name: str) -> Iterator[Section]:
    for one in series:
        yield Section(
            kind=PartKind.INTERVALS,
            name=one.name or name,
            repeats=one.repeats,
            parts=one.intervals,
        )


def _series_of(section: Section) -> Series:
    intervals = tuple(part for part in section.parts if isinstance(part, Interval))
    return Series(name=section.name.strip(), repeats=section.repeats, intervals=intervals)


def _blocks_of(sections: tuple[Section, ...]) -> tuple[Block, ...]:
    """A block for each; series of the same name that follow each other are one."""
    blocks: list[Block] = []
    for section in sections:
        block = _block_of(section)
        last = blocks[-1] if blocks else None
        if last is not None and last.series and block.series and _is_one(last, block):
            joined = (*last.series, *block.series)
            blocks[-1] = msgspec.structs.replace(last, series=joined)
        else:
            blocks.append(block)
    return tuple(blocks)


def _is_one(last: Block, block: Block) -> bool:
    return last.name == block.name and last.duration_s is None and block.duration_s is None


def _block_of(section: Section) -> Block:
    series = _series_of(section)
    return Block(
        name=section.name.strip(),
        duration_s=section.duration_s,
        exercises=tuple(part for part in section.parts if isinstance(part, Exercise)),
        drills=tuple(part for part in section.parts if isinstance(part, Drill)),
        series=(series,) if series.intervals else (),
    )
