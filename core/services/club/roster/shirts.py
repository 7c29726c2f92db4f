"""Nobody in a team wears another's number, and whoever has none gets one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from core.domain.ids import TeamId
from core.domain.player import Player
from core.services.club.roster.drafts import RowDraft

_NUMBERS = range(1, 100)
"""Given to players without one; 0 is allowed, but nobody is asked to wear it."""


def hand_out(drafts: Sequence[RowDraft], players: Iterable[Player]) -> None:
    """Blame rows whose number is taken, and give numbers to those that have none.

    Args:
        drafts: The rows in their order; those that change a player free his old number.
        players: All players before.
    """
    written = [draft for draft in drafts if draft.is_written]
    moving = {draft.stored.id for draft in written if draft.stored is not None}
    worn: dict[tuple[TeamId, int], str] = {
        (player.team_id, player.jersey_number): f"{player.name} wears it"
        for player in players
        if not player.is_archived and player.id not in moving
    }
    for draft in written:
        if draft.player is not None and not draft.needs_number:
            _put_on(draft, draft.player, worn)
    for draft in written:
        if draft.player is not None and draft.needs_number:
            _give(draft, draft.player, worn)


def _put_on(draft: RowDraft, player: Player, worn: dict[tuple[TeamId, int], str]) -> None:
    shirt = (player.team_id, player.jersey_number)
    if shirt in worn:
        message = f"Number {player.jersey_number} is taken: {worn[shirt]}."
        draft.blame("jerseyNumber", message)
    else:
        worn[shirt] = f"{player.name} in row {draft.number} has it"


def _give(draft: RowDraft, player: Player, worn: dict[tuple[TeamId, int], str]) -> None:
    free = (number for number in _NUMBERS if (player.team_id, number) not in worn)
    number = next(free, None)
    if number is None:
        draft.blame("jerseyNumber", "The number is missing, and none of 1 to 99 is free.")
        return
    worn[player.team_id, number] = f"{player.name} in row {draft.number} has it"
    draft.player = msgspec.structs.replace(player, jersey_number=number)
    draft.remark("jerseyNumber", f"Gets number {number}, the first that is free.")
