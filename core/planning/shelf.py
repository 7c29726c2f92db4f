"""A group's parties in order of weight, to find a wanted exchange without comparing all."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from core.planning.parties import Party

Row: TypeAlias = tuple[int, str, Party]
"""Weight, first player, party."""

_by_weight = itemgetter(0, 1)


class Class(NamedTuple):
    """Parties that may be exchanged for the same others."""

    size: int
    kind: str
    allowed: tuple[int, ...]
    apart: tuple[int, ...]


class Swap(NamedTuple):
    """One party for another."""

    here: Party
    there: Party
    moved: int
    """Weight that goes from here to there."""


def class_of(party: Party) -> Class:
    """The class of a party."""
    return Class(party.size, party.kind, party.allowed, party.apart)


class Shelf:
    """The parties of one group that may leave it.

    Args:
        parties: All of the group.
    """

    def __init__(self, parties: Iterable[Party]) -> None:
        self._rows: dict[Class, list[Row]] = {}
        for party in parties:
            self.put(party)

    def put(self, party: Party) -> None:
        """Add a party; who is locked is not exchanged."""
        if not party.is_locked:
            insort(self._rows.setdefault(class_of(party), []), _row(party), key=_by_weight)

    def take(self, party: Party) -> None:
        """Remove a party."""
        rows = self._rows[class_of(party)]
        del rows[bisect_left(rows, _by_weight(_row(party)), key=_by_weight)]

    def classes(self) -> Iterable[tuple[Class, list[Row]]]:
        """Each class with its rows, lightest first."""
        return self._rows.items()

    def rows(self, wanted: Class) -> list[Row]:
        """The rows of a class, lightest first."""
        return self._rows[wanted]

    def partners(self, other: Shelf) -> Iterator[tuple[Class, Class]]:
        """Classes of both that need the same room and are of the same kind."""
        for mine, my_rows in self._rows.items():
            for yours, your_rows in other.classes():
                if my_rows and your_rows and mine[:2] == yours[:2]:
                    yield mine, yours

    def swaps(self, mine: Class, other: Shelf, yours: Class, wanted: float) -> Iterator[Swap]:
        """For each party of a class here the two there that make it nearest to what is wanted."""
        theirs = other.rows(yours)
        at, last = 0, len(theirs) - 1
        for weight, _, party in self._rows[mine]:
            goal = weight - wanted
            while at < last and theirs[at][0] < goal:
                at += 1
            for row in theirs[max(at - 1, 0) : at + 1]:
                yield Swap(party, row[2], weight - row[0])


def _row(party: Party) -> Row:
    return party.weight, party.members[0], party
