"""How much of a maximum a set asks for, by its repetitions and how hard it felt.

RPE on the scale of reps in reserve: 10 means none was left, 8 means two (Zourdos 2016). The table
is the one of Tuchscherer's reactive training, written as one falling sequence: one repetition
more, or one in reserve more, are two steps down.
"""

from __future__ import annotations

from typing import Final

MOST_REPS: Final = 12
LEAST_RPE, MOST_RPE = 6.0, 10.0
"""Outside of these the table says nothing."""

_PERCENT: Final = (
    100, 97.8, 95.5, 93.9, 92.2, 90.7, 89.2, 87.8, 86.3, 85.0, 83.7, 82.4, 81.1, 79.9, 78.6, 77.4,
    76.2, 75.1, 73.9, 72.3, 70.7, 69.4, 68.0, 66.7, 65.3, 64.0, 62.6, 61.3, 59.9, 58.6, 57.4,
)  # fmt: skip


def half_steps(rpe: float) -> float:
    """An RPE on the half steps in which it is asked; in between, up."""
    return int(rpe * 2 + 0.5) / 2


def reps_in_reserve(rpe: float) -> float:
    """Repetitions that were left; never less than none."""
    return max(MOST_RPE - half_steps(rpe), 0.0)


def share_of_maximum(reps: int, rpe: float) -> float | None:
    """Share of the one-repetition maximum (1.0 = all of it); None outside of the table."""
    steps_rpe = half_steps(rpe)
    if not (1 <= reps <= MOST_REPS and LEAST_RPE <= steps_rpe <= MOST_RPE):
        return None
    return _PERCENT[2 * (reps - 1) + int(2 * (MOST_RPE - steps_rpe))] / 100
