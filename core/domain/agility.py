"""Agility training: drills run along a pattern, against the clock."""

from __future__ import annotations

from core.domain.value import Value

_UNTIMED_RUN_S = 10.0
"""A run without a target time, where the plan needs to know how long it lasts."""


class PatternStep(Value, frozen=True, kw_only=True):
    """A mark on the floor, in the order in which it is reached."""

    label: str
    """What to do there: "Sprint to cone 2"."""
    x_m: float
    """From the start, to the right."""
    y_m: float
    """From the start, ahead."""


class Drill(Value, frozen=True, kw_only=True):
    """A drill as a workout prescribes it."""

    id: str
    name: str
    repetitions: int
    target_time_s: float | None = None
    """For one repetition."""
    rest_s: float = 60.0
    """After each repetition."""
    pattern: tuple[PatternStep, ...] = ()
    start_x_m: float = 0.0
    """Where on the rink the start is: from the middle, along it."""
    start_y_m: float = 0.0
    """The same, across it."""
    body_parts: tuple[str, ...] = ()
    """What it loads: "knee", "ankle"; the words of the medical restrictions."""
    movements: tuple[str, ...] = ()
    """How the body moves in it: "sprint", "cut", "jump"."""

    @property
    def duration_s(self) -> float:
        """Estimate: all repetitions with their rests."""
        run_s = _UNTIMED_RUN_S if self.target_time_s is None else self.target_time_s
        return self.repetitions * (run_s + self.rest_s)
