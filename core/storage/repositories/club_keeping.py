"""Removing what the club has, many players at once, pictures, and journals of imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Table, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, ImportId, PlayerId, RestrictionId, TeamId, UnitId
from core.domain.player import Player
from core.domain.roster import ImportJournal, Photo
from core.errors import ConflictError
from core.storage import tables
from core.storage.repositories.sessions import OVER
from core.storage.repositories.statements import Statements


class KeepingStore:
    """Fulfils `ClubKeeping`, less the reading of players."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def delete_player(self, player_id: PlayerId) -> None:
        """Delete a player who never was in a session.

        Raises:
            ConflictError: Sessions and their reports still need the player.
        """
        await self._remove(
            tables.players,
            tables.players.c.id == player_id,
            "This player is in sessions, whose reports need the player's data.",
            "Archive the player instead; the reports stay.",
        )

    async def delete_restriction(self, restriction_id: RestrictionId) -> None:
        """Delete one; an unknown one is no matter."""
        table = tables.restrictions
        await self._db.run(delete(table).where(table.c.id == restriction_id))

    async def delete_team(self, team_id: TeamId) -> None:
        """Delete a team without players.

        Raises:
            ConflictError: It has some, perhaps archived ones.
        """
        await self._remove(
            tables.teams,
            tables.teams.c.id == team_id,
            "This team still has players.",
            "Move them to another team first; look at the archived ones too.",
        )

    async def delete_facility(self, facility_id: FacilityId) -> None:
        """Delete a facility without machines and sessions.

        Raises:
            ConflictError: It has some.
        """
        await self._remove(
            tables.facilities,
            tables.facilities.c.id == facility_id,
            "This facility still has machines or sessions.",
            "Move or delete its machines first; a facility with past sessions stays.",
        )

    async def delete_equipment_kind(self, code: EquipmentType) -> None:
        """Delete a machine type that nothing is of.

        Raises:
            ConflictError: Machines or sessions are.
        """
        await self._remove(
            tables.equipment_kinds,
            tables.equipment_kinds.c.code == code,
            "There are machines or sessions of this type.",
            "Delete its machines first; a type with past sessions stays.",
        )

    async def delete_equipment_unit(self, unit_id: UnitId) -> None:
        """Delete a machine that never was reserved.

        Raises:
            ConflictError: It was.
        """
        await self._remove(
            tables.equipment_units,
            tables.equipment_units.c.id == unit_id,
            "Sessions are planned or were held on this machine.",
            "Set it out of service instead.",
        )

    async def sessions_on(self, unit_id: UnitId) -> tuple[str, ...]:
        """The names of the sessions, not over yet, that hold a machine; the next one first."""
        planned, held = tables.workout_sessions.c, tables.reservations.c
        query = (
            select(planned.name)
            .where(planned.status.not_in(OVER))
            .where(planned.id.in_(select(held.session_id).where(held.unit_id == unit_id)))
            .order_by(planned.starts_at, planned.id)
        )
        return tuple(row["name"] for row in await self._db.rows(query))

    async def in_sessions(self, ids: Sequence[PlayerId]) -> frozenset[PlayerId]:
        """Who of these is or was in a session."""
        column = tables.assignments.c.player_id
        query = select(column).where(column.in_(ids)).distinct()
        return frozenset(row["player_id"] for row in await self._db.rows(query))

    async def delete_players(self, ids: Sequence[PlayerId]) -> None:
        """Delete many of whom none was in a session."""
        await self._db.run(delete(tables.players).where(tables.players.c.id.in_(ids)))

    async def add_players(self, players: Sequence[Player]) -> None:
        """Insert many."""
        await self._db.add(tables.players, [msgspec.structs.asdict(one) for one in players])

    async def replace_players(self, players: Sequence[Player]) -> None:
        """Replace many that are stored."""
        if not players:
            return
        table = tables.players
        values: dict[str, BindParameter[Any]] = {
            column.name: bindparam(f"new_{column.name}") for column in table.columns
        }
        statement = update(table).where(table.c.id == bindparam("new_id")).values(values)
        rows = [
            {f"new_{name}": value for name, value in msgspec.structs.asdict(one).items()}
            for one in players
        ]
        await self._db.run(statement, rows)

    async def photo(self, player_id: PlayerId) -> Photo | None:
        """A player's picture."""
        table = tables.player_photos
        row = await self._db.row(select(table).where(table.c.player_id == player_id))
        return None if row is None else Photo(media_type=row["media_type"], image=row["image"])

    async def save_photo(self, player_id: PlayerId, photo: Photo | None) -> None:
        """Insert, replace, or with None remove."""
        table = tables.player_photos
        if photo is None:
            await self._db.run(delete(table).where(table.c.player_id == player_id))
            return
        await self._db.put(table, {"player_id": player_id, **msgspec.structs.asdict(photo)})

    async def keep_import(self, journal: ImportJournal) -> None:
        """Keep what an import did; insert or replace."""
        row = {
            "id": journal.id,
            "at": journal.at,
            "actor": journal.actor,
            "undone_at": journal.undone_at,
            "journal": msgspec.json.encode(journal),
        }
        await self._db.put(tables.roster_imports, row)

    async def import_journal(self, import_id: ImportId) -> ImportJournal | None:
        """What an import did; None if there was none of that id."""
        found = await self._journals(tables.roster_imports.c.id == import_id)
        return found[0] if found else None

    async def imports_since(self, instant: datetime) -> tuple[ImportJournal, ...]:
        """Imports not undone since then, the newest first."""
        table = tables.roster_imports.c
        return await self._journals(table.at >= instant, table.undone_at.is_(None))

    async def _journals(self, *conditions: ColumnElement[bool]) -> tuple[ImportJournal, ...]:
        table = tables.roster_imports
        query = select(table).where(*conditions).order_by(table.c.at.desc(), table.c.id.desc())
        return tuple(
            msgspec.json.decode(row["journal"], type=ImportJournal)
            for row in await self._db.rows(query)
        )

    async def _remove(
        self, table: Table, which: ColumnElement[bool], reason: str, action: str
    ) -> None:
        try:
            await self._db.run(delete(table).where(which))
        except IntegrityError as error:
            raise ConflictError(reason, suggested_action=action) from error
