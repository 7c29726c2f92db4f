"""The players behind the page: who there is, what is typed, and what is done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime

import msgspec
from typing_extensions import override

from PySide6.QtCore import QObject, Signal

from core.domain.equipment import EquipmentKind
from core.domain.ids import PlayerId, TeamId
from core.domain.player import HeartRateMaxSource, Player, Team
from core.domain.restriction import Restriction
from core.domain.roster_import import RosterFormat
from core.domain.user import Principal
from core.domain.workout import Workout
from core.errors import HockeyHubError
from core.services.club.roster.fields import FieldBook
from ui.common.drafts import Drafts
from ui.common.hub_model import HubModel
from ui.common.rights import may_change_club, may_see_medical
from ui.common.services import DeskServices
from ui.players.draft import estimate_text, read, texts_of
from ui.players.rows import PlayerRow, Wanted, ordered
from ui.players.words import worst

_MOST_NUMBERS = 100


class PlayersModel(HubModel):
    """Players, teams and restrictions as the hub has them, and what is typed about players.

    Args:
        services: The hub, and the background.
        parent: Owner.
    """

    saved = Signal(str)
    """Id of a player who was stored."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(services.tasks, parent)
        self.link = services.link
        self._hub, self._now = services.hub, services.now
        self.me: Principal | None = None
        self.players: tuple[Player, ...] = ()
        self.teams: tuple[Team, ...] = ()
        self.kinds: tuple[EquipmentKind, ...] = ()
        self.workouts: tuple[Workout, ...] = ()
        self.restrictions: tuple[Restriction, ...] = ()
        self.drafts = Drafts()
        self.wanted = Wanted()
        self.book = FieldBook((), ())

    @property
    def today(self) -> date:
        """By this computer's calendar."""
        return datetime.fromtimestamp(self._now(), UTC).astimezone().date()

    @property
    def may_change(self) -> bool:
        """Whether whoever sits here may change players."""
        return may_change_club(self.me)

    @property
    def may_see_medical(self) -> bool:
        """Whether whoever sits here may read and enter what restrictions are about."""
        return may_see_medical(self.me)

    @property
    def shown(self) -> tuple[PlayerRow, ...]:
        """Those who are looked for, in the wanted order."""
        names = {team.id: team.name for team in self.teams}
        rows = (
            PlayerRow(
                player=player,
                severity=worst(self.restrictions_of(player.id), self.today),
                is_dirty=self.drafts.is_dirty(player.id),
                team=names.get(player.team_id, ""),
            )
            for player in self.players
        )
        return ordered(rows, self.wanted)

    def player(self, player_id: str) -> Player | None:
        """A stored player; None if there is none (any more)."""
        return next((one for one in self.players if one.id == player_id), None)

    def restrictions_of(self, player_id: PlayerId) -> tuple[Restriction, ...]:
        """A player's restrictions, those that end last first."""
        own = [one for one in self.restrictions if one.player_id == player_id]
        own.sort(key=lambda one: one.valid_to or date.max, reverse=True)
        return tuple(own)

    def team_name(self, team_id: TeamId) -> str:
        """What a team is called."""
        return next((team.name for team in self.teams if team.id == team_id), "")

    def look_for(self, wanted: Wanted) -> None:
        """Look for others, or sort otherwise."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()

    def texts(self, key: str) -> dict[str, str]:
        """What the form shows: what is stored, and over it what is typed."""
        player = self.player(key)
        stored = {} if player is None else texts_of(player)
        texts = stored | dict(self.drafts.touched(key))
        if texts.get("heartRateMaxSource") == HeartRateMaxSource.ESTIMATED:
            texts["heartRateMaxBpm"] = estimate_text(texts.get("birthDate", ""), self.today)
        return texts

    def problems(self, key: str) -> dict[str, str]:
        """What is wrong with what is typed; nothing where nothing is."""
        if not self.drafts.is_dirty(key):
            return {}
        player, problems = read(self.player(key), self.texts(key), self.book, self.today)
        other = None if player is None else _wearer(self.players, player, key)
        if other is not None:
            problems["jerseyNumber"] = f"{other.name} wears number {other.jersey_number}."
        return problems

    def type_in(self, key: str, field: str, text: str) -> None:
        """Somebody typed."""
        player = self.player(key)
        stored = "" if player is None else texts_of(player).get(field, "")
        self.drafts.touch(key, field, text, stored)
        self.changed.emit()

    def begin_new(self) -> None:
        """Propose what can be proposed of a new player; one that was begun goes on."""
        if self.drafts.has_new():
            return
        worn = {one.jersey_number for one in self.players if not one.is_archived}
        free = next((number for number in range(1, _MOST_NUMBERS) if number not in worn), 0)
        team_id = self.wanted.team_id or (self.teams[0].id if self.teams else "")
        sexes = {one.sex.value for one in self.players if one.team_id == team_id}
        self.drafts.begin(
            {
                "jerseyNumber": str(free),
                "team": team_id,
                "sex": sexes.pop() if len(sexes) == 1 else "",
                "heartRateMaxSource": HeartRateMaxSource.ESTIMATED.value,
            }
        )
        self.changed.emit()

    def discard(self, key: str) -> None:
        """Forget what was typed."""
        self.drafts.drop(key)
        self.changed.emit()

    def save(self, key: str) -> None:
        """Store what was typed; nothing while something is wrong with it, or on its way."""
        if self.is_busy:
            return
        before = self.player(key)
        player, _ = read(before, self.texts(key), self.book, self.today)
        if player is None or self.problems(key):
            return
        sent = dict(self.drafts.touched(key))

        async def work() -> None:
            club = self.link.club
            after = await (club.add_player(player) if before is None else club.save_player(player))
            was = {} if before is None else texts_of(before)
            self.drafts.settle(key, sent, was, after.id, texts_of(after))
            if before is None:
                self.note(f"{after.name} is added.", lambda: club.delete_player(after.id))
            else:
                back = msgspec.structs.replace(before, version=after.version)
                self.note(f"{after.name} is saved.", lambda: club.save_player(back))
            self.keep(after)
            self.saved.emit(after.id)

        self.do(work(), "save a player")

    def keep(self, player: Player) -> None:
        """Show a player as the hub has just answered."""
        others = tuple(one for one in self.players if one.id != player.id)
        self.players = tuple(sorted((*others, player), key=lambda one: one.jersey_number))

    def export(self, file_format: RosterFormat, take: Callable[[bytes], object]) -> None:
        """Ask for a file of those who are looked for: all, or a team."""

        async def work() -> None:
            team_id = TeamId(self.wanted.team_id) if self.wanted.team_id else None
            take(await self.link.club.export_roster(file_format, team_id))

        self.do(work(), "export the roster")

    def ask_photo(self, player_id: PlayerId, take: Callable[[str, bytes], object]) -> None:
        """Ask for a picture; one that is gone meanwhile is no matter."""

        async def work() -> None:
            with suppress(HockeyHubError):
                take(player_id, await self.link.club.photo(player_id))

        self._tasks.spawn(work(), name="show a picture")

    def field_problem(self, error: HockeyHubError) -> Mapping[str, str]:
        """A refusal at its field, as a form takes it."""
        field = (error.field or "").replace("teamId", "team")
        return {field: error.message}

    @override
    async def fetch(self) -> None:
        """Ask the hub for all that is shown."""
        if self._hub is not None:
            self.me = await self._hub.people.me()
        self.teams = await self.link.teams()
        self.kinds = await self.link.equipment_kinds()
        self.workouts = await self.link.workouts()
        self.restrictions = await self.link.restrictions()
        self.players = await self.link.club.everybody()
        self.book = FieldBook(self.kinds, self.workouts)


def _wearer(players: Iterable[Player], player: Player, key: str) -> Player | None:
    """Who else of the team wears the number."""
    return next(
        (
            one
            for one in players
            if one.id != key
            and not one.is_archived
            and not player.is_archived
            and (one.team_id, one.jersey_number) == (player.team_id, player.jersey_number)
        ),
        None,
    )
