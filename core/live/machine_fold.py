"""What a machine says besides power: cadence, speed, and counters of distance and energy."""

from __future__ import annotations

from core.domain.sensor import Quality, Reading
from core.live.active_time import ActiveTime
from core.live.events import PlayerMetrics
from core.live.source_choice import Held, Speaker
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
        "_cadence_by", "_distance_by", "_energy_by", "_speed_by", "_time", "at",
        "cadence_per_min", "distance_m", "distance_raw_m", "energy_kcal", "energy_raw_kcal",
        "speed_mps",
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
        self._cadence_by = Held(state.cadence_by)
        self._speed_by = Held(state.speed_by)
        self._distance_by = Held(state.distance_by)
        self._energy_by = Held(state.energy_by)

    def take(self, reading: Reading) -> bool:
        """Take a sensor's machine values; whether they came at a new instant."""
        cadence = reading.cadence_rpm
        if cadence is None:
            cadence = reading.stroke_rate_spm
        is_good = reading.machine_quality is Quality.GOOD
        is_taken = False
        if is_good and cadence is not None and _is_next(self._cadence_by, reading):
            self.cadence_per_min = cadence
            is_taken = True
        if is_good and reading.speed_mps is not None and _is_next(self._speed_by, reading):
            self.speed_mps = reading.speed_mps
            is_taken = True
        if reading.distance_m is not None or reading.energy_kcal is not None:
            is_taken |= self._count(reading, is_good=is_good)
        is_new = is_taken and (self.at is None or reading.at > self.at)
        if is_new:
            self.at = reading.at
        return is_new

    def take_metrics(self, metrics: PlayerMetrics) -> bool:
        """Take cadence and pace of a player's own device; whether they are new."""
        at = metrics.instant
        is_pace = metrics.pace is not None and metrics.pace > 0
        if (metrics.cadence is None and not is_pace) or (self.at is not None and at <= self.at):
            return False
        self.at = at
        if metrics.cadence is not None:
            self.cadence_per_min = metrics.cadence
        if metrics.pace and is_pace:
            self.speed_mps = _METRES_OF_PACE / metrics.pace
        return True

    def hand_over(self) -> None:
        """Sensors changed hands here: no source needs to wait for another."""
        for held in (self._cadence_by, self._speed_by, self._distance_by, self._energy_by):
            held.release()

    def speakers(self) -> dict[str, Speaker | None]:
        """Who speaks for each quantity, by field of the player's state."""
        return {
            "cadence_by": self._cadence_by.speaker(),
            "speed_by": self._speed_by.speaker(),
            "distance_by": self._distance_by.speaker(),
            "energy_by": self._energy_by.speaker(),
        }

    def _count(self, reading: Reading, *, is_good: bool) -> bool:
        """Move the counters. One that cannot be meant, or a new source's first, is a beginning."""
        is_active = self._time.span_of(reading.at) is not None
        is_taken = False
        if reading.distance_m is not None:
            by, raw_m = self._distance_by, self.distance_raw_m
            is_known = by.is_sensor(reading)
            if (is_good or is_known) and _is_next(by, reading):
                self.distance_m = counted_up(
                    self.distance_m,
                    raw_m if is_good and is_known else None,
                    reading.distance_m,
                    is_active=is_active,
                )
                self.distance_raw_m = reading.distance_m
                is_taken = is_good
        if reading.energy_kcal is not None:
            by, raw_kcal = self._energy_by, self.energy_raw_kcal
            is_known = by.is_sensor(reading)
            if (is_good or is_known) and _is_next(by, reading):
                self.energy_kcal = counted_up(
                    self.energy_kcal,
                    raw_kcal if is_good and is_known else None,
                    reading.energy_kcal,
                    is_active=is_active,
                )
                self.energy_raw_kcal = reading.energy_kcal
                is_taken |= is_good
        return is_taken


def _is_next(speaker: Held, reading: Reading) -> bool:
    """Whether the value is to be taken; if so, its source speaks from now on."""
    if reading.at < speaker.at or not speaker.lets(reading):
        return False
    speaker.take(reading)
    return True
