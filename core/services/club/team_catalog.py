"""Teams, players, restrictions and trainers of the club."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from core.domain.ids import PlayerId, RestrictionId, TeamId
from core.domain.player import Player, Team
from core.domain.restriction import Restriction
from core.domain.user import Principal, Trainer
from core.errors import InvalidInputError
from core.planning.content_rules import check_name, check_restriction
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.finding import check_exists, found, player_of
from core.services.club.plausible_player import check_player, with_estimate
from core.services.club.staleness import next_version


class TeamCatalog:
    """The people half of `CatalogService`.

    Args:
        database: Where they are kept.
        clock: Tells today, for ages.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def teams(self) -> tuple[Team, ...]:
        """All teams by name."""
        async with self._database.read() as unit:
            return await unit.club.teams()

    async def team(self, team_id: TeamId) -> Team:
        """One team.

        Raises:
            NotFoundError: There is no such team.
        """
        async with self._database.read() as unit:
            return found(await unit.club.team(team_id), "team", team_id)

    async def save_team(self, team: Team, actor: Principal) -> Team:
        """Keep a team.

        Raises:
            InvalidInputError: Its name is missing.
            StaleError: Somebody else changed it meanwhile.
        """
        check_name(team.name, "name")
        async with self._database.write() as unit:
            before = await unit.club.team(team.id)
            after = await next_version(unit, before, team, team.id)
            await unit.club.save_team(after)
            await note_change(unit, actor, "team.saved", team.id, before=before, after=after)
            await unit.commit()
        return after

    async def delete_team(self, team_id: TeamId, actor: Principal) -> None:
        """Delete a team without players.

        Raises:
            NotFoundError: There is no such team.
            ConflictError: It has players.
        """
        async with self._database.write() as unit:
            before = found(await unit.club.team(team_id), "team", team_id)
            await unit.club.delete_team(team_id)
            await note_change(unit, actor, "team.deleted", team_id, before=before, after=None)
            await unit.commit()

    async def players(self, *, with_archived: bool = False) -> tuple[Player, ...]:
        """All players by jersey number; those who have left only if asked for."""
        async with self._database.read() as unit:
            players = await unit.club.players()
        return tuple(one for one in players if with_archived or not one.is_archived)

    async def players_after(
        self, after: tuple[int, PlayerId] | None, *, limit: int, with_archived: bool
    ) -> tuple[Player, ...]:
        """Players by jersey number and id, those after a place in that order."""
        async with self._database.read() as unit:
            return await unit.club.players_after(after, limit=limit, with_archived=with_archived)

    async def player(self, player_id: PlayerId) -> Player:
        """One player, also an archived one.

        Raises:
            NotFoundError: There is no such player.
        """
        async with self._database.read() as unit:
            return await player_of(unit, player_id)

    async def save_player(self, player: Player, actor: Principal) -> Player:
        """Keep a player. An estimated maximum heart rate is worked out from his age anew.

        Raises:
            InvalidInputError: A value cannot be meant, the team does not exist, or somebody else
                in it wears the number.
            StaleError: Somebody else changed the player meanwhile.
        """
        player = with_estimate(player, self._today())
        check_player(player, self._today())
        async with self._database.write() as unit:
            if await unit.club.team(player.team_id) is None:
                check_exists("team", player.team_id, (), "teamId")
            before = next(iter(await unit.club.players([player.id])), None)
            after = await next_version(unit, before, player, player.id)
            after = msgspec.structs.replace(after, photo=before.photo if before else None)
            await _check_number_is_free(unit, before, after)
            await unit.club.save_player(after)
            await note_change(unit, actor, "player.saved", player.id, before=before, after=after)
            await unit.commit()
        return after

    async def delete_player(self, player_id: PlayerId, actor: Principal) -> None:
        """Delete a player who never was in a session.

        Raises:
            NotFoundError: There is no such player.
            ConflictError: Sessions and their reports still need the player.
        """
        async with self._database.write() as unit:
            before = await player_of(unit, player_id)
            await unit.club.delete_player(player_id)
            await note_change(unit, actor, "player.deleted", player_id, before=before, after=None)
            await unit.commit()

    async def restrictions(self) -> tuple[Restriction, ...]:
        """All restrictions, the oldest first. For the medical role and trainers only."""
        async with self._database.read() as unit:
            return await unit.club.restrictions()

    async def restriction(self, restriction_id: RestrictionId) -> Restriction:
        """One restriction.

        Raises:
            NotFoundError: There is no such restriction.
        """
        async with self._database.read() as unit:
            restriction = await unit.club.restriction(restriction_id)
        return found(restriction, "restriction", restriction_id)

    async def save_restriction(self, restriction: Restriction, actor: Principal) -> Restriction:
        """Keep a restriction. It holds for what is planned from now on.

        Raises:
            InvalidInputError: The player does not exist, or a value cannot be meant.
            StaleError: Somebody else changed it meanwhile.
        """
        check_restriction(restriction)
        key = restriction.id
        async with self._database.write() as unit:
            if not await unit.club.players([restriction.player_id]):
                check_exists("player", restriction.player_id, (), "playerId")
            before = await unit.club.restriction(key)
            after = await next_version(unit, before, restriction, key)
            await unit.club.save_restriction(after)
            await note_change(unit, actor, "restriction.saved", key, before=before, after=after)
            await unit.commit()
        return after

    async def delete_restriction(self, restriction_id: RestrictionId, actor: Principal) -> None:
        """Delete a restriction that was entered by mistake; one that is over has an end instead.

        Raises:
            NotFoundError: There is no such restriction.
        """
        key = restriction_id
        async with self._database.write() as unit:
            before = found(await unit.club.restriction(key), "restriction", key)
            await unit.club.delete_restriction(key)
            await note_change(unit, actor, "restriction.deleted", key, before=before, after=None)
            await unit.commit()

    async def trainers(self) -> tuple[Trainer, ...]:
        """Who can be put in charge of a session, by name."""
        async with self._database.read() as unit:
            users = await unit.club.users()
        return tuple(
            Trainer(id=user.id, name=user.name, role=user.role) for user in users if user.can_lead
        )

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock.now(), UTC).date()


async def _check_number_is_free(unit: UnitOfWork, before: Player | None, after: Player) -> None:
    if after.is_archived or _same_shirt(before, after):
        return
    for other in await unit.club.wearing(after.team_id, after.jersey_number):
        if other.id != after.id:
            message = f"{other.name} already wears number {after.jersey_number} in this team."
            raise InvalidInputError(
                message,
                suggested_action="Choose another number, or change that player's first.",
                field="jerseyNumber",
            )


def _same_shirt(before: Player | None, after: Player) -> bool:
    return (
        before is not None
        and not before.is_archived
        and (before.team_id, before.jersey_number) == (after.team_id, after.jersey_number)
    )
