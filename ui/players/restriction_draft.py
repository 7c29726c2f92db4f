"""A restriction as texts in a form, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, RestrictionId
from core.domain.restriction import Restriction, Severity
from core.domain.roster_import import DateOrder
from core.domain.workout import Workout
from core.errors import InvalidInputError
from core.planning.content_rules import check_restriction
from core.services.club.roster.cells import date_of

USUAL_DAYS = 14
BODY_PARTS = (
    "ankle", "knee", "groin", "hip", "hamstring", "lower back", "shoulder", "elbow", "wrist",
    "neck", "head", "heart",
)  # fmt: skip
MOVEMENTS = ("squat", "lunge", "jump", "sprint", "cut", "hinge", "press", "pull", "overhead")
"""Besides those of the club's own workouts."""
_NO_DAY = "Write the day as 2026-11-16, or choose it from the calendar."


def texts_of(restriction: Restriction) -> dict[str, str]:
    """What a form shows of a restriction."""
    ceiling, last = restriction.intensity_ceiling_zone, restriction.valid_to
    return {
        "bodyPart": restriction.body_part,
        "severity": restriction.severity.value,
        "forbiddenEquipment": "\n".join(restriction.forbidden_equipment),
        "forbiddenMovements": "\n".join(restriction.forbidden_movements),
        "intensityCeilingZone": "" if ceiling is None else str(ceiling),
        "validFrom": restriction.valid_from.isoformat(),
        "validTo": "" if last is None else last.isoformat(),
        "note": restriction.note,
        "alternativeExercises": ", ".join(restriction.alternative_exercises),
    }


def new_texts(today: date) -> dict[str, str]:
    """What is proposed for a new one."""
    return {
        "severity": Severity.LIMITED.value,
        "validFrom": today.isoformat(),
        "validTo": (today + timedelta(days=USUAL_DAYS)).isoformat(),
    }


def read(
    stored: Restriction | None, player_id: PlayerId, texts: Mapping[str, str]
) -> tuple[Restriction | None, dict[str, str]]:
    """The restriction that the texts mean, or what is wrong with them by field."""
    problems: dict[str, str] = {}
    if not texts.get("bodyPart", "").strip():
        problems["bodyPart"] = "Say which part of the body it is about."
    first = _day(texts, "validFrom", problems)
    last = _day(texts, "validTo", problems)
    if first is None:
        problems.setdefault("validFrom", "Say from which day on it holds.")
    if problems or first is None:
        return None, problems
    ceiling = texts.get("intensityCeilingZone", "")
    restriction = Restriction(
        id=RestrictionId("") if stored is None else stored.id,
        player_id=player_id,
        body_part=texts["bodyPart"].strip(),
        severity=Severity(texts.get("severity") or Severity.LIMITED.value),
        forbidden_equipment=tuple(
            EquipmentType(code) for code in _lines(texts.get("forbiddenEquipment", ""))
        ),
        forbidden_movements=_lines(texts.get("forbiddenMovements", "")),
        intensity_ceiling_zone=int(ceiling) if ceiling else None,
        valid_from=first,
        valid_to=last,
        note=texts.get("note", "").strip(),
        alternative_exercises=words_in(texts.get("alternativeExercises", "")),
        version=1 if stored is None else stored.version,
    )
    try:
        check_restriction(restriction)
    except InvalidInputError as error:
        return None, {(error.field or "").partition(".")[0]: error.message}
    return restriction, {}


def movements_in(workouts: Sequence[Workout], chosen: Sequence[str] = ()) -> tuple[str, ...]:
    """The words that can be forbidden: the usual ones, those of the club's work, those in use."""
    own = (
        word
        for workout in workouts
        for block in workout.blocks
        for movements in (
            *(exercise.movements for exercise in block.exercises),
            *(drill.movements for drill in block.drills),
        )
        for word in movements
    )
    return tuple(dict.fromkeys((*MOVEMENTS, *sorted(own), *chosen)))


def exercises_in(workouts: Sequence[Workout]) -> tuple[str, ...]:
    """Names of the exercises that the club's workouts have."""
    names = {
        exercise.name
        for workout in workouts
        for block in workout.blocks
        for exercise in block.exercises
    }
    return tuple(sorted(names))


def words_in(text: str) -> tuple[str, ...]:
    """Words with commas between them, each once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)


def _day(texts: Mapping[str, str], key: str, problems: dict[str, str]) -> date | None:
    text = texts.get(key, "").strip()
    if not text:
        return None
    day = date_of(text, DateOrder.DAY_FIRST)
    if day is None:
        problems[key] = _NO_DAY
    return day
