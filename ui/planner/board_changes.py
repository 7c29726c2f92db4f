"""Pure changes of the board beyond a plain move: swap, lock, other exercises."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from core.domain.ids import PlayerId
from core.domain.session import DistributionStrategy
from ui.planner.plan import Plan, moved, with_group

_set = msgspec.structs.replace


def swapped(plan: Plan, one: PlayerId, other: PlayerId) -> Plan:
    """The plan with two players in each other's place; either may be in no group."""
    exchanged = {one: other, other: one}
    groups = tuple(
        _set(group, player_ids=tuple(exchanged.get(who, who) for who in group.player_ids))
        for group in plan.groups
    )
    return _set(plan, groups=groups, strategy=DistributionStrategy.MANUAL, seed=None)


def with_locks(plan: Plan, player_ids: Collection[PlayerId], *, is_locked: bool) -> Plan:
    """The plan with players held in their groups, or let go; who is in no group is not held."""
    placed = set(plan.assigned_ids)
    kept = [one for one in plan.locked_ids if one not in player_ids]
    if is_locked:
        kept += [one for one in player_ids if one in placed]
    return _set(plan, locked_ids=tuple(kept))


def with_adapted(plan: Plan, player_id: PlayerId, target: int) -> Plan:
    """The plan with a player in a group where he does other exercises."""
    placed = moved(plan, [player_id], target)
    group = placed.groups[target]
    adapted_ids = tuple(dict.fromkeys((*group.adapted_ids, player_id)))
    return with_group(placed, target, _set(group, adapted_ids=adapted_ids))


def locks_of(plan: Plan) -> dict[PlayerId, int]:
    """In which group each locked player is held."""
    found = {one: plan.group_of(one) for one in plan.locked_ids}
    return {one: at for one, at in found.items() if at is not None}


def same_lock(plan: Plan, player_ids: Sequence[PlayerId]) -> bool:
    """Whether all of them are locked, so that the next press lets them go."""
    return bool(player_ids) and set(player_ids) <= set(plan.locked_ids)
