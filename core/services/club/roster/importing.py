"""Rosters into the club and back out of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec

from core.domain.ids import ImportId, TeamId, new_id
from core.domain.player import Player
from core.domain.roster import ImportJournal, PlayerChange
from core.domain.roster_import import (
    ImportedRoster,
    RosterFormat,
    RosterPreview,
    RosterReading,
)
from core.domain.user import Principal
from core.errors import InvalidInputError
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.finding import check_exists
from core.services.club.roster.fields import FieldBook
from core.services.club.roster.plan import KnownClub, RosterPlan, plan_roster
from core.services.club.roster.reading import read_sheet
from core.services.club.roster.sheet import Sheet
from core.services.club.roster.writing import write_roster


class RosterService:
    """Imports and exports rosters.

    Args:
        database: The club.
        clock: Tells today, for ages, and when an import was made.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def preview(self, reading: RosterReading) -> RosterPreview:
        """What an import would do; nothing is written.

        Raises:
            InvalidInputError: The file cannot be read, or the mapping makes no sense.
        """
        sheet = await asyncio.to_thread(read_sheet, reading.file, reading.mapping.encoding)
        return (await self._plan(sheet, reading, await self._club())).preview

    async def take_in(self, reading: RosterReading, actor: Principal) -> ImportedRoster:
        """Write all rows, or if one of them cannot be written, none.

        Raises:
            InvalidInputError: A row cannot be; `field` names it: `rows.12.massKg`.
        """
        sheet = await asyncio.to_thread(read_sheet, reading.file, reading.mapping.encoding)
        seen = await self._club()
        plan = await self._plan(sheet, reading, seen)
        _check_unblocked(plan.preview)
        async with self._database.write() as unit:
            await _keep_to_itself(unit, plan)
            club = await _known_club(unit)
            if club != seen:  # somebody changed the club while the file was read
                plan = await self._plan(sheet, reading, club)
                _check_unblocked(plan.preview)
            journal = await self._write(unit, plan, reading, actor)
            await unit.commit()
        return ImportedRoster(
            id=journal.id,
            added=len(journal.created),
            updated=len(journal.changed),
            skipped=plan.preview.skips,
            teams_added=len(journal.team_ids),
        )

    async def export(self, file_format: RosterFormat, team_id: TeamId | None = None) -> bytes:
        """A file of all players who have not left, or of a team's.

        Raises:
            InvalidInputError: There is no such team.
        """
        club = await self._club()
        if team_id is not None:
            check_exists("team", team_id, {team.id for team in club.teams}, "teamId")
        players = tuple(
            player
            for player in club.players
            if not player.is_archived and team_id in (None, player.team_id)
        )
        book = FieldBook(club.kinds, club.workouts)
        teams: dict[str, str] = {team.id: team.name for team in club.teams}
        return await asyncio.to_thread(write_roster, file_format, players, teams, book)

    async def _club(self) -> KnownClub:
        async with self._database.read() as unit:
            return await _known_club(unit)

    async def _plan(self, sheet: Sheet, reading: RosterReading, club: KnownClub) -> RosterPlan:
        return await asyncio.to_thread(plan_roster, sheet, reading, club, self._today())

    async def _write(
        self, unit: UnitOfWork, plan: RosterPlan, reading: RosterReading, actor: Principal
    ) -> ImportJournal:
        changed = tuple(
            (before, msgspec.structs.replace(after, version=before.version + 1))
            for before, after in plan.changed
        )
        journal = ImportJournal(
            id=ImportId(new_id()),
            at=datetime.fromtimestamp(self._clock.now(), UTC),
            actor=actor.subject,
            created=tuple(player.id for player in plan.added),
            changed=tuple(
                PlayerChange(before=before, version=after.version) for before, after in changed
            ),
            team_ids=tuple(team.id for team in plan.teams),
        )
        for team in plan.teams:
            await unit.club.save_team(team)
        await unit.club.add_players(plan.added)
        await unit.club.replace_players([after for _, after in changed])
        await unit.club.keep_import(journal)
        await _note(unit, actor, journal, reading.file.name)
        new: list[tuple[Player | None, Player | None]] = [(None, player) for player in plan.added]
        await note_players(unit, actor, "player.saved", [*new, *changed])
        return journal

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock.now(), UTC).date()


async def _keep_to_itself(unit: UnitOfWork, plan: RosterPlan) -> None:
    """From here on nobody else adds players to these teams or changes these players."""
    after = (*plan.added, *(changed for _, changed in plan.changed))
    for team_id in sorted({player.team_id for player in after}):
        await unit.club.team(team_id)
    await unit.club.players([before.id for before, _ in plan.changed])


async def note_players(
    unit: UnitOfWork,
    actor: Principal,
    action: str,
    changes: Sequence[tuple[Player | None, Player | None]],
) -> None:
    """One line in the audit log for each player: before and after."""
    details: dict[str, bytes] = {}
    for before, after in changes:
        some = after or before
        if some is not None:
            details[some.id] = msgspec.json.encode({"before": before, "after": after})
    await unit.audit.note_all(actor=actor.subject, action=action, details=details)


async def _note(unit: UnitOfWork, actor: Principal, journal: ImportJournal, name: str) -> None:
    detail = msgspec.json.encode(
        {
            "file": name[:200],
            "added": len(journal.created),
            "updated": len(journal.changed),
            "teamsAdded": len(journal.team_ids),
        }
    )
    await unit.audit.note(
        actor=actor.subject, action="roster.imported", subject=journal.id, detail=detail
    )


async def _known_club(unit: UnitOfWork) -> KnownClub:
    return KnownClub(
        teams=await unit.club.teams(),
        players=await unit.club.players(),
        kinds=await unit.club.equipment_kinds(),
        workouts=await unit.club.workouts(),
    )


def _check_unblocked(preview: RosterPreview) -> None:
    for row in preview.rows:
        if not row.is_blocked:
            continue
        problem = next(one for one in row.problems if one.is_blocking)
        field = f"rows.{row.number}" + (f".{problem.field}" if problem.field else "")
        more = preview.blocked - 1
        raise InvalidInputError(
            f"Row {row.number}: {problem.message}",
            suggested_action=(
                "Correct or skip this row"
                + (f" and {more} more; nothing was written." if more else "; nothing was written.")
            ),
            field=field,
        )
