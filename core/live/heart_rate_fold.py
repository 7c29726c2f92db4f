"""How heart-rate values change one player's sums: beats, zones, TRIMP, energy, target."""

from __future__ import annotations

from core.live.active_time import ActiveTime
from core.live.state import PlayerState
from core.physiology import energy, heart_rate_load, zones
from core.physiology.hold import HOLD_S, LAST_S, left_s


class HeartRateFold:
    """Takes heart-rate values of one player, oldest first.

    Args:
        state: The player before.
        time: The session's active time.
        age_years: The player's age on the day of the session.
    """

    __slots__ = (
        "_age_years", "_player", "_sensor_at", "_time", "at", "beats", "bpm", "credited_s",
        "filled_until", "is_from_phone", "kcal", "max_bpm", "seconds_in_zone", "target_data_s",
        "target_s", "trimp",
    )  # fmt: skip

    def __init__(self, state: PlayerState, time: ActiveTime, age_years: int) -> None:
        self._player = state.player
        self._time = time
        self._age_years = age_years
        self.bpm = state.heart_rate_bpm
        self.at = state.heart_rate_at
        self.credited_s = state.heart_rate_credited_s
        self.filled_until = state.heart_rate_filled_until
        self.is_from_phone = state.is_heart_rate_from_phone
        speaker = state.heart_rate_by
        self._sensor_at = None if speaker is None else speaker.at
        self.max_bpm = state.heart_rate_max_bpm
        self.beats = state.heart_rate_beats
        self.seconds_in_zone = list(state.seconds_in_zone)
        self.trimp = state.trimp
        self.kcal = state.energy_heart_rate_kcal
        self.target_s = state.target_s
        self.target_data_s = state.target_data_s

    def take(self, at: float, bpm: int, *, is_from_phone: bool) -> bool:
        """Take a value; False if it is none or not newer than the last one.

        A sensor's value has to be newer than the last sensor's only, whatever a phone has said.
        """
        last_at = self.at
        before = self._sensor_at if self.is_from_phone and not is_from_phone else last_at
        if bpm <= 0 or (before is not None and at <= before):
            return False
        span = self._time.span_of(at)
        if last_at is not None and at <= last_at:
            self.filled_until = max(self.filled_until, last_at + self.credited_s)
        elif last_at is not None and span is not None and self._time.span_of(last_at) == span:
            held_s = left_s(last_at, min(at - last_at, HOLD_S), self.filled_until)
            self._credit(held_s - self.credited_s)
        self.bpm = bpm
        self.at = at
        self.credited_s = 0.0
        self.is_from_phone = is_from_phone
        if not is_from_phone:
            self._sensor_at = at
        if span is not None:
            self.close_span()
        return True

    def close_span(self) -> None:
        """Count the last value once, if the span it lies in is closed."""
        span = self._time.span_of(self.at)
        if self.at is None or span is None or self._time.is_open(span) or self.credited_s > 0:
            return
        room_s = self._time.active_until_end_s(span) - sum(self.seconds_in_zone)
        seconds = min(left_s(self.at, LAST_S, self.filled_until), max(room_s, 0.0))
        self._credit(seconds)
        self.credited_s = seconds

    def _credit(self, seconds: float) -> None:
        bpm = self.bpm
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
