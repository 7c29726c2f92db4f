"""Strength training: exercises in sets, and how heavy."""

from __future__ import annotations

from enum import StrEnum

from core.domain.value import Value

SECONDS_A_REPETITION = 4.0
"""A controlled repetition, down and up, where the plan needs to know how long a set lasts."""


class LoadUnit(StrEnum):
    """What a load is measured in."""

    KG = "KG"
    PERCENT_1RM = "PERCENT_1RM"
    """Percent of the heaviest single repetition."""
    RPE = "RPE"
    """As heavy as feels like this on the scale of 1 to 10."""


class Load(Value, frozen=True, kw_only=True):
    """How heavy."""

    value: float
    unit: LoadUnit


class Exercise(Value, frozen=True, kw_only=True):
    """An exercise as a workout prescribes it."""

    id: str
    name: str
    sets: int
    reps: int
    """Repetitions in each set."""
    load: Load | None = None
    """None: the player's own weight."""
    target_rpe: float | None = None
    rest_s: float = 90.0
    """After each set."""
    body_parts: tuple[str, ...] = ()
    """What it loads: "knee", "shoulder"; the words of the medical restrictions."""
    movements: tuple[str, ...] = ()
    """How the body moves in it: "squat", "jump", "overhead"."""

    @property
    def duration_s(self) -> float:
        """Estimate: all sets with their rests."""
        return self.sets * (self.reps * SECONDS_A_REPETITION + self.rest_s)
