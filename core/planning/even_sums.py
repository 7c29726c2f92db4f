"""The best that balancing could reach: whole sums for groups of given sizes, means closest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

_MOST_STEPS = 200
"""Lower ends that are tried; the best is among the first dozen."""


def closest_sums(sizes: Sequence[int], total: int) -> tuple[tuple[int, int], ...]:
    """Lowest and highest sum of each group so that the range of the means is least.

    Whole numbers with that total, one in each span, always exist. No distribution of players
    whose weights have that total has means closer together, so reaching these is an optimum.

    Args:
        sizes: Players in each group, 1 at least.
        total: Of the weights of all of them.
    """
    counts = {size: sizes.count(size) for size in set(sizes)}
    best: tuple[Fraction, Fraction, Fraction] | None = None
    for lowest in _lower_ends(counts, total):
        if best is not None and Fraction(total, sum(sizes)) - lowest >= best[0]:
            break
        highest = _upper_end(counts, total, lowest)
        if highest is not None and (best is None or highest - lowest < best[0]):
            best = highest - lowest, lowest, highest
    mean = Fraction(total, max(sum(sizes), 1))
    _, lowest, highest = best or (0, mean, mean)
    return tuple((_ceil(lowest * size), int(highest * size // 1)) for size in sizes)


def _lower_ends(counts: dict[int, int], total: int) -> Iterator[Fraction]:
    """Means that a group can have, from the mean of all downwards."""
    mean = Fraction(total, sum(size * count for size, count in counts.items()))
    at = {size: int(mean * size // 1) for size in counts}
    for _ in range(_MOST_STEPS):
        size = max(at, key=lambda one: Fraction(at[one], one))
        yield Fraction(at[size], size)
        at[size] -= 1


def _upper_end(counts: dict[int, int], total: int, lowest: Fraction) -> Fraction | None:
    """The least highest mean that goes with a lowest one; None if that is too high itself."""
    if sum(_ceil(lowest * size) * count for size, count in counts.items()) > total:
        return None
    at = {size: _ceil(lowest * size) for size in counts}
    while sum(at[size] * count for size, count in counts.items()) < total:
        size = min(at, key=lambda one: Fraction(at[one] + 1, one))
        at[size] += 1
    return max(Fraction(sum_, size) for size, sum_ in at.items())


def _ceil(value: Fraction) -> int:
    return int(-(-value // 1))
