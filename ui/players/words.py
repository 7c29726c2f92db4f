"""What positions, severities and restrictions are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from core.domain.equipment import EquipmentKind
from core.domain.player import Player, Position, Sex
from core.domain.restriction import Restriction, Severity
from core.physiology.heart_rate_max import age_years
from widgets.inputs import Tone
from widgets.inputs.choice import Option

POSITIONS = {
    Position.GOALKEEPER: "Goalkeeper",
    Position.DEFENCE: "Defence",
    Position.FORWARD: "Forward",
}
SEXES = {Sex.FEMALE: "Female", Sex.MALE: "Male"}
SEVERITIES = {
    Severity.CAUTION: ("Caution", "Nothing heavier than planned on that part of the body."),
    Severity.LIMITED: ("Limited", "No exercise and no drill that loads that part of the body."),
    Severity.STOP: ("Stop", "No training at all."),
}
TONES = {
    Severity.CAUTION: Tone.INFO,
    Severity.LIMITED: Tone.WARNING,
    Severity.STOP: Tone.DANGER,
}


def options_of(names: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """For a drop-down."""
    return tuple(Option(id=key, text=text) for key, text in names)


def caption_of(player: Player, team: str, today: date) -> str:
    """Who somebody is, in a line."""
    age = age_years(player.birth_date, today)
    parts = [f"#{player.jersey_number}", POSITIONS[player.position], f"{age} years", team]
    return " · ".join([*(part for part in parts if part), *(["has left"] if _gone(player) else [])])


def period_text(restriction: Restriction, today: date) -> str:
    """From when to when: "until 3 December 2026"."""
    begins, ends = restriction.valid_from, restriction.valid_to
    if ends is not None and ends < today:
        return f"over since {day_text(ends)}"
    until = "until further notice" if ends is None else f"until {day_text(ends)}"
    return f"from {day_text(begins)} {until}" if begins > today else until


def effect_text(restriction: Restriction, kinds: Sequence[EquipmentKind]) -> str:
    """What it comes to in training, in a sentence without the diagnosis."""
    if restriction.severity is Severity.STOP:
        return "No training."
    names = [kind.name for kind in kinds if kind.code in restriction.forbidden_equipment]
    parts = [f"no {name}" for name in names]
    parts += [f"no {word}" for word in restriction.forbidden_movements]
    if restriction.intensity_ceiling_zone is not None:
        parts.append(f"zone {restriction.intensity_ceiling_zone} at most")
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else SEVERITIES[restriction.severity][1]


def worst(restrictions: Iterable[Restriction], today: date) -> Severity | None:
    """How far those that hold today go; None where nothing does."""
    order = list(Severity)
    found = [order.index(one.severity) for one in restrictions if one.holds_on(today)]
    return order[max(found)] if found else None


def day_text(day: date) -> str:
    """3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def _gone(player: Player) -> bool:
    return player.is_archived
