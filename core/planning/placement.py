"""Places players one by one into groups of limited size, moving others on where needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from core.domain.ids import PlayerId


class Placement:
    """Groups that fill up.

    Each placement looks along chains of moves ("she goes there, so he can come here") and takes
    the one that ends in the smallest group with room. Such chains are the augmenting paths of
    a flow, hence nobody stays out who could be placed without putting somebody else out, and
    the sizes are as even as the permissions allow.

    Args:
        capacities: Room in each group.
        allowed: The groups in which each player may be.
        weights: What each player adds to a group; of equally small groups the lightest is taken.
    """

    def __init__(
        self,
        capacities: Sequence[int],
        allowed: Mapping[PlayerId, Sequence[int]],
        weights: Mapping[PlayerId, float],
    ) -> None:
        self.groups: list[list[PlayerId]] = [[] for _ in capacities]
        self._capacities = capacities
        self._allowed = allowed
        self._weights = weights

    def place(self, player_id: PlayerId) -> bool:
        """Find room for a player; False if there is none."""
        came_from = self._reachable(player_id)
        open_groups = [group for group in came_from if self._has_room(group)]
        if not open_groups:
            return False
        target = min(open_groups, key=self._rank)
        while (step := came_from[target]) is not None:
            source, moved = step
            self.groups[source].remove(moved)
            self.groups[target].append(moved)
            target = source
        self.groups[target].append(player_id)
        return True

    def _reachable(self, player_id: PlayerId) -> dict[int, tuple[int, PlayerId] | None]:
        """Each group that can be reached, with the group and player that would move on to it."""
        came_from: dict[int, tuple[int, PlayerId] | None] = dict.fromkeys(self._allowed[player_id])
        waiting = deque(came_from)
        while waiting:
            group = waiting.popleft()
            for member in reversed(self.groups[group]):
                for onward in self._allowed[member]:
                    if onward not in came_from:
                        came_from[onward] = (group, member)
                        waiting.append(onward)
        return came_from

    def _has_room(self, group: int) -> bool:
        return len(self.groups[group]) < self._capacities[group]

    def _rank(self, group: int) -> tuple[int, float, int]:
        members = self.groups[group]
        return len(members), sum(self._weights[member] for member in members), group
