"""The club's storage besides saving one thing: one by its id, removing, many, pictures, imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit
from core.domain.ids import FacilityId, ImportId, PlayerId, RestrictionId, TeamId, UnitId
from core.domain.player import Player, Team
from core.domain.restriction import Restriction
from core.domain.roster import ImportJournal, Photo


class ClubKeeping(Protocol):
    """A part of `ClubRepository`. Whatever is still needed cannot be removed (`ConflictError`).

    What a writer asks for by id is kept from other writers.
    """

    async def team(self, team_id: TeamId) -> Team | None: ...
    async def equipment_kind(self, code: EquipmentType) -> EquipmentKind | None: ...
    async def equipment_unit(self, unit_id: UnitId) -> EquipmentUnit | None: ...
    async def restriction(self, restriction_id: RestrictionId) -> Restriction | None: ...
    async def wearing(self, team_id: TeamId, jersey_number: int) -> tuple[Player, ...]:
        """Who of a team wears a number, archived ones left out."""
        ...

    async def delete_player(self, player_id: PlayerId) -> None: ...
    async def delete_restriction(self, restriction_id: RestrictionId) -> None: ...
    async def delete_team(self, team_id: TeamId) -> None: ...
    async def delete_facility(self, facility_id: FacilityId) -> None: ...
    async def delete_equipment_kind(self, code: EquipmentType) -> None: ...
    async def delete_equipment_unit(self, unit_id: UnitId) -> None: ...

    async def players_after(
        self, after: tuple[int, PlayerId] | None, *, limit: int, with_archived: bool
    ) -> tuple[Player, ...]:
        """Players by jersey number and id, those after a place in that order."""
        ...

    async def sessions_on(self, unit_id: UnitId) -> tuple[str, ...]:
        """The names of the sessions, not over yet, that hold a machine; the next one first."""
        ...

    async def in_sessions(self, ids: Sequence[PlayerId]) -> frozenset[PlayerId]:
        """Who of these is or was in a session."""
        ...

    async def delete_players(self, ids: Sequence[PlayerId]) -> None:
        """Delete many of whom none was in a session."""
        ...

    async def add_players(self, players: Sequence[Player]) -> None:
        """Insert many."""
        ...

    async def replace_players(self, players: Sequence[Player]) -> None:
        """Replace many that are stored."""
        ...

    async def photo(self, player_id: PlayerId) -> Photo | None: ...
    async def save_photo(self, player_id: PlayerId, photo: Photo | None) -> None:
        """Insert, replace, or with None remove."""
        ...

    async def keep_import(self, journal: ImportJournal) -> None:
        """Keep what an import did; insert or replace."""
        ...

    async def import_journal(self, import_id: ImportId) -> ImportJournal | None: ...
    async def imports_since(self, instant: datetime) -> tuple[ImportJournal, ...]:
        """Imports not undone since then, the newest first."""
        ...
