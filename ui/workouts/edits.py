"""What can be done to a draft, each a new draft; places that are gone change nothing."""

from __future__ import annotations

import msgspec

from core.errors import InvalidInputError
from ui.workouts.draft import Draft, Part, Place, Section, kind_of_part

_set = msgspec.structs.replace


def with_section(draft: Draft, number: int, section: Section) -> Draft:
    """Another section in place of one."""
    sections = list(draft.sections)
    sections[number] = section
    return _set(draft, sections=tuple(sections))


def with_part(draft: Draft, place: Place, part: Part) -> Draft:
    """Another part in place of one."""
    section = draft.sections[place.section]
    parts = list(section.parts)
    parts[place.part or 0] = part
    return with_section(draft, place.section, _set(section, parts=tuple(parts)))


def inserted(draft: Draft, section: Section, at: int) -> Draft:
    """One more section."""
    sections = (*draft.sections[:at], section, *draft.sections[at:])
    return _set(draft, sections=sections)


def part_inserted(draft: Draft, part: Part, place: Place) -> Draft:
    """One more part before a place, or at the end of the section without one."""
    section = draft.sections[place.section]
    at = len(section.parts) if place.part is None else place.part
    parts = (*section.parts[:at], part, *section.parts[at:])
    return with_section(draft, place.section, _set(section, parts=parts))


def removed(draft: Draft, place: Place) -> Draft:
    """Without a section, or without a part; with its last part a section goes, too."""
    if draft.at(place) is None:
        return draft
    if place.part is None or len(draft.sections[place.section].parts) == 1:
        rest = (*draft.sections[: place.section], *draft.sections[place.section + 1 :])
        return _set(draft, sections=rest)
    section = draft.sections[place.section]
    parts = (*section.parts[: place.part], *section.parts[place.part + 1 :])
    return with_section(draft, place.section, _set(section, parts=parts))


def doubled(draft: Draft, place: Place) -> tuple[Draft, Place]:
    """With a copy behind it, and where the copy stands."""
    found = draft.at(place)
    if found is None:
        return draft, place
    if isinstance(found, Section):
        return inserted(draft, found, place.section + 1), Place(place.section + 1)
    behind = Place(place.section, (place.part or 0) + 1)
    return part_inserted(draft, found, behind), behind


def moved(draft: Draft, place: Place, before_row: int) -> tuple[Draft, Place]:
    """With something moved before a row of the outline (its end: behind everything).

    Args:
        draft: As it is.
        place: What is moved.
        before_row: Row of `draft.places` before which it is let go.

    Returns:
        The draft, and where it stands now.

    Raises:
        InvalidInputError: It may not stand there.
    """
    places = draft.places
    target = places[before_row] if before_row < len(places) else Place(len(draft.sections))
    if place.part is None:
        to = target.section if target.part is None else target.section + 1
        return _section_moved(draft, place.section, to)
    if target.part is None:  # before a section: behind the last part of the one before it
        to_section = max(target.section - 1, 0)
        is_first = target.section == 0
        at = 0 if is_first else len(draft.sections[to_section].parts)
    else:
        to_section, at = target.section, target.part
    return _part_moved(draft, place, Place(to_section, at))


def shifted(draft: Draft, place: Place, step: int) -> tuple[Draft, Place]:
    """With something moved up (-1) or down (1) by one.

    Raises:
        InvalidInputError: It may not stand there.
    """
    if place.part is None:
        return _section_shifted(draft, place, step)
    section = draft.sections[place.section]
    if len(section.parts) == 1:  # alone in its section: past the next one, not into it
        after, there = _section_shifted(draft, place, step)
        return after, Place(there.section, 0)
    to = place.part + step
    if 0 <= to < len(section.parts):
        return _part_moved(draft, place, Place(place.section, to if step < 0 else to + 1))
    beyond = place.section + step
    if not 0 <= beyond < len(draft.sections):
        return draft, place
    at = len(draft.sections[beyond].parts) if step < 0 else 0
    return _part_moved(draft, place, Place(beyond, at))


def _section_shifted(draft: Draft, place: Place, step: int) -> tuple[Draft, Place]:
    to = place.section + step
    if not 0 <= to < len(draft.sections):
        return draft, Place(place.section)
    return _section_moved(draft, place.section, to if step < 0 else to + 1)


def _section_moved(draft: Draft, number: int, to: int) -> tuple[Draft, Place]:
    section = draft.sections[number]
    rest = [*draft.sections[:number], *draft.sections[number + 1 :]]
    at = to - 1 if to > number else to
    rest.insert(at, section)
    return _set(draft, sections=tuple(rest)), Place(at)


def _part_moved(draft: Draft, place: Place, to: Place) -> tuple[Draft, Place]:
    part = draft.sections[place.section].parts[place.part or 0]
    section = draft.sections[to.section]
    if kind_of_part(part) is not section.kind:
        message = f"“{part.name}” cannot stand among {section.kind}."
        raise InvalidInputError(message, suggested_action="Give it a block of its own.")
    number, at = to.section, to.part or 0
    if place.section == number and (place.part or 0) < at:
        at -= 1
    after = removed(draft, place)
    if len(after.sections) < len(draft.sections):  # its own section went with it
        if place.section == number:
            return draft, place
        number -= place.section < number
    there = Place(number, at)
    return part_inserted(after, part, there), there
