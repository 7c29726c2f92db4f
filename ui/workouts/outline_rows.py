"""A draft as the rows of an outline."""

from __future__ import annotations

from collections.abc import Callable

from core.domain.strength import Exercise
from core.domain.workout import Interval
from core.planning.effort import effort_of
from ui.workouts.draft import Draft, Part, Place, Section
from ui.workouts.profile import Profile
from ui.workouts.words import part_detail, section_title
from widgets.inputs.time_text import clock_text
from widgets.outline import OutlineRow
from widgets.theme import current_theme


def _no_problem(_place: Place) -> str:
    return ""


def rows_of(
    draft: Draft, profile: Profile, problem_at: Callable[[Place], str] = _no_problem
) -> list[OutlineRow]:
    """A row for each section and each part."""
    return [_row(draft, profile, place, problem_at(place)) for place in draft.places]


def _row(draft: Draft, profile: Profile, place: Place, problem: str) -> OutlineRow:
    found = draft.at(place)
    if isinstance(found, Section):
        return OutlineRow(
            title=section_title(found, draft.kind),
            detail=clock_text(profile.section_seconds[place.section]),
            badge=f"{found.repeats} ×" if found.repeats > 1 else "",
            problem=problem,
        )
    if found is None:
        return OutlineRow(title="")
    return OutlineRow(
        title=found.name or "Without a name",
        detail=part_detail(found),
        is_part=True,
        colour=_colour(found),
        problem=problem,
    )


def _colour(part: Part) -> str:
    theme = current_theme()
    if isinstance(part, Interval):
        effort = effort_of(part)
        return theme.colours.line_strong if effort.is_rest else theme.zone_fill(effort.zone)
    if isinstance(part, Exercise):
        return theme.colours.accent
    return theme.colours.groups[3]
