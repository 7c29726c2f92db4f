"""The club's data as a trainer's desk changes them, over REST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from core.client.rest import RestClient
from core.domain.club import ClubStart, NewClub
from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, MaintenanceEntry
from core.domain.facility import Facility
from core.domain.ids import FacilityId, ImportId, PlayerId, RestrictionId, TeamId, UnitId
from core.domain.player import Player, Team
from core.domain.restriction import Restriction
from core.domain.roster_import import (
    ImportedRoster,
    RosterFormat,
    RosterPreview,
    RosterReading,
    UndoneImport,
)
from core.domain.user import Trainer
from core.protocol import club as wire


class ClubEditing:
    """Fulfils `core.ports.club_link.ClubEditor`.

    Args:
        rest: Signed in as a trainer; restrictions also as medical staff.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def save_team(self, team: Team) -> Team:
        """Add or replace a team."""
        return await self._rest.post(wire.TEAMS, team, Team)

    async def delete_team(self, team_id: TeamId) -> None:
        """Delete a team without players."""
        await self._rest.delete(_at(wire.TEAMS, team_id))

    async def everybody(self) -> tuple[Player, ...]:
        """All players, those who have left among them."""
        return await self._rest.get(wire.PLAYERS, tuple[Player, ...], archived="true")

    async def add_player(self, player: Player) -> Player:
        """Add a player."""
        return await self._rest.post(wire.PLAYERS, player, Player)

    async def save_player(self, player: Player) -> Player:
        """Replace a player that was read before."""
        return await self._rest.put(_at(wire.PLAYERS, player.id), player, Player)

    async def change_player(self, player_id: PlayerId, changes: Mapping[str, Any]) -> Player:
        """Change some fields of a player."""
        return await self._rest.patch(_at(wire.PLAYERS, player_id), dict(changes), Player)

    async def delete_player(self, player_id: PlayerId) -> None:
        """Delete a player who never was in a session."""
        await self._rest.delete(_at(wire.PLAYERS, player_id))

    async def photo(self, player_id: PlayerId) -> bytes:
        """A player's picture, as the file that it came from."""
        return await self._rest.get_raw(f"{_at(wire.PLAYERS, player_id)}/photo")

    async def save_photo(self, player_id: PlayerId, image: bytes) -> Player:
        """Keep a picture, JPEG or PNG."""
        return await self._rest.put(f"{_at(wire.PLAYERS, player_id)}/photo", image, Player)

    async def delete_photo(self, player_id: PlayerId) -> None:
        """Keep no picture."""
        await self._rest.delete(f"{_at(wire.PLAYERS, player_id)}/photo")

    async def save_restriction(self, restriction: Restriction) -> Restriction:
        """Add or replace a restriction."""
        return await self._rest.post(wire.RESTRICTIONS, restriction, Restriction)

    async def delete_restriction(self, restriction_id: RestrictionId) -> None:
        """Delete a restriction that was entered by mistake."""
        await self._rest.delete(_at(wire.RESTRICTIONS, restriction_id))

    async def trainers(self) -> tuple[Trainer, ...]:
        """Who can be put in charge of a session."""
        return await self._rest.get(wire.TRAINERS, tuple[Trainer, ...])

    async def save_facility(self, facility: Facility) -> Facility:
        """Add or replace a facility."""
        return await self._rest.post(wire.FACILITIES, facility, Facility)

    async def delete_facility(self, facility_id: FacilityId) -> None:
        """Delete a facility without machines and sessions."""
        await self._rest.delete(_at(wire.FACILITIES, facility_id))

    async def save_equipment_kind(self, kind: EquipmentKind) -> EquipmentKind:
        """Add or replace a machine type."""
        return await self._rest.post(wire.EQUIPMENT_KINDS, kind, EquipmentKind)

    async def delete_equipment_kind(self, code: EquipmentType) -> None:
        """Delete a machine type that nothing is of."""
        await self._rest.delete(_at(wire.EQUIPMENT_KINDS, code))

    async def save_equipment_unit(self, unit: EquipmentUnit) -> EquipmentUnit:
        """Add or replace a machine."""
        return await self._rest.post(wire.EQUIPMENT, unit, EquipmentUnit)

    async def delete_equipment_unit(self, unit_id: UnitId) -> None:
        """Delete a machine that never was reserved."""
        await self._rest.delete(_at(wire.EQUIPMENT, unit_id))

    async def log_maintenance(self, unit_id: UnitId, entry: MaintenanceEntry) -> EquipmentUnit:
        """Add a line to a machine's maintenance log."""
        path = f"{_at(wire.EQUIPMENT, unit_id)}/maintenance"
        return await self._rest.post(path, entry, EquipmentUnit)

    async def preview_roster(self, reading: RosterReading) -> RosterPreview:
        """What an import would do; nothing is written."""
        return await self._rest.post(f"{wire.ROSTERS}/preview", reading, RosterPreview)

    async def import_roster(self, reading: RosterReading) -> ImportedRoster:
        """Write all rows, or none."""
        return await self._rest.post(f"{wire.ROSTERS}/imports", reading, ImportedRoster)

    async def undo_import(self, import_id: ImportId) -> UndoneImport:
        """Take an import back."""
        path = f"{_at(f'{wire.ROSTERS}/imports', import_id)}/undo"
        return await self._rest.post(path, None, UndoneImport)

    async def export_roster(
        self, file_format: RosterFormat, team_id: TeamId | None = None
    ) -> bytes:
        """A file of all players, or of a team's."""
        query = {} if team_id is None else {"teamId": team_id}
        return await self._rest.get_raw(f"{wire.ROSTERS}/{file_format.value}", **query)

    async def club_start(self) -> ClubStart:
        """Whether there is a club yet."""
        return await self._rest.get(wire.CLUB, ClubStart)

    async def create_club(self, club: NewClub) -> ClubStart:
        """Begin an empty hub's club."""
        return await self._rest.post(wire.CLUB, club, ClubStart)

    async def load_sample_club(self) -> ClubStart:
        """Fill an empty hub with the sample club."""
        return await self._rest.post(f"{wire.CLUB}/sample", None, ClubStart)


def _at(collection: str, key: str) -> str:
    return f"{collection}/{quote(key, safe='')}"
