"""A hall of simulated players with straps that change bodies: what a trainer's desk would hear.

Bodies are those of the virtual gym; they are no copies of the profiles the desk knows (maximum,
rest and FTP are off by a few per cent), everybody goes his own pace around the workout, and
straps fall silent now and then for no reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import PlayerId, SensorId, TeamId
from core.domain.player import Player, Position, Sex
from core.sensors.virtual.athlete import Athlete, Body, Intensity

WORKOUTS = {
    ROWING: ((300, 0.55), (240, 1.02), (180, 0.45)),
    BIKE_ERG: ((420, 0.6), (120, 1.1), (120, 0.5)),
    SKI_ERG: ((240, 0.5), (480, 0.85), (120, 0.4)),
}
"""A warm-up, then hard and easy in turn: seconds and share of FTP."""


@dataclass(frozen=True)
class Heard:
    """One packet, and who really wore the strap (or pulled the handle)."""

    at: float
    strap: SensorId | None
    wearer: PlayerId
    heart_rate_bpm: int | None = None
    power_w: float | None = None


@dataclass
class Trainee:
    """A player with a body, a strap and a machine."""

    player: Player
    equipment: EquipmentType
    athlete: Athlete
    strap: SensorId
    pace: float = 0.0


@dataclass
class Hall:
    """Twenty-four players, eight to a kind of machine.

    Args:
        seed: Of everything that happens.
        size: How many players.
    """

    seed: int
    size: int = 24
    trainees: list[Trainee] = field(default_factory=list)
    _silent: dict[SensorId, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - a simulation
        self.trainees = [self._trainee(number) for number in range(1, self.size + 1)]
        self.wears = {one.strap: one for one in self.trainees}
        """Who really wears each strap."""

    def swap(self, one: Trainee, other: Trainee, at: float) -> None:
        """Two take off each other's strap for some seconds, and put on the wrong ones."""
        mine, his = self.strap_on(one), self.strap_on(other)
        self.wears[mine], self.wears[his] = other, one
        for strap in (mine, his):
            self._silent[strap] = at + self.random.uniform(8, 25)

    def strap_on(self, trainee: Trainee) -> SensorId:
        """The strap a player really wears."""
        return next(strap for strap, wearer in self.wears.items() if wearer is trainee)

    def second(self, at: float) -> Iterator[Heard]:
        """All that is heard in the second that begins at an instant (seconds)."""
        for one in self.trainees:
            self._wander(one)
            vitals = one.athlete.vitals_at(at)
            yield Heard(at + 0.3, None, one.player.id, power_w=float(vitals.power_w))
        for strap, wearer in self.wears.items():
            if self.random.random() < 2 / 3600:
                self._silent[strap] = max(
                    self._silent.get(strap, 0.0), at + self.random.uniform(2, 20)
                )
            bpm = wearer.athlete.vitals_at(at).heart_rate_bpm
            if at >= self._silent.get(strap, 0.0) and bpm is not None:
                yield Heard(at + 0.5, strap, wearer.player.id, heart_rate_bpm=bpm)

    def _wander(self, one: Trainee) -> None:
        one.pace += -one.pace / 90 + self.random.gauss(0, 0.07 * math.sqrt(2 / 90))

    def _trainee(self, number: int) -> Trainee:
        random = self.random
        equipment = (ROWING, BIKE_ERG, SKI_ERG)[number % 3]
        player = Player(
            id=PlayerId(f"player-{number:03}"),
            team_id=TeamId("team-001"),
            first_name="Alex",
            last_name=f"Nummer{number}",
            jersey_number=number,
            position=Position.FORWARD,
            birth_date=date(2000, 3, 2),
            sex=Sex.MALE,
            mass_kg=82.0,
            heart_rate_max_bpm=random.randint(182, 206),
            heart_rate_rest_bpm=random.randint(44, 62),
            ftp_w={equipment: random.uniform(210, 320)},
        )
        body = Body(
            heart_rate_max_bpm=player.heart_rate_max_bpm + random.gauss(0, 3),
            heart_rate_rest_bpm=player.heart_rate_rest_bpm + random.gauss(0, 4),
            ftp_w=player.ftp_w[equipment] * random.gauss(1, 0.06),
            equipment=equipment,
        )
        athlete = Athlete(player.id, body, Random(random.random()))  # noqa: S311 - a simulation
        trainee = Trainee(player, equipment, athlete, SensorId(f"strap-{number:02}"))
        athlete.intensity = self._intensity(trainee, random.gauss(0, 8), random.gauss(1, 0.08))
        return trainee

    @staticmethod
    def _intensity(trainee: Trainee, late_s: float, zeal: float) -> Intensity:
        warm_up, hard, easy = WORKOUTS[trainee.equipment]

        def share(instant: float) -> float:
            at = instant - late_s
            if at < warm_up[0]:
                return warm_up[1] * zeal * (1 + trainee.pace)
            phase = (at - warm_up[0]) % (hard[0] + easy[0])
            part = hard if phase < hard[0] else easy
            return part[1] * zeal * (1 + trainee.pace)

        return share
