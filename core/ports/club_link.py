"""The club's data as a trainer's desk changes them; `core.client` fulfils it.

All errors are `HockeyHubError`s with the field concerned. What somebody else changed meanwhile is
a `StaleError`, whose `details` say what.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

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


class PlayerEditor(Protocol):
    """Teams, players, restrictions. What has an empty id is new; all give what is stored then."""

    async def save_team(self, team: Team) -> Team: ...
    async def delete_team(self, team_id: TeamId) -> None: ...
    async def everybody(self) -> tuple[Player, ...]:
        """All players by jersey number, those who have left among them."""
        ...

    async def add_player(self, player: Player) -> Player:
        """Add one; with an id, under that id (so a deletion is undone)."""
        ...

    async def save_player(self, player: Player) -> Player:
        """Replace one that was read before."""
        ...

    async def change_player(self, player_id: PlayerId, changes: Mapping[str, Any]) -> Player:
        """Change some fields, by their names on the wire; with `version`, only that version."""
        ...

    async def delete_player(self, player_id: PlayerId) -> None: ...
    async def photo(self, player_id: PlayerId) -> bytes: ...
    async def save_photo(self, player_id: PlayerId, image: bytes) -> Player: ...
    async def delete_photo(self, player_id: PlayerId) -> None: ...
    async def save_restriction(self, restriction: Restriction) -> Restriction: ...
    async def delete_restriction(self, restriction_id: RestrictionId) -> None: ...
    async def trainers(self) -> tuple[Trainer, ...]:
        """Who can be put in charge of a session."""
        ...


class PlaceEditor(Protocol):
    """Facilities, machine types, machines."""

    async def save_facility(self, facility: Facility) -> Facility: ...
    async def delete_facility(self, facility_id: FacilityId) -> None: ...
    async def save_equipment_kind(self, kind: EquipmentKind) -> EquipmentKind: ...
    async def delete_equipment_kind(self, code: EquipmentType) -> None: ...
    async def save_equipment_unit(self, unit: EquipmentUnit) -> EquipmentUnit: ...
    async def delete_equipment_unit(self, unit_id: UnitId) -> None: ...
    async def log_maintenance(self, unit_id: UnitId, entry: MaintenanceEntry) -> EquipmentUnit:
        """Add a line to a machine's log; with a state, the machine is set to it."""
        ...


class RosterDesk(Protocol):
    """Rosters from files and into files, and the club's beginning."""

    async def preview_roster(self, reading: RosterReading) -> RosterPreview:
        """What an import would do; nothing is written."""
        ...

    async def import_roster(self, reading: RosterReading) -> ImportedRoster:
        """Write all rows or, if one of them cannot be, none."""
        ...

    async def undo_import(self, import_id: ImportId) -> UndoneImport: ...
    async def export_roster(
        self, file_format: RosterFormat, team_id: TeamId | None = None
    ) -> bytes:
        """A file of all players, or of a team's."""
        ...

    async def club_start(self) -> ClubStart: ...
    async def create_club(self, club: NewClub) -> ClubStart:
        """Begin an empty hub's club with a team, a facility and its machines."""
        ...

    async def load_sample_club(self) -> ClubStart:
        """Fill an empty hub with the sample club."""
        ...


class ClubEditor(PlayerEditor, PlaceEditor, RosterDesk, Protocol):
    """All of it: `HubLink.club`."""
