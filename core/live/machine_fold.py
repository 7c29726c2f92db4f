"""What a machine says besides power: cadence, speed, and counters of distance and energy."""

from __future__ import annotations

from core.domain.sensor import Reading
from core.live.active_time import ActiveTime
from core.live.events import PlayerMetrics
from core.live.state import PlayerState

_METRES_OF_PACE = 500.0


def counted_up(total: float | None, raw: float | None, new: float, *, is_active: bool) -> float:
    """A session's own total after a machine's counter went from `raw` to `new`.

    The counter's first value is where the session begins; a lower one means that the machine
    was set back to zero. What is done while the clock stands does not count.
    """
    if total is None or raw is None:
        return total or 0.0
    step = new - raw if new >= raw else new
    return total + step if is_active else total


class MachineFold:
    """Takes machine values of one player. Readings of one instant complete each other.

    Args:
        state: The player before.
        time: The session's active time.
    """

    __slots__ = (
        "_time", "at", "cadence_per_min", "distance_m", "distance_raw_m", "energy_kcal",
        "energy_raw_kcal", "speed_mps",
    )  # fmt: skip

    def __init__(self, state: PlayerState, time: ActiveTime) -> None:
        self._time = time
        self.at = state.machine_at
        self.cadence_per_min = state.cadence_per_min
        self.speed_mps = state.speed_mps
        self.distance_m = state.distance_m
        self.distance_raw_m = state.distance_raw_m
        self.energy_kcal = state.energy_machine_kcal
        self.energy_raw_kcal = state.energy_raw_kcal

    def take(self, reading: Reading) -> bool:
        """Take a sensor's machine values; whether they came at a new instant."""
        cadence = reading.cadence_rpm
        if cadence is None:
            cadence = reading.stroke_rate_spm
        values = (cadence, reading.speed_mps, reading.distance_m, reading.energy_kcal)
        if all(value is None for value in values):
            return False
        is_new = self.at is None or reading.at > self.at
        if self.at is not None and reading.at < self.at:
            return False
        self._set(reading.at, cadence, reading.speed_mps)
        is_active = self._time.span_of(reading.at) is not None
        if reading.distance_m is not None:
            self.distance_m = counted_up(
                self.distance_m, self.distance_raw_m, reading.distance_m, is_active=is_active
            )
            self.distance_raw_m = reading.distance_m
        if reading.energy_kcal is not None:
            self.energy_kcal = counted_up(
                self.energy_kcal, self.energy_raw_kcal, reading.energy_kcal, is_active=is_active
            )
            self.energy_raw_kcal = reading.energy_kcal
        return is_new

    def take_metrics(self, metrics: PlayerMetrics) -> bool:
        """Take cadence and pace of a player's own device; whether they are new."""
        at = metrics.instant
        is_pace = metrics.pace is not None and metrics.pace > 0
        if (metrics.cadence is None and not is_pace) or (self.at is not None and at <= self.at):
            return False
        speed_mps = _METRES_OF_PACE / metrics.pace if metrics.pace and is_pace else None
        self._set(at, metrics.cadence, speed_mps)
        return True

    def _set(self, at: float, cadence: float | None, speed_mps: float | None) -> None:
        self.at = at
        if cadence is not None:
            self.cadence_per_min = cadence
        if speed_mps is not None:
            self.speed_mps = speed_mps
