"""Players as chips of the board."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.ids import PlayerId
from core.domain.player import Position
from ui.planner.club import Club
from ui.planner.medical import barrier, restrictions_on
from ui.planner.plan import Plan
from widgets.board import Chip

_LETTERS = {Position.GOALKEEPER: "G", Position.DEFENCE: "D", Position.FORWARD: "F"}


def chips_of(
    plan: Plan,
    club: Club,
    player_ids: Iterable[PlayerId],
    index: int | None,
    picked_id: str = "",
) -> tuple[Chip, ...]:
    """Chips for a column; of a group, those who may not be in it are marked refused.

    Args:
        plan: The plan.
        club: The club.
        player_ids: Who is in the column.
        index: Which group it is; None for the players in no group.
        picked_id: Who waits for the other half of a swap.
    """
    return tuple(_chip(plan, club, one, index, is_picked=one == picked_id) for one in player_ids)


def _chip(
    plan: Plan, club: Club, player_id: PlayerId, index: int | None, *, is_picked: bool
) -> Chip:
    player = club.player(player_id)
    restricted = restrictions_on(plan, club, player_id)
    said = [f"{player.name}, {player.position.value}"]
    for one in restricted:
        kinds = ", ".join(club.kind(code).name for code in one.forbidden_equipment)
        said.append(f"{one.body_part.capitalize()}: no {kinds}" if kinds else one.body_part)
    found = None if index is None else barrier(plan, club, player_id, index)
    if found is not None:
        said.append(found.reason)
    return Chip(
        id=player_id,
        badge=str(player.jersey_number),
        title=player.last_name,
        detail=_LETTERS[player.position],
        has_mark=bool(restricted),
        is_locked=player_id in plan.locked_ids,
        is_picked=is_picked,
        is_refused=found is not None,
        tooltip=". ".join(one.rstrip(".") for one in said),
    )
