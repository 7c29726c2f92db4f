"""The same mix of positions in each group, as far as room, restrictions and wishes allow."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from core.planning.parties import Party
from core.planning.placement import Placement


def mix(placement: Placement) -> None:
    """Exchange single players between groups until no exchange makes the mix more even.

    Sizes stay, and so do permissions, locks and who is kept apart.
    """
    counts = [Counter(party.kind for party in group) for group in placement.groups]
    pairs = tuple(combinations(range(len(counts)), 2))
    while any(_mix_pair(placement, counts, one, other) for one, other in pairs):
        pass


def _mix_pair(placement: Placement, counts: list[Counter[str]], one: int, other: int) -> bool:
    """One exchange that makes the mix of two groups more alike; False if there is none."""
    here, there = counts[one], counts[other]
    for more, fewer in [(kind, less) for kind in here for less in there if kind != less]:
        # Two of a kind too many here, and of the other kind at least not more than there.
        gain = (here[more] - there[more] - 1) + (there[fewer] - here[fewer] - 1)
        if gain <= 0:
            continue
        mine = _exchangeable(placement, one, other, more)
        yours = _exchangeable(placement, other, one, fewer)
        if mine is None or yours is None:
            continue
        placement.take(mine, one)
        placement.take(yours, other)
        placement.put(mine, other)
        placement.put(yours, one)
        here.subtract((more,))
        there.update((more,))
        there.subtract((fewer,))
        here.update((fewer,))
        return True
    return False


def _exchangeable(placement: Placement, source: int, target: int, kind: str) -> Party | None:
    """A free player of a kind who may change groups."""
    found = (
        party
        for party in placement.groups[source]
        if party.is_free and party.kind == kind and target in party.allowed
    )
    return next(found, None)
