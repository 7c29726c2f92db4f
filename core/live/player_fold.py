"""How readings change one player's state.

A value counts from its own instant to the next one's, at most 5 s, if both lie in the same
active span; the last one of a span counts 1 s as soon as the span is closed
(`core.physiology.sampling` has the same rule for whole recordings). A late reading into a
closed span takes that second back first. What is not newer than the last value of its quantity
is a repetition and changes nothing. What cannot be meant (`Quality`), and a source that is not
the one to speak (`core.live.source_choice`), are in the recording and in no figure.
"""

from __future__ import annotations

import msgspec

from core.domain.sensor import Reading
from core.live.active_time import ActiveTime
from core.live.body import BodyFold
from core.live.events import PlayerMetrics, PlayerStatus
from core.live.heart_rate_fold import HeartRateFold
from core.live.machine_fold import MachineFold
from core.live.power_fold import PowerFold
from core.live.state import PlayerState

SENSOR_FRESH_S = 3.0
"""A phone does not override a sensor's value that is younger than this."""


class PlayerFold:
    """Takes a batch of one player's readings and gives the state after them.

    Args:
        state: The player before.
        time: The session's active time.
        age_years: The player's age on the day of the session.
    """

    __slots__ = ("_samples", "_state", "_time", "body", "heart", "machine", "power")

    def __init__(self, state: PlayerState, time: ActiveTime, age_years: int) -> None:
        self._state = state
        self._time = time
        self.heart = HeartRateFold(state, time, age_years)
        self.power = PowerFold(state, time)
        self.machine = MachineFold(state, time)
        self.body = BodyFold(state.body)
        self._samples = 0

    def reading(self, reading: Reading) -> None:
        """Take a sensor's reading."""
        is_new = self.heart.hear(reading, reading.heart_rate_bpm, reading.heart_rate_quality)
        is_new |= self.power.hear(reading, reading.power_w, reading.power_quality)
        is_new |= self.machine.take(reading)
        is_new |= self.body.take(reading)
        self._count(reading.at, is_new=is_new)

    def metrics(self, metrics: PlayerMetrics) -> None:
        """Take the numbers of a player's own device, where no fresh sensor speaks."""
        at = metrics.instant
        heart, power = self.heart, self.power
        is_new = False
        if metrics.heart_rate is not None and _may_speak(
            at, heart.at, is_from_phone=heart.is_from_phone
        ):
            is_new = heart.take(at, metrics.heart_rate, is_from_phone=True)
        if _may_speak(at, power.at, is_from_phone=power.is_from_phone):
            if metrics.power is not None:
                is_new |= power.take(at, metrics.power, is_from_phone=True)
            is_new |= self.machine.take_metrics(metrics)
        self._count(at, is_new=is_new)

    def hand_over(self) -> None:
        """Sensors changed hands here (a reassignment): no source needs to wait for another."""
        self.heart.hand_over()
        self.power.hand_over()
        self.machine.hand_over()
        self.body.hand_over()

    def close_span(self) -> None:
        """Count the last values of a span that was just closed."""
        self.heart.close_span()
        self.power.close_span()

    def result(self) -> PlayerState:
        """The player after all that."""
        heart, power, machine = self.heart, self.power, self.machine
        z0, z1, z2, z3, z4, z5 = heart.seconds_in_zone
        is_active = self._state.status is PlayerStatus.WAITING and self._samples > 0
        return msgspec.structs.replace(
            self._state,
            status=PlayerStatus.ACTIVE if is_active else self._state.status,
            heart_rate_bpm=heart.value,
            heart_rate_at=heart.at,
            heart_rate_credited_s=heart.credited_s,
            heart_rate_filled_until=heart.filled_until,
            heart_rate_max_bpm=heart.max_bpm,
            is_heart_rate_from_phone=heart.is_from_phone,
            heart_rate_beats=heart.beats,
            seconds_in_zone=(z0, z1, z2, z3, z4, z5),
            trimp=heart.trimp,
            energy_heart_rate_kcal=heart.kcal,
            target_s=heart.target_s,
            target_data_s=heart.target_data_s,
            power_w=power.value,
            power_at=power.at,
            power_credited_s=power.credited_s,
            power_filled_until=power.filled_until,
            is_power_from_phone=power.is_from_phone,
            work_j=power.work_j,
            power_s=power.seconds,
            power_max_w=power.max_w,
            w_balance_j=power.w_balance_j,
            machine_at=machine.at,
            cadence_per_min=machine.cadence_per_min,
            speed_mps=machine.speed_mps,
            distance_m=machine.distance_m,
            distance_raw_m=machine.distance_raw_m,
            energy_machine_kcal=machine.energy_kcal,
            energy_raw_kcal=machine.energy_raw_kcal,
            heart_rate_by=heart.speaker(),
            power_by=power.speaker(),
            **machine.speakers(),
            body=self.body.result(),
            samples_received=self._state.samples_received + self._samples,
        )

    def _count(self, at: float, *, is_new: bool) -> None:
        if is_new and self._time.span_of(at) is not None:
            self._samples += 1


def _may_speak(at: float, last_at: float | None, *, is_from_phone: bool) -> bool:
    return last_at is None or is_from_phone or at - last_at >= SENSOR_FRESH_S
