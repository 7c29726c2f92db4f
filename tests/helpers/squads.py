"""Squads to be spread over groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.ids import PlayerId, TeamId
from core.domain.player import Player, Position, Sex
from core.planning.parties import GroupOffer

TYPES = (ROWING, BIKE_ERG, SKI_ERG)
MASS_KG = 80.0


def player_id(number: int) -> PlayerId:
    return PlayerId(f"p{number:04}")


def athlete(
    number: int,
    watts: float | None = None,
    position: Position = Position.FORWARD,
    skill: int | None = None,
) -> Player:
    return Player(
        id=player_id(number),
        team_id=TeamId("t"),
        first_name="A",
        last_name=f"P{number}",
        jersey_number=number % 98 + 1,
        position=position,
        birth_date=date(2000, 1, 1),
        sex=Sex.MALE,
        mass_kg=MASS_KG,
        heart_rate_max_bpm=190,
        heart_rate_rest_bpm=50,
        ftp_w={} if watts is None else {ROWING: watts},
        skill=skill,
    )


def squad(watts: Iterable[float | None]) -> list[Player]:
    return [athlete(number, one) for number, one in enumerate(watts)]


def offers(*capacities: int) -> list[GroupOffer]:
    """Groups on rowers, bikes and ski ergs in turn."""
    return [
        GroupOffer(equipment=TYPES[index % 3], capacity=capacity)
        for index, capacity in enumerate(capacities)
    ]
