"""Which team a row means, among those that exist and those that it brings along."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.ids import TeamId, new_id
from core.domain.player import Team
from core.domain.roster_import import RosterMapping
from core.errors import InvalidInputError
from core.planning.content_rules import check_name
from core.services.club.roster.fields import normalised


class Squads:
    """The teams of an import.

    Args:
        teams: Those that exist.
        mapping: What holds for rows that name none, and whether teams are added.

    Raises:
        InvalidInputError: The team for rows that name none does not exist or has no name.
    """

    def __init__(self, teams: Sequence[Team], mapping: RosterMapping) -> None:
        self.added: list[Team] = []
        self._adds = mapping.adds_teams
        self._by_name = {normalised(team.name): team for team in teams}
        self._usual = self._usual_team(teams, mapping)

    def team_of(self, name: str) -> TeamId | None:
        """The team of that name, or with no name the usual one; None: there is none."""
        if not name:
            return self._usual
        team = self._by_name.get(normalised(name))
        if team is not None:
            return team.id
        return self._add(name).id if self._adds else None

    def _usual_team(self, teams: Sequence[Team], mapping: RosterMapping) -> TeamId | None:
        if mapping.new_team_name is not None:
            check_name(mapping.new_team_name, "mapping.newTeamName")
            known = self._by_name.get(normalised(mapping.new_team_name))
            return (known or self._add(mapping.new_team_name.strip())).id
        if mapping.team_id is None:
            return teams[0].id if len(teams) == 1 else None
        if all(team.id != mapping.team_id for team in teams):
            message = f"There is no team “{mapping.team_id}”."
            raise InvalidInputError(message, field="mapping.teamId")
        return mapping.team_id

    def _add(self, name: str) -> Team:
        team = Team(id=TeamId(new_id()), name=name)
        self.added.append(team)
        self._by_name[normalised(name)] = team
        return team
