"""What the club has: read by everybody, changed with a line in the audit log."""

from __future__ import annotations

from collections.abc import Collection

from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import PlayerId
from core.domain.player import Player, Team
from core.domain.restriction import Restriction
from core.domain.user import Principal
from core.domain.workout import Workout
from core.errors import InvalidInputError, NotFoundError
from core.planning.content_rules import check_name, check_restriction, check_workout
from core.planning.timing import zone_of
from core.ports.storage import Database
from core.services.club.audit_trail import note_change
from core.services.club.plausible_player import check_player


class CatalogService:
    """Shows and keeps the club's players, places, machines, workouts and restrictions.

    All `save_…` insert or replace by id.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def teams(self) -> tuple[Team, ...]:
        """All teams by name."""
        async with self._database.read() as unit:
            return await unit.club.teams()

    async def save_team(self, team: Team, actor: Principal) -> None:
        """Keep a team."""
        check_name(team.name, "name")
        async with self._database.write() as unit:
            before = next((one for one in await unit.club.teams() if one.id == team.id), None)
            await unit.club.save_team(team)
            await note_change(unit, actor, "team.saved", team.id, before=before, after=team)
            await unit.commit()

    async def players(self) -> tuple[Player, ...]:
        """All players by jersey number."""
        async with self._database.read() as unit:
            return await unit.club.players()

    async def player(self, player_id: PlayerId) -> Player:
        """One player.

        Raises:
            NotFoundError: There is no such player.
        """
        async with self._database.read() as unit:
            found = await unit.club.players([player_id])
        return _only(found, player_id)

    async def save_player(self, player: Player, actor: Principal) -> None:
        """Keep a player.

        Raises:
            InvalidInputError: A value cannot be meant, or the team does not exist.
        """
        check_player(player)
        async with self._database.write() as unit:
            teams = {team.id for team in await unit.club.teams()}
            _check_exists("team", player.team_id, teams, "teamId")
            before = next(iter(await unit.club.players([player.id])), None)
            await unit.club.save_player(player)
            await note_change(unit, actor, "player.saved", player.id, before=before, after=player)
            await unit.commit()

    async def delete_player(self, player_id: PlayerId, actor: Principal) -> None:
        """Delete a player who never was in a session.

        Raises:
            NotFoundError: There is no such player.
            ConflictError: Sessions and their reports still need the player.
        """
        async with self._database.write() as unit:
            before = _only(await unit.club.players([player_id]), player_id)
            await unit.club.delete_player(player_id)
            await note_change(unit, actor, "player.deleted", player_id, before=before, after=None)
            await unit.commit()

    async def facilities(self) -> tuple[Facility, ...]:
        """All facilities by name."""
        async with self._database.read() as unit:
            return await unit.club.facilities()

    async def save_facility(self, facility: Facility, actor: Principal) -> None:
        """Keep a facility.

        Raises:
            InvalidInputError: Its name is missing or its time zone unknown.
        """
        check_name(facility.name, "name")
        zone_of(facility.time_zone)
        async with self._database.write() as unit:
            before = await unit.club.facility(facility.id)
            await unit.club.save_facility(facility)
            await note_change(
                unit, actor, "facility.saved", facility.id, before=before, after=facility
            )
            await unit.commit()

    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]:
        """All machine types by name."""
        async with self._database.read() as unit:
            return await unit.club.equipment_kinds()

    async def save_equipment_kind(self, kind: EquipmentKind, actor: Principal) -> None:
        """Keep a machine type.

        Raises:
            InvalidInputError: A name is missing.
        """
        check_name(kind.code, "code")
        check_name(kind.name, "name")
        check_name(kind.unit_name, "unitName")
        async with self._database.write() as unit:
            kinds = {one.code: one for one in await unit.club.equipment_kinds()}
            await unit.club.save_equipment_kind(kind)
            await note_change(
                unit,
                actor,
                "equipment-kind.saved",
                kind.code,
                before=kinds.get(kind.code),
                after=kind,
            )
            await unit.commit()

    async def equipment_units(self) -> tuple[EquipmentUnit, ...]:
        """All machines in natural order of their names."""
        async with self._database.read() as unit:
            return await unit.club.equipment_units()

    async def save_equipment_unit(self, machine: EquipmentUnit, actor: Principal) -> None:
        """Keep a machine.

        Raises:
            InvalidInputError: Its name is missing, or its facility or type does not exist.
        """
        check_name(machine.name, "name")
        async with self._database.write() as unit:
            kinds = {kind.code for kind in await unit.club.equipment_kinds()}
            places = {place.id for place in await unit.club.facilities()}
            _check_exists("machine type", machine.equipment, kinds, "equipment")
            _check_exists("facility", machine.facility_id, places, "facilityId")
            units = {one.id: one for one in await unit.club.equipment_units()}
            await unit.club.save_equipment_unit(machine)
            await note_change(
                unit,
                actor,
                "equipment-unit.saved",
                machine.id,
                before=units.get(machine.id),
                after=machine,
            )
            await unit.commit()

    async def workouts(self) -> tuple[Workout, ...]:
        """All workouts by name."""
        async with self._database.read() as unit:
            return await unit.club.workouts()

    async def save_workout(self, workout: Workout, actor: Principal) -> None:
        """Keep a workout. Sessions made from it stay as they are.

        Raises:
            InvalidInputError: A name is missing or an interval lasts no time.
        """
        check_workout(workout)
        async with self._database.write() as unit:
            before = await unit.club.workout(workout.id)
            await unit.club.save_workout(workout)
            await note_change(
                unit, actor, "workout.saved", workout.id, before=before, after=workout
            )
            await unit.commit()

    async def restrictions(self) -> tuple[Restriction, ...]:
        """All restrictions, the oldest first. For the medical role and trainers only."""
        async with self._database.read() as unit:
            return await unit.club.restrictions()

    async def save_restriction(self, restriction: Restriction, actor: Principal) -> None:
        """Keep a restriction. It holds for what is planned from now on.

        Raises:
            InvalidInputError: The player does not exist, or a value cannot be meant.
        """
        check_restriction(restriction)
        async with self._database.write() as unit:
            found = await unit.club.players([restriction.player_id])
            players = {player.id for player in found}
            _check_exists("player", restriction.player_id, players, "playerId")
            stored = {one.id: one for one in await unit.club.restrictions([restriction.player_id])}
            await unit.club.save_restriction(restriction)
            await note_change(
                unit,
                actor,
                "restriction.saved",
                restriction.id,
                before=stored.get(restriction.id),
                after=restriction,
            )
            await unit.commit()


def _only(found: tuple[Player, ...], player_id: PlayerId) -> Player:
    if not found:
        message = f"There is no player {player_id}."
        raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")
    return found[0]


def _check_exists(what: str, wanted: str, existing: Collection[str], field: str) -> None:
    if wanted not in existing:
        message = f"There is no {what} “{wanted}”."
        raise InvalidInputError(message, suggested_action="Choose an existing one.", field=field)
