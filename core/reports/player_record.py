"""What a player's readings said, quantity by quantity, as the reducer would accept it."""

from __future__ import annotations

from core.live.active_time import ActiveTime
from core.live.player_fold import PlayerFold
from core.live.reassignment import Said, instant_of, take
from core.live.state import PlayerState
from core.reports.body_record import BodyRecord
from core.reports.series import Series


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
        self.body = BodyRecord()

    def take(self, entry: Said) -> None:
        """Take a sensor's reading or the numbers of a player's own device."""
        fold = self._fold
        take(fold, entry)
        at = instant_of(entry)
        if self._time.span_of(at) is None:
            return
        if fold.heart.at == at:
            self.heart_rate_bpm.add(at, fold.heart.value)
        if fold.power.at == at:
            self.power_w.add(at, fold.power.value)
        if fold.machine.at == at:
            self.cadence_per_min.add(at, fold.machine.cadence_per_min)
            self.distance_m.add(at, fold.machine.distance_m)
        self.body.take(fold.body, at)

    def state(self) -> PlayerState:
        """The player as the reducer would have left him."""
        return self._fold.result()
