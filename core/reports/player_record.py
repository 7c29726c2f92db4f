"""What a player's readings said, quantity by quantity, as the reducer would accept it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.live.active_time import ActiveTime
from core.live.player_fold import PlayerFold
from core.live.reassignment import Said, instant_of, take
from core.live.state import PlayerState


@dataclass
class Series:
    """Samples of one quantity with strictly rising instants."""

    at: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, at: float | None, value: float | None) -> None:
        """Add a sample; in one instant the later one replaces the earlier."""
        if at is None or value is None:
            return
        if self.at and self.at[-1] == at:
            self.values[-1] = value
            return
        self.at.append(at)
        self.values.append(value)

    def arrays(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Instants and values."""
        return np.array(self.at, dtype=np.float64), np.array(self.values, dtype=np.float64)


class PlayerRecord:
    """Collects what one player's readings said; give them in the order of their time.

    Args:
        player: The player as he was before the session.
        time: The session's active time, all spans closed.
        age_years: On the day of the session.
    """

    def __init__(self, player: PlayerState, time: ActiveTime, age_years: int) -> None:
        self._fold = PlayerFold(player, time, age_years)
        self._time = time
        self.heart_rate_bpm = Series()
        self.power_w = Series()
        self.cadence_per_min = Series()
        self.distance_m = Series()

    def take(self, entry: Said) -> None:
        """Take a sensor's reading or the numbers of a player's own device."""
        fold = self._fold
        take(fold, entry)
        at = instant_of(entry)
        if self._time.span_of(at) is None:
            return
        if fold.heart.at == at:
            self.heart_rate_bpm.add(at, fold.heart.bpm)
        if fold.power.at == at:
            self.power_w.add(at, fold.power.power_w)
        if fold.machine.at == at:
            self.cadence_per_min.add(at, fold.machine.cadence_per_min)
            self.distance_m.add(at, fold.machine.distance_m)

    def state(self) -> PlayerState:
        """The player as the reducer would have left him."""
        return self._fold.result()
