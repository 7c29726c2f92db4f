"""A draft along time: what the chart of its load shows, and its sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from core.domain.agility import Drill
from core.domain.strength import Exercise
from core.domain.workout import Interval
from core.planning.effort import Effort, efforts_of, seconds_in_zones
from ui.workouts.draft import Draft, Part, Place, Section
from ui.workouts.words import part_detail
from widgets.charts.load_profile import BarLook, LoadBar

_MOST_BARS = 2000


@dataclass(frozen=True)
class Profile:
    """What a draft asks for, from its beginning to its end."""

    bars: tuple[LoadBar, ...]
    seconds: float
    seconds_in_zones: tuple[float, ...]
    """Of intervals only."""
    section_seconds: tuple[float, ...]


def profile_of(draft: Draft) -> Profile:
    """All parts in the order in which they are done."""
    bars: list[LoadBar] = []
    efforts: list[Effort] = []
    lengths: list[float] = []
    at_s = 0.0
    for number, section in enumerate(draft.sections):
        natural_s = _natural_s(section)
        factor = section.duration_s / natural_s if section.duration_s and natural_s else 1.0
        begins_s = at_s
        for place, part, effort in _efforts(section, number):
            length_s = effort.duration_s * factor
            if length_s <= 0 or len(bars) >= _MOST_BARS:
                continue
            bars.append(_bar(place, part, effort, at_s, length_s))
            if isinstance(part, Interval):
                efforts.append(effort)
            at_s += length_s
        if section.duration_s and not natural_s:
            at_s += section.duration_s
        lengths.append(at_s - begins_s)
    return Profile(
        bars=tuple(bars),
        seconds=at_s,
        seconds_in_zones=seconds_in_zones(efforts),
        section_seconds=tuple(lengths),
    )


def bars_of(profile: Profile, section: int) -> tuple[LoadBar, ...]:
    """The bars of one section, from its own beginning on."""
    own = [one for one in profile.bars if one.key[0] == section]
    begins_s = own[0].begins_s if own else 0.0
    return tuple(msgspec.structs.replace(one, begins_s=one.begins_s - begins_s) for one in own)


def _efforts(section: Section, number: int) -> Iterator[tuple[Place, Part, Effort]]:
    for _ in range(min(max(section.repeats, 0), _MOST_BARS)):
        for at, part in enumerate(section.parts):
            for effort in efforts_of(part):
                yield Place(number, at), part, effort


def _natural_s(section: Section) -> float:
    return sum(part.duration_s for part in section.parts) * max(section.repeats, 0)


def _bar(place: Place, part: Part, effort: Effort, at_s: float, length_s: float) -> LoadBar:
    return LoadBar(
        key=(place.section, place.part or 0),
        begins_s=at_s,
        duration_s=length_s,
        begins_at=effort.begins_at,
        ends_at=effort.ends_at,
        zone=effort.zone,
        look=_look(part, effort),
        name=part.name if not effort.is_rest or isinstance(part, Interval) else "Rest",
        detail=part_detail(part),
    )


def _look(part: Part, effort: Effort) -> BarLook:
    if effort.is_rest:
        return BarLook.REST
    if isinstance(part, Exercise):
        return BarLook.EXERCISE
    return BarLook.DRILL if isinstance(part, Drill) else BarLook.INTERVAL
