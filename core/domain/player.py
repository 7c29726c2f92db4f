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
    version: int = 1
    """Grows with each change."""


class Sex(StrEnum):
    """As the physiological formulas use it."""

    FEMALE = "female"
    MALE = "male"


class Position(StrEnum):
    """Where a player plays."""

    GOALKEEPER = "goalkeeper"
    DEFENCE = "defence"
    FORWARD = "forward"


class HeartRateMaxSource(StrEnum):
    """Where a maximum heart rate comes from. Measured beats estimated (metrics 1.5)."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    """From the age: true to some ±10 bpm only."""


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
    heart_rate_max_source: HeartRateMaxSource = HeartRateMaxSource.MEASURED
    lthr_bpm: int | None = None
    """Heart rate at the lactate threshold."""
    critical_power_w: dict[EquipmentType, float] = msgspec.field(
        default_factory=dict[EquipmentType, float]
    )
    """The power that can be held long, by machine type; belongs to `w_prime_j` (metrics 4.7)."""
    one_rep_max_kg: dict[str, float] = msgspec.field(default_factory=dict[str, float])
    """The heaviest single repetition by exercise id."""
    skill: int | None = None
    """The trainer's rating, 1 (novice) to 10."""
    photo: str | None = None
    """Changes with the picture; None if there is none. Set by storing a picture, not here."""
    is_archived: bool = False
    """Has left: kept for the reports, no longer in lists."""
    version: int = 1
    """Grows with each change."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    def threshold_w(self, equipment: EquipmentType) -> float | None:
        """The power above which W′ is spent: critical power, or where nobody measured it, FTP."""
        return self.critical_power_w.get(equipment) or self.ftp_w.get(equipment)
