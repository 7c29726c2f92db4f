"""Lifting: the maximum behind a set, the load of the next one, and what sets add up to.

Weights are in kg. The formulas for the one-repetition maximum are Epley's, Brzycki's, Lombardi's,
O'Conner's, Wathan's, Mayhew's and Lander's; Epley's and Brzycki's agree at ten repetitions. What
cannot be said is None: no repetition, no weight, or more repetitions than a formula bears.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

from core.physiology.rpe_table import reps_in_reserve, share_of_maximum

PLATE_STEP_KG: Final = 2.5
"""The smallest change of a barbell: 1.25 kg on each side."""
HEAVIEST_KG: Final = 1000.0
LARGEST_CHANGE: Final = 0.1
"""From one set to the next, as a share of the weight."""
GOOD_FORM: Final = 3
"""On the scale of 1 to 5; below it the weight never goes up."""
MORE_REST_S: Final = 30.0
"""After a set that was a whole RPE harder than planned."""
_HARD_RPE: Final = 7.0
_CONFIDENT_REPS: Final = 10
_RECORD_REPS: Final = 12
_ROUNDING: Final = 1e-9


class MaximumFormula(StrEnum):
    """Which formula gives the one-repetition maximum."""

    EPLEY = "epley"
    BRZYCKI = "brzycki"
    LOMBARDI = "lombardi"
    OCONNER = "oconner"
    WATHAN = "wathan"
    MAYHEW = "mayhew"
    LANDER = "lander"


_SHARES: Final[dict[MaximumFormula, Callable[[float], float]]] = {
    MaximumFormula.EPLEY: lambda reps: 1 / (1 + reps / 30),
    MaximumFormula.BRZYCKI: lambda reps: (37 - reps) / 36,
    MaximumFormula.LOMBARDI: lambda reps: reps**-0.10,
    MaximumFormula.OCONNER: lambda reps: 1 / (1 + 0.025 * reps),
    MaximumFormula.WATHAN: lambda reps: (48.8 + 53.8 * math.exp(-0.075 * reps)) / 100,
    MaximumFormula.MAYHEW: lambda reps: (52.2 + 41.9 * math.exp(-0.055 * reps)) / 100,
    MaximumFormula.LANDER: lambda reps: (101.3 - 2.67123 * reps) / 100,
}
"""What share of the maximum so many repetitions can be done with."""


def one_rep_maximum_kg(
    weight_kg: float,
    reps: int,
    formula: MaximumFormula = MaximumFormula.EPLEY,
    *,
    in_reserve: float = 0.0,
) -> float | None:
    """The weight that could be lifted once, from a set.

    Args:
        weight_kg: Lifted.
        reps: Done.
        formula: Which one.
        in_reserve: Repetitions that were left; they count as if they had been done.
    """
    share = _share(reps, in_reserve, formula)
    return weight_kg / share if share is not None and weight_kg > 0 else None


def maximum_of_set_kg(weight_kg: float, reps: int, rpe: float | None) -> float | None:
    """The maximum of today behind a set: by the table of RPE, else by Epley's formula."""
    share = _share_of_set(reps, rpe)
    return weight_kg / share if share is not None and weight_kg > 0 else None


def is_low_confidence(reps: int) -> bool:
    """Whether so many repetitions tell little about a maximum."""
    return reps > _CONFIDENT_REPS


def counts_for_record(reps: int) -> bool:
    """Whether a maximum from so many repetitions may be a player's best."""
    return 1 <= reps <= _RECORD_REPS


def load_kg(maximum_kg: float, reps: int, rpe: float | None) -> float | None:
    """The weight with which so many repetitions are that hard; the inverse of a set's maximum."""
    share = _share_of_set(reps, rpe)
    return None if share is None else maximum_kg * share


def next_load_kg(wanted_kg: float, last_kg: float, *, may_rise: bool = True) -> float:
    """The weight of the next set: what is wanted, in plates and within the limits.

    It changes by at most 10 %, to the nearest step of 2.5 kg (of two the lower one); where no step
    lies within the limit, the weight stays. No set is heavier than a ton.

    Args:
        wanted_kg: By `load_kg`.
        last_kg: The weight of the set before; positive.
        may_rise: False after bad form, or when medicine says so.
    """
    most_kg = min(last_kg * (1 + LARGEST_CHANGE) if may_rise else last_kg, HEAVIEST_KG)
    first = math.ceil(last_kg * (1 - LARGEST_CHANGE) / PLATE_STEP_KG - _ROUNDING)
    last = math.floor(most_kg / PLATE_STEP_KG + _ROUNDING)
    if last < first:
        return last_kg
    nearest = math.ceil(wanted_kg / PLATE_STEP_KG - 0.5 - _ROUNDING)
    return min(max(nearest, first), last) * PLATE_STEP_KG


def volume_load_kg(sets: Iterable[tuple[float, int]]) -> float:
    """Weight times repetitions, over sets of (kg, repetitions)."""
    return sum(weight_kg * reps for weight_kg, reps in sets)


def is_hard(rpe: float | None) -> bool:
    """Whether a set counts as a hard one: three repetitions in reserve or fewer."""
    return rpe is not None and rpe >= _HARD_RPE


def rest_s(planned_s: float, rpe: float | None, target_rpe: float | None) -> float:
    """How long to rest after a set: as planned, longer if it was harder than planned."""
    was_harder = rpe is not None and target_rpe is not None and rpe - target_rpe >= 1
    return planned_s + MORE_REST_S if was_harder else planned_s


def _share_of_set(reps: int, rpe: float | None) -> float | None:
    if rpe is None:
        return _share(reps, 0.0, MaximumFormula.EPLEY)
    by_table = share_of_maximum(reps, rpe)
    if by_table is not None:
        return by_table
    return _share(reps, reps_in_reserve(rpe), MaximumFormula.EPLEY)


def _share(reps: int, in_reserve: float, formula: MaximumFormula) -> float | None:
    if reps < 1:
        return None
    together = reps + in_reserve
    if together == 1:
        return 1.0
    share = _SHARES[formula](together)
    return share if share > 0 else None
