"""How heart-rate values change one player's sums: beats, zones, TRIMP, energy, target."""

from __future__ import annotations

from typing_extensions import override

from core.live.active_time import ActiveTime
from core.live.held_quantity import HeldQuantity
from core.live.state import PlayerState
from core.physiology import energy, heart_rate_load, zones


class HeartRateFold(HeldQuantity[int]):
    """Takes heart-rate values of one player (bpm), oldest first.

    Args:
        state: The player before.
        time: The session's active time.
        age_years: The player's age on the day of the session.
    """

    __slots__ = (
        "_age_years", "_player", "beats", "kcal", "max_bpm", "seconds_in_zone", "target_data_s",
        "target_s", "trimp",
    )  # fmt: skip

    least = 1

    def __init__(self, state: PlayerState, time: ActiveTime, age_years: int) -> None:
        super().__init__(time, state.heart_rate_by)
        self._player = state.player
        self._age_years = age_years
        self.value = state.heart_rate_bpm
        self.at = state.heart_rate_at
        self.credited_s = state.heart_rate_credited_s
        self.filled_until = state.heart_rate_filled_until
        self.is_from_phone = state.is_heart_rate_from_phone
        self.max_bpm = state.heart_rate_max_bpm
        self.beats = state.heart_rate_beats
        self.seconds_in_zone = list(state.seconds_in_zone)
        self.trimp = state.trimp
        self.kcal = state.energy_heart_rate_kcal
        self.target_s = state.target_s
        self.target_data_s = state.target_data_s

    @override
    def _counted_s(self) -> float:
        return sum(self.seconds_in_zone)

    @override
    def _credit(self, seconds: float) -> None:
        bpm = self.value
        player = self._player
        zone = zones.zone_of(bpm, player.heart_rate_max_bpm)
        if bpm is None or zone is None or self.at is None:
            return
        if seconds > 0:
            self.max_bpm = bpm if self.max_bpm is None else max(self.max_bpm, bpm)
        self.beats += bpm * seconds
        self.seconds_in_zone[zone] += seconds
        trimp = heart_rate_load.trimp_per_minute(
            bpm,
            heart_rate_rest_bpm=player.heart_rate_rest_bpm,
            heart_rate_max_bpm=player.heart_rate_max_bpm,
            sex=player.sex,
        )
        self.trimp += (trimp or 0.0) * seconds / 60
        kcal = energy.kcal_per_minute(
            bpm,
            heart_rate_max_bpm=player.heart_rate_max_bpm,
            mass_kg=player.mass_kg,
            age=self._age_years,
            sex=player.sex,
        )
        self.kcal += (kcal or 0.0) * seconds / 60
        target = self._time.target_zone(self.at)
        if target is not None:
            self.target_data_s += seconds
            self.target_s += seconds if zone == target else 0.0
