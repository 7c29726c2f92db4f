"""Groups that have lost players, made even again with as few moves as possible. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId
from core.planning.parties import Permission


@dataclass(slots=True, kw_only=True)
class Standing:
    """A group as it stands."""

    equipment: EquipmentType
    capacity: int
    planned: int
    """How many it was planned for: groups keep their proportions."""
    members: list[PlayerId] = field(default_factory=list[PlayerId])


def rebalance(
    groups: Sequence[Standing],
    homeless: Sequence[PlayerId],
    may: Permission,
    weights: Mapping[PlayerId, int],
) -> list[PlayerId]:
    """Bring the groups back to their proportions, and those without a group into one.

    Who moves is whoever leaves the groups most alike in strength.

    Args:
        groups: Changed in place.
        homeless: Who is there and in no group.
        may: The medical gate.
        weights: How strong players are, in whole steps.

    Returns:
        Those for whom there is no place.
    """
    left = [one for one in homeless if not _take_in(groups, one, may, weights)]
    while True:
        targets = targets_of(groups)
        moves = [
            (_unevenness(groups, weights, (one, source, target)), at, source, target)
            for source, from_group in enumerate(groups)
            if len(from_group.members) > targets[source]
            for target, to_group in enumerate(groups)
            if len(to_group.members) < targets[target]
            for at, one in enumerate(from_group.members)
            if may(one, to_group.equipment)
        ]
        if not moves:
            return left
        _, at, source, target = min(moves)
        groups[target].members.append(groups[source].members.pop(at))


def targets_of(groups: Sequence[Standing]) -> list[int]:
    """How many belong into each group: in the planned proportions, as machines allow.

    Where parts are equal, who is there already stays.
    """
    total = sum(len(group.members) for group in groups)
    shares = [max(group.planned, 0) for group in groups]
    if not any(shares):
        shares = [1] * len(groups)
    targets = [0] * len(groups)
    for _ in range(total):
        open_groups = [
            index for index, group in enumerate(groups) if targets[index] < group.capacity
        ]
        if not open_groups:
            break
        chosen = min(
            open_groups,
            key=lambda index: (
                (targets[index] + 1) / max(shares[index], 0.5),
                targets[index] >= len(groups[index].members),
                index,
            ),
        )
        targets[chosen] += 1
    return targets


def _take_in(
    groups: Sequence[Standing],
    player_id: PlayerId,
    may: Permission,
    weights: Mapping[PlayerId, int],
) -> bool:
    """Put somebody into the emptiest group that is open to him, of equal ones the best suited."""
    open_groups = [
        (
            (len(group.members) + 1) / max(group.planned, 0.5),
            _unevenness(groups, weights, (player_id, None, index)),
            index,
        )
        for index, group in enumerate(groups)
        if len(group.members) < group.capacity and may(player_id, group.equipment)
    ]
    if not open_groups:
        return False
    groups[min(open_groups)[-1]].members.append(player_id)
    return True


def _unevenness(
    groups: Sequence[Standing],
    weights: Mapping[PlayerId, int],
    move: tuple[PlayerId, int | None, int],
) -> float:
    """How far the groups' means would lie from each other after a move."""
    player_id, source, target = move
    means: list[float] = []
    for index, group in enumerate(groups):
        members = list(group.members)
        if index == source:
            members.remove(player_id)
        if index == target:
            members.append(player_id)
        if members:
            means.append(sum(weights.get(one, 0) for one in members) / len(members))
    return max(means) - min(means) if means else 0.0
