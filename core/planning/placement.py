"""Places parties one by one into groups of limited size, moving others on where needed."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence

from core.planning.parties import Party


class Placement:
    """Groups that fill up.

    A single player is placed along a chain of moves ("she goes there, so he can come here"), the
    one that ends in the smallest group with room. Such chains are the augmenting paths of a flow,
    hence among players without wishes nobody stays out who could be placed without putting
    somebody else out, and the sizes are as even as the permissions allow. Who comes with others,
    or is kept apart from somebody, takes a group with room as it is; `insist` moves one party out
    of the way.

    Args:
        capacities: Room in each group.
    """

    def __init__(self, capacities: Sequence[int]) -> None:
        self.groups: list[dict[Party, None]] = [{} for _ in capacities]
        self.sizes = [0 for _ in capacities]
        self.weights = [0 for _ in capacities]
        self._capacities = capacities
        self._apart: list[Counter[int]] = [Counter() for _ in capacities]
        self._free: list[dict[tuple[int, ...], dict[Party, None]]] = [{} for _ in capacities]

    def place_all(self, parties: Iterable[Party]) -> list[Party]:
        """Place in that order; those who found no room."""
        left = [party for party in parties if not self.place(party)]
        has_changed = True
        while left and has_changed:
            remaining = self._insist_on(left)
            has_changed, left = len(remaining) < len(left), remaining
        return left

    def place(self, party: Party) -> bool:
        """Find room for a party; False if there is none."""
        if not party.is_free:
            return self._place_as_is(party)
        came_from = self._reachable(party)
        open_groups = [group for group in came_from if self._room(group) > 0]
        if not open_groups:
            return False
        target = min(open_groups, key=self._rank)
        while (step := came_from[target]) is not None:
            source, moved = step
            self.take(moved, source)
            self.put(moved, target)
            target = source
        self.put(party, target)
        return True

    def insist(self, party: Party) -> bool:
        """Find room by sending one other party elsewhere; False if that is not enough."""
        for group in party.allowed:
            for other in self._in_the_way(group, party):
                self.take(other, group)
                if self._fits(party, group):
                    self.put(party, group)
                    if self.place(other):
                        return True
                    self.take(party, group)
                self.put(other, group)
        return False

    def put(self, party: Party, group: int) -> None:
        """Into a group."""
        self.groups[group][party] = None
        self.sizes[group] += party.size
        self.weights[group] += party.weight
        self._apart[group].update(party.apart)
        if party.is_free:
            self._free[group].setdefault(party.allowed, {})[party] = None

    def take(self, party: Party, group: int) -> None:
        """Out of a group."""
        del self.groups[group][party]
        self.sizes[group] -= party.size
        self.weights[group] -= party.weight
        self._apart[group].subtract(party.apart)
        if party.is_free:
            del self._free[group][party.allowed][party]

    def apart_in(self, group: int) -> Counter[int]:
        """How many of each set of those kept apart are in a group: none or one."""
        return self._apart[group]

    def _insist_on(self, left: Sequence[Party]) -> list[Party]:
        """Who has still no place; who is like one that failed is not tried."""
        remaining: list[Party] = []
        failed: set[tuple[object, ...]] = set()
        for party in left:
            key = (party.allowed, party.size, party.apart)
            if key in failed or not (self.place(party) or self.insist(party)):
                failed.add(key)
                remaining.append(party)
        return remaining

    def _place_as_is(self, party: Party) -> bool:
        fitting = [group for group in party.allowed if self._fits(party, group)]
        if fitting:
            self.put(party, min(fitting, key=self._rank))
        return bool(fitting)

    def _in_the_way(self, group: int, party: Party) -> Iterator[Party]:
        """Parties of a group, the smallest first, without one of which there may be room."""
        if sum(map(self._room, range(len(self.sizes)))) < party.size:
            return
        wanted = set(party.apart)
        rivals = [one for one in self.groups[group] if wanted.intersection(one.apart)]
        for other in sorted(rivals or self.groups[group], key=lambda one: one.size):
            if not other.is_locked and self._room(group) + other.size >= party.size:
                yield other

    def _reachable(self, party: Party) -> dict[int, tuple[int, Party] | None]:
        """Each group that can be reached, with the group and player that would move on to it."""
        came_from: dict[int, tuple[int, Party] | None] = dict.fromkeys(party.allowed)
        waiting = deque(came_from)
        while waiting and len(came_from) < len(self.sizes):
            group = waiting.popleft()
            for allowed, alike in self._free[group].items():
                if not alike:
                    continue
                for onward in allowed:
                    if onward not in came_from:
                        came_from[onward] = (group, next(reversed(alike)))
                        waiting.append(onward)
        return came_from

    def _fits(self, party: Party, group: int) -> bool:
        present = self._apart[group]
        return self._room(group) >= party.size and not any(present[one] for one in party.apart)

    def _room(self, group: int) -> int:
        return self._capacities[group] - self.sizes[group]

    def _rank(self, group: int) -> tuple[int, int, int]:
        return self.sizes[group], self.weights[group], group
