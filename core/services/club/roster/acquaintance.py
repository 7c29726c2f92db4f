"""Whom the club knows already: the player that a row means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.roster_import import CellProblem
from core.services.club.roster.building import ReadRow
from core.services.club.roster.fields import normalised

NameKey = tuple[str, str]
"""A name to compare, and the birth date as text or nothing."""


class KnownPlayers:
    """The players before an import.

    Args:
        players: All, archived ones too.
    """

    def __init__(self, players: Sequence[Player]) -> None:
        self.by_id: dict[PlayerId, Player] = {player.id: player for player in players}
        self._by_name: dict[str, list[Player]] = defaultdict(list)
        for player in players:
            self._by_name[normalised(player.name)].append(player)

    def match(self, row: ReadRow) -> tuple[Player | None, CellProblem | None]:
        """Whom a row means, and what is to be said about it."""
        namesakes = self._by_name.get(normalised(row.name), [])
        born = row.plain.get("birth_date")
        if not namesakes:
            return None, None
        if born is not None:
            same = [player for player in namesakes if player.birth_date == born]
            if same:
                return same[0], _remark_on(same[0])
            other = namesakes[0]
            message = f"There already is a {other.name}, born on {other.birth_date.isoformat()}."
            return None, CellProblem(field="birthDate", message=message, is_blocking=False)
        if len(namesakes) == 1:
            return namesakes[0], _remark_on(namesakes[0])
        message = f"{len(namesakes)} players are called {namesakes[0].name}; say when he was born."
        return None, CellProblem(field="birthDate", message=message)


def key_of(row: ReadRow) -> NameKey | None:
    """By what two rows of a file mean the same player; None of a row without a name."""
    name = normalised(row.name)
    return (name, str(row.plain.get("birth_date", ""))) if name else None


def _remark_on(player: Player) -> CellProblem | None:
    if not player.is_archived:
        return None
    message = f"{player.name} had left the club and comes back."
    return CellProblem(message=message, is_blocking=False)
