"""Teams and players, with what the formulas need to know about a body."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, TeamId
from core.domain.value import Value


class Team(Value, frozen=True, kw_only=True):
    """A club's team."""

    id: TeamId
    name: str


class Sex(StrEnum):
    """As the physiological formulas use it."""

    FEMALE = "female"
    MALE = "male"


class Position(StrEnum):
    """Where a player plays."""

    GOALKEEPER = "goalkeeper"
    DEFENCE = "defence"
    FORWARD = "forward"


class Player(Value, frozen=True, kw_only=True):
    """A player. What nobody measured is None, and formulas that need it then give None."""

    id: PlayerId
    team_id: TeamId
    first_name: str
    last_name: str
    jersey_number: int
    position: Position
    birth_date: date
    sex: Sex
    mass_kg: float
    heart_rate_max_bpm: int
    heart_rate_rest_bpm: int
    ftp_w: dict[EquipmentType, float] = msgspec.field(default_factory=dict[EquipmentType, float])
    """Functional threshold power by machine type; it differs between them (metrics 4.3)."""
    w_prime_j: dict[EquipmentType, float] = msgspec.field(
        default_factory=dict[EquipmentType, float]
    )

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"
