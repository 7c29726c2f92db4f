"""A hub whose club can be changed, in memory: versions, refusals and rosters as the real one."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from typing_extensions import override

from core.domain.club import ClubStart, NewClub
from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, MaintenanceEntry
from core.domain.facility import Facility
from core.domain.ids import FacilityId, ImportId, PlayerId, RestrictionId, TeamId, UnitId
from core.domain.player import HeartRateMaxSource, Player, Team
from core.domain.restriction import Restriction
from core.domain.roster_import import (
    ImportedRoster,
    RosterFormat,
    RosterPreview,
    RosterReading,
    UndoneImport,
)
from core.errors import ConflictError, HockeyHubError, NotFoundError, StaleError
from core.planning.content_rules import check_name, check_restriction
from core.planning.place_rules import check_equipment_kind, check_equipment_unit, check_facility
from core.services.club.plausible_player import check_player
from core.services.club.roster.fields import FieldBook
from core.services.club.roster.plan import KnownClub, RosterPlan, plan_roster
from core.services.club.roster.reading import read_sheet
from core.services.club.roster.writing import write_roster
from tests.helpers.hub_fakes import FakeHubLink
from tests.helpers.live_desk import LiveDesk
from tests.helpers.planning_fakes import FakeClubEditor
from tests.helpers.sample_club import FACILITY, KINDS, PLAYERS, TEAM, UNITS

TODAY = date(2026, 11, 16)


class FakeClub(FakeClubEditor):
    """The club of a `ClubLink`. `refusal` is raised by the next change, once."""

    def __init__(self, link: ClubLink) -> None:
        super().__init__()
        self.link = link
        self.refusal: HockeyHubError | None = None
        self.needed: set[str] = set()
        """Ids of what is in sessions and cannot be deleted."""
        self.photos: dict[PlayerId, bytes] = {}
        self.undone: list[ImportId] = []
        self.imported: list[RosterPlan] = []
        self._numbers = itertools.count(100)

    def _refuse(self) -> None:
        refusal, self.refusal = self.refusal, None
        if refusal is not None:
            raise refusal

    def _kept(self, things: tuple[Any, ...], wanted: Any, key: str = "id") -> tuple[Any, Any]:
        """The things with one kept under its next version, and that one."""
        self._refuse()
        if not getattr(wanted, key):
            wanted = msgspec.structs.replace(wanted, **{key: f"new-{next(self._numbers)}"})
        stored = next((one for one in things if getattr(one, key) == getattr(wanted, key)), None)
        if stored is not None and stored.version != wanted.version:
            raise StaleError(
                "Tom Ek changed this meanwhile: mass kg.",
                field="version",
                details={"version": stored.version, "changed": [], "by": ["Tom Ek"]},
            )
        version = 1 if stored is None else stored.version + 1
        after = msgspec.structs.replace(wanted, version=version)
        rest = tuple(one for one in things if one is not stored)
        return (*rest, after), after

    def _without(self, things: tuple[Any, ...], gone: str, key: str = "id") -> tuple[Any, ...]:
        self._refuse()
        if gone in self.needed:
            raise ConflictError(
                "This is in sessions, whose reports need it.",
                suggested_action="Archive the player instead; the reports stay.",
            )
        return tuple(one for one in things if getattr(one, key) != gone)

    @override
    async def everybody(self) -> tuple[Player, ...]:
        self.link.check()
        return tuple(sorted(self.link.club_players, key=lambda one: one.jersey_number))

    @override
    async def add_player(self, player: Player) -> Player:
        return await self.save_player(player)

    @override
    async def save_player(self, player: Player) -> Player:
        check_player(player, TODAY)
        photo = None
        if player.id in self.photos:
            photo = f"mark-{len(self.photos[player.id])}"
        wanted = msgspec.structs.replace(player, photo=photo)
        self.link.club_players, after = self._kept(self.link.club_players, wanted)
        return after

    @override
    async def change_player(self, player_id: PlayerId, changes: Mapping[str, Any]) -> Player:
        raise NotFoundError("Nobody asks for this here.")

    @override
    async def delete_player(self, player_id: PlayerId) -> None:
        self.link.club_players = self._without(self.link.club_players, player_id)
        self.link.club_restrictions = tuple(
            one for one in self.link.club_restrictions if one.player_id != player_id
        )
        self.photos.pop(player_id, None)

    @override
    async def photo(self, player_id: PlayerId) -> bytes:
        return self.photos[player_id]

    @override
    async def save_photo(self, player_id: PlayerId, image: bytes) -> Player:
        self.photos[player_id] = image
        player = next(one for one in self.link.club_players if one.id == player_id)
        return await self.save_player(player)

    @override
    async def delete_photo(self, player_id: PlayerId) -> None:
        del self.photos[player_id]
        player = next(one for one in self.link.club_players if one.id == player_id)
        await self.save_player(player)

    @override
    async def save_team(self, team: Team) -> Team:
        check_name(team.name, "name")
        self.link.club_teams, after = self._kept(self.link.club_teams, team)
        return after

    @override
    async def delete_team(self, team_id: TeamId) -> None:
        self.link.club_teams = self._without(self.link.club_teams, team_id)

    @override
    async def save_restriction(self, restriction: Restriction) -> Restriction:
        check_restriction(restriction)
        self.link.club_restrictions, after = self._kept(self.link.club_restrictions, restriction)
        return after

    @override
    async def delete_restriction(self, restriction_id: RestrictionId) -> None:
        self.link.club_restrictions = self._without(self.link.club_restrictions, restriction_id)

    @override
    async def save_facility(self, facility: Facility) -> Facility:
        check_facility(facility)
        self.link.club_facilities, after = self._kept(self.link.club_facilities, facility)
        return after

    @override
    async def delete_facility(self, facility_id: FacilityId) -> None:
        self.link.club_facilities = self._without(self.link.club_facilities, facility_id)

    @override
    async def save_equipment_kind(self, kind: EquipmentKind) -> EquipmentKind:
        check_equipment_kind(kind)
        self.link.club_kinds, after = self._kept(self.link.club_kinds, kind, "code")
        return after

    @override
    async def delete_equipment_kind(self, code: EquipmentType) -> None:
        self.link.club_kinds = self._without(self.link.club_kinds, code, "code")

    @override
    async def save_equipment_unit(self, unit: EquipmentUnit) -> EquipmentUnit:
        check_equipment_unit(unit)
        self.link.club_units, after = self._kept(self.link.club_units, unit)
        return after

    @override
    async def delete_equipment_unit(self, unit_id: UnitId) -> None:
        self.link.club_units = self._without(self.link.club_units, unit_id)

    @override
    async def log_maintenance(self, unit_id: UnitId, entry: MaintenanceEntry) -> EquipmentUnit:
        machine = next(one for one in self.link.club_units if one.id == unit_id)
        changed = msgspec.structs.replace(
            machine,
            maintenance=(*machine.maintenance, entry),
            state=machine.state if entry.state is None else entry.state,
        )
        return await self.save_equipment_unit(changed)

    @override
    async def preview_roster(self, reading: RosterReading) -> RosterPreview:
        return (await self._plan(reading)).preview

    @override
    async def import_roster(self, reading: RosterReading) -> ImportedRoster:
        self._refuse()
        plan = await self._plan(reading)
        assert not plan.preview.blocked
        self.imported.append(plan)
        changed = {before.id for before, _ in plan.changed}
        rest = (one for one in self.link.club_players if one.id not in changed)
        self.link.club_players = (*rest, *plan.added, *(after for _, after in plan.changed))
        self.link.club_teams = (*self.link.club_teams, *plan.teams)
        return ImportedRoster(
            id=ImportId(f"import-{len(self.imported)}"),
            added=len(plan.added),
            updated=len(plan.changed),
            skipped=plan.preview.skips,
            teams_added=len(plan.teams),
        )

    @override
    async def undo_import(self, import_id: ImportId) -> UndoneImport:
        self.undone.append(import_id)
        plan = self.imported.pop()
        gone = {player.id for player in plan.added}
        self.link.club_players = tuple(one for one in self.link.club_players if one.id not in gone)
        return UndoneImport(removed=len(gone), restored=len(plan.changed))

    @override
    async def export_roster(
        self, file_format: RosterFormat, team_id: TeamId | None = None
    ) -> bytes:
        self._refuse()
        teams: dict[str, str] = {team.id: team.name for team in self.link.club_teams}
        book = FieldBook(self.link.club_kinds, self.link.club_workouts)
        return write_roster(file_format, self.link.club_players, teams, book)

    @override
    async def club_start(self) -> ClubStart:
        self.link.check()
        is_empty = not (self.link.club_teams or self.link.club_facilities)
        return ClubStart(is_empty=is_empty, standard_kinds=KINDS)

    @override
    async def create_club(self, club: NewClub) -> ClubStart:
        self._refuse()
        check_name(club.team_name, "teamName")
        check_name(club.facility_name, "facilityName")
        self.link.club_teams = (Team(id=TeamId("team-new"), name=club.team_name),)
        self.link.club_facilities = (
            Facility(
                id=FacilityId("facility-new"), name=club.facility_name, time_zone=club.time_zone
            ),
        )
        self.link.created.append(club)
        return await self.club_start()

    @override
    async def load_sample_club(self) -> ClubStart:
        self._refuse()
        self.link.club_teams, self.link.club_facilities = (TEAM,), (FACILITY,)
        self.link.club_players, self.link.club_units = PLAYERS, UNITS
        self.link.club_kinds = KINDS
        return await self.club_start()

    async def _plan(self, reading: RosterReading) -> RosterPlan:
        self.link.check()
        club = KnownClub(
            teams=self.link.club_teams,
            players=self.link.club_players,
            kinds=self.link.club_kinds,
            workouts=self.link.club_workouts,
        )
        sheet = read_sheet(reading.file, reading.mapping.encoding)
        return plan_roster(sheet, reading, club, TODAY)


class ClubLink(FakeHubLink):
    """A fake hub with a club that changes."""

    def __init__(self) -> None:
        super().__init__()
        self.club_teams: tuple[Team, ...] = (TEAM,)
        self.club_kinds: tuple[EquipmentKind, ...] = KINDS
        self.created: list[NewClub] = []
        self.editor = FakeClub(self)
        self.looked: RosterPreview | None = None

    def check(self) -> None:
        """Raise what is to be raised while the hub is away."""
        self._check()

    def empty(self) -> None:
        """As at the very first start."""
        self.club_teams, self.club_kinds = (), ()
        self.club_players, self.club_units = (), ()
        self.club_facilities, self.club_restrictions, self.club_workouts = (), (), ()

    @property
    @override
    def club(self) -> FakeClub:
        return self.editor

    @override
    async def teams(self) -> tuple[Team, ...]:
        self._check()
        return self.club_teams

    @override
    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]:
        self._check()
        return self.club_kinds


def desk_with_club(desk: LiveDesk) -> ClubLink:
    """Give a desk a club that can be changed; one player's maximum is an estimate."""
    link = ClubLink()
    guess = msgspec.structs.replace(
        PLAYERS[2],
        heart_rate_max_source=HeartRateMaxSource.ESTIMATED,
        heart_rate_max_bpm=192,
        skill=7,
    )
    link.club_players = (*PLAYERS[:2], guess, *PLAYERS[3:])
    desk.services = replace(desk.services, link=link)
    desk.clock.move_to(datetime(2026, 11, 16, 8, 0, tzinfo=UTC).timestamp())
    return link
