"""A club of thousands in a hub's database, and tokens for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.hub_load_generator import Sender
from core.clock import SystemClock
from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, PlayerId, SessionId, TeamId
from core.domain.player import Player, Position, Sex
from core.domain.session import Assignment, Session
from core.domain.user import Principal, Role
from core.services.club.sample import load_sample_club
from core.storage.database import open_database
from core.tasks import TaskScope
from hub_server.access import open_access

GROUP = 25
"""Players in a session."""


@dataclass(frozen=True, slots=True)
class LoadedClub:
    """Who may come in."""

    players: list[Sender]
    trainers: list[str]
    """Tokens."""


async def fill(file: Path, players: int, trainers: int) -> LoadedClub:
    """Write the club; nobody else may have the database open."""
    clock, tasks = SystemClock(), TaskScope()
    database = await open_database(f"sqlite:///{file}", clock=clock)
    await load_sample_club(database)
    groups = [range(start, min(start + GROUP, players)) for start in range(0, players, GROUP)]
    async with database.write() as work:
        team = (await work.club.teams())[0].id
        place = (await work.club.facilities())[0].id
        for number in range(players):
            await work.club.save_player(_player(number, team))
        for number, group in enumerate(groups):
            await work.schedule.add_session(_session(number, group, place, clock.now()))
        await work.commit()
    access = await open_access(database, clock, tasks, str)

    def token(name: str, role: Role, player_id: PlayerId | None = None) -> str:
        who = Principal(subject=name, name=name, role=role, player_id=player_id)
        return access.tokens.issue(who).access_token

    club = LoadedClub(
        players=[
            Sender(
                token=token(f"phone-{number}", Role.PLAYER, _player_id(number)),
                player_id=_player_id(number),
                session_id=_session_id(index),
            )
            for index, group in enumerate(groups)
            for number in group
        ],
        trainers=[token(f"trainer-{number}", Role.TRAINER) for number in range(trainers)],
    )
    await tasks.close()
    await database.close()
    return club


def _player_id(number: int) -> PlayerId:
    return PlayerId(f"load-player-{number}")


def _session_id(number: int) -> SessionId:
    return SessionId(f"load-session-{number}")


def _player(number: int, team: TeamId) -> Player:
    return Player(
        id=_player_id(number),
        team_id=team,
        first_name="Load",
        last_name=f"Player {number}",
        jersey_number=number % 100,
        position=Position.FORWARD,
        birth_date=date(2000, 1, 1),
        sex=Sex.MALE,
        mass_kg=85.0,
        heart_rate_max_bpm=195,
        heart_rate_rest_bpm=50,
        ftp_w={EquipmentType("ROWING"): 280.0},
        w_prime_j={EquipmentType("ROWING"): 20_000.0},
    )


def _session(number: int, group: range, place: FacilityId, now: float) -> Session:
    return Session(
        id=_session_id(number),
        name=f"Group {number}",
        equipment=EquipmentType("ROWING"),
        facility_id=place,
        starts_at=datetime.fromtimestamp(now, UTC),
        duration_min=60,
        assignments=tuple(Assignment(player_id=_player_id(one)) for one in group),
    )
