"""Exchanges equally large parties between groups until the groups weigh the same per player."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from core.planning.even_sums import closest_sums
from core.planning.parties import Party
from core.planning.placement import Placement
from core.planning.shelf import Class, Shelf, Swap

_MOST_STEPS = 400
_WORK = 60_000
"""Steps times players, so that a thousand players take a tenth of a second."""
_PATIENCE = 100
"""Steps without a better state after which the search ends."""
_LONGEST_REST = 12
"""Steps for which who was exchanged stays where he is, so that the search goes on."""
_PLAYERS_PER_REST = 8


def balance(placement: Placement) -> None:
    """Make the mean weights of the groups as equal as exchanging parties can.

    Sizes stay, and so do permissions, locks and who is kept apart. First each pair of groups is
    brought as near as one exchange can, until no pair gains; then, where the arithmetic leaves
    something to gain, a tabu search goes on from group to group. The groups with the least
    range of means on the way are kept. Deterministic.
    """
    _Exchange(placement).run()


class _Exchange:
    """One search."""

    def __init__(self, placement: Placement) -> None:
        self._placement = placement
        self._shelves = [Shelf(group) for group in placement.groups]
        self._taken = [group for group, size in enumerate(placement.sizes) if size]
        self._pairs = tuple(combinations(self._taken, 2))
        self._done: list[tuple[Swap, int, int]] = []
        self._tabu: dict[Party, int] = {}

    def run(self) -> None:
        while any([self._bring_together(one, other) for one, other in self._pairs]):  # noqa: C419 - a whole round each time
            pass
        self._search()

    def _bring_together(self, one: int, other: int) -> bool:
        """The exchange that brings two groups nearest; False if none brings them nearer."""
        sums, sizes = self._placement.weights, self._placement.sizes
        wanted = (sums[one] * sizes[other] - sums[other] * sizes[one]) / (sizes[one] + sizes[other])
        swap = min(
            self._swaps(one, other, wanted), key=lambda it: abs(it.moved - wanted), default=None
        )
        if swap is None or abs(swap.moved - wanted) > abs(wanted) - 1e-6:
            return False
        self._apply(swap, one, other)
        return True

    def _search(self) -> None:
        """From the group that is furthest off, the exchange that leaves least to do, and again."""
        taken = self._taken
        players = sum(self._placement.sizes)
        if len(taken) < 2:  # noqa: PLR2004 - nothing to exchange with
            return
        total = sum(self._placement.weights[group] for group in taken)
        spans = dict(
            zip(
                taken,
                closest_sums([self._placement.sizes[group] for group in taken], total),
                strict=True,
            )
        )
        rest = min(_LONGEST_REST, players // _PLAYERS_PER_REST)
        best, kept, found_at = self._range(), len(self._done), 0
        for step in range(min(_MOST_STEPS, _WORK // players)):
            off = {group: self._off(group, spans[group]) for group in taken}
            worst = max(taken, key=lambda group: abs(off[group]))
            if not off[worst] or step - found_at > _PATIENCE:
                break
            found = self._next(worst, off, step)
            if found is None:
                break
            swap, other = found
            self._apply(swap, worst, other)
            self._tabu[swap.here] = self._tabu[swap.there] = step + rest
            if (now := self._range()) < best:
                best, kept, found_at = now, len(self._done), step
        self._take_back(kept)

    def _next(self, worst: int, off: dict[int, int], step: int) -> tuple[Swap, int] | None:
        """The exchange with the worst group after which least is left to do."""
        best: tuple[int, Swap, int] | None = None
        for other in self._taken:
            if other == worst:
                continue
            for wanted in {off[worst], -off[other]} - {0}:
                for swap in self._swaps(worst, other, wanted):
                    if not swap.moved or self._is_tabu(swap, step):
                        continue
                    left = abs(off[worst] - swap.moved) + abs(off[other] + swap.moved)
                    left -= abs(off[other])
                    if best is None or left < best[0]:
                        best = left, swap, other
        return None if best is None else (best[1], best[2])

    def _is_tabu(self, swap: Swap, step: int) -> bool:
        return self._tabu.get(swap.here, -1) > step or self._tabu.get(swap.there, -1) > step

    def _off(self, group: int, span: tuple[int, int]) -> int:
        """By how much a group weighs too much (or, negative, too little)."""
        weight, (lowest, highest) = self._placement.weights[group], span
        return weight - min(max(weight, lowest), highest)

    def _range(self) -> float:
        """Highest less lowest mean of a group."""
        sums, sizes = self._placement.weights, self._placement.sizes
        means = [sums[group] / sizes[group] for group in self._taken]
        return max(means) - min(means)

    def _swaps(self, one: int, other: int, wanted: float) -> Iterator[Swap]:
        """Exchanges that are allowed and move about so much weight from one to the other."""
        here, there = self._shelves[one], self._shelves[other]
        for mine, yours in here.partners(there):
            if one in yours.allowed and other in mine.allowed:
                if mine.apart and not self._may_come(mine, yours, other):
                    continue
                if yours.apart and not self._may_come(yours, mine, one):
                    continue
                yield from here.swaps(mine, there, yours, wanted)

    def _may_come(self, who: Class, instead: Class, group: int) -> bool:
        """Whether nobody is in a group, but who leaves it, from whom a class is kept apart."""
        present = self._placement.apart_in(group)
        return not any(present[one] - (one in instead.apart) for one in who.apart)

    def _apply(self, swap: Swap, one: int, other: int) -> None:
        self._move(swap.here, one, other)
        self._move(swap.there, other, one)
        self._done.append((swap, one, other))

    def _take_back(self, kept: int) -> None:
        while len(self._done) > kept:
            swap, one, other = self._done.pop()
            self._move(swap.here, other, one)
            self._move(swap.there, one, other)

    def _move(self, party: Party, source: int, target: int) -> None:
        self._placement.take(party, source)
        self._placement.put(party, target)
        self._shelves[source].take(party)
        self._shelves[target].put(party)
