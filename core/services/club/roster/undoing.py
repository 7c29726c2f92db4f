"""An import taken back: who came with it goes, who was changed by it is as before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from core.domain.ids import ImportId, PlayerId
from core.domain.player import Player
from core.domain.roster import ImportJournal, PlayerChange
from core.domain.roster_import import UndoneImport
from core.domain.user import Principal
from core.errors import ConflictError
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.finding import found
from core.services.club.roster.importing import note_players

CAN_BE_UNDONE_FOR = timedelta(hours=24)


class ImportUndo:
    """Takes imports back, as far as nothing has happened since to whom they concern.

    Args:
        database: The club.
        clock: Tells how long ago an import was.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def undo(self, import_id: ImportId, actor: Principal) -> UndoneImport:
        """Remove the added players, and restore the changed ones.

        Players who were changed, trained, or got a restriction since stay as they are.

        Raises:
            NotFoundError: There was no such import.
            ConflictError: It was undone already, or is older than a day.
        """
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        async with self._database.write() as unit:
            journal = found(await unit.club.import_journal(import_id), "import", import_id)
            _check_undoable(journal, now)
            removed, kept = await self._remove(unit, journal, actor)
            restored, also_kept = await self._restore(unit, journal, actor)
            await _remove_empty_teams(unit, journal, actor)
            await unit.club.keep_import(msgspec.structs.replace(journal, undone_at=now))
            undone = UndoneImport(removed=removed, restored=restored, kept=(*kept, *also_kept))
            await unit.audit.note(
                actor=actor.subject,
                action="roster.import_undone",
                subject=import_id,
                detail=msgspec.json.encode(undone),
            )
            await unit.commit()
        return undone

    async def _remove(
        self, unit: UnitOfWork, journal: ImportJournal, actor: Principal
    ) -> tuple[int, list[str]]:
        players = await unit.club.players(journal.created)
        trained = await unit.club.in_sessions(journal.created)
        restrictions = await unit.club.restrictions(journal.created)
        restricted = {restriction.player_id for restriction in restrictions}
        joined = {device.player_id for device in await unit.access.devices()}
        kept: list[str] = []
        going: list[Player] = []
        for player in players:
            reason = "was changed since" if player.version > 1 else ""
            if player.id in trained:
                reason = "is in sessions"
            elif player.id in restricted:
                reason = "has a medical restriction"
            elif player.id in joined:
                reason = "has joined with a device"
            if reason:
                kept.append(f"{player.name} {reason}.")
            else:
                going.append(player)
        await unit.club.delete_players([player.id for player in going])
        await note_players(unit, actor, "player.deleted", [(player, None) for player in going])
        return len(going), kept

    async def _restore(
        self, unit: UnitOfWork, journal: ImportJournal, actor: Principal
    ) -> tuple[int, list[str]]:
        stored = {
            player.id: player
            for player in await unit.club.players([one.before.id for one in journal.changed])
        }
        kept: list[str] = []
        going: dict[PlayerId, PlayerChange] = {}
        for change in journal.changed:
            now = stored.get(change.before.id)
            if now is None or now.version != change.version:
                kept.append(f"{change.before.name} was changed again since.")
            else:
                going[now.id] = change
        # Who stays may keep a number that another one wore: look until nobody else stays.
        while blocked := await _blocked(unit, going):
            for player_id, reason in blocked.items():
                kept.append(f"{going.pop(player_id).before.name} stays as imported: {reason}.")
        changes: list[tuple[Player | None, Player | None]] = [
            (stored[one], msgspec.structs.replace(change.before, version=change.version + 1))
            for one, change in going.items()
        ]
        await unit.club.replace_players([after for _, after in changes if after is not None])
        await note_players(unit, actor, "player.saved", changes)
        return len(changes), kept


def _check_undoable(journal: ImportJournal, now: datetime) -> None:
    if journal.undone_at is not None:
        raise ConflictError("This import was undone already.")
    if now - journal.at > CAN_BE_UNDONE_FOR:
        raise ConflictError(
            "This import is more than a day old.",
            suggested_action="Change or archive the players one by one.",
        )


async def _blocked(unit: UnitOfWork, going: Mapping[PlayerId, PlayerChange]) -> dict[PlayerId, str]:
    """Whose earlier team or number is no longer to be had, and why."""
    blocked: dict[PlayerId, str] = {}
    for player_id, change in going.items():
        before = change.before
        if await unit.club.team(before.team_id) is None:
            blocked[player_id] = "the team from before was deleted since"
        elif not before.is_archived:
            for other in await unit.club.wearing(before.team_id, before.jersey_number):
                if other.id not in going:
                    blocked[player_id] = f"{other.name} wears number {before.jersey_number} now"
    return blocked


async def _remove_empty_teams(unit: UnitOfWork, journal: ImportJournal, actor: Principal) -> None:
    if not journal.team_ids:
        return
    filled = {player.team_id for player in await unit.club.players()}
    for team_id in journal.team_ids:
        team = await unit.club.team(team_id)
        if team is not None and team_id not in filled:
            await unit.club.delete_team(team_id)
            await note_change(unit, actor, "team.deleted", team_id, before=team, after=None)
