"""Autoregulated progression (Mann 2011): the next set's weight from how many repetitions went.

There is a table for those who train with their 3, 6 and 10 repetition maximum. It gives steps of
5 to 10 and of 10 to 15 pounds, which are one to two and two to three of our plates' 2.5 kg.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

_MORE_KG: Final = (2.5, 5.0)
_MUCH_MORE_KG: Final = (5.0, 7.5)
_LESS_KG: Final = (-5.0, -2.5)
_PERHAPS_LESS_KG: Final = (-2.5, 0.0)
_SAME_KG: Final = (0.0, 0.0)

_Steps = tuple[tuple[int, ...], tuple[tuple[float, float], ...]]
_TABLES: Final[dict[int, _Steps]] = {
    3: ((3, 5, 7), (_LESS_KG, _SAME_KG, _MORE_KG, _MUCH_MORE_KG)),
    6: ((3, 5, 8, 13), (_LESS_KG, _PERHAPS_LESS_KG, _SAME_KG, _MORE_KG, _MUCH_MORE_KG)),
    10: ((7, 9, 12, 17), (_LESS_KG, _PERHAPS_LESS_KG, _SAME_KG, _MORE_KG, _MUCH_MORE_KG)),
}
"""By planned repetitions: where each row begins after the first, and its change."""


def change_kg(planned_reps: int, reps: int) -> tuple[float, float] | None:
    """Least and most to add for the next set; None where there is no table or no repetition."""
    table = _TABLES.get(planned_reps)
    if table is None or reps < 1:
        return None
    begins, changes = table
    return changes[bisect_right(begins, reps)]
