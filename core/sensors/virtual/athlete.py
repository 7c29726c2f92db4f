"""A simulated player: power around a target, and a heart that follows late.

A plain model with a seed, meant to look right on the wall and to exercise the formulas; it
predicts nobody's body.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.value import Value
from core.sensors.virtual.brake import FREE
from core.sensors.virtual.vitals import Vitals

Intensity = Callable[[float], float]
"""Share of FTP to aim at, by the instant (seconds since 1970)."""

_RISE_S = 30.0
_FALL_S = 60.0
_STANDING_BPM = 15.0
"""Standing about in the gym, above lying in bed."""
_RESERVE_AT_FTP = 0.88
"""Share of the heart-rate reserve that an hour's best effort takes."""
_DRIFT_BPM_PER_S = 0.0015
_DRIFT_MAX_BPM = 10.0
_DRIFT_FALL_S = 600.0
_POWER_S = 2.0
_NOISE_S = 4.0
_POWER_NOISE = 0.05
_HEART_NOISE_BPM = 0.8
_TIRED_BELOW = 0.25
"""Share of W′ left at which power begins to fade."""
_REST_W = 1.0
_CADENCE_OF = {BIKE_ERG: (70.0, 20.0), ROWING: (14.0, 12.0), SKI_ERG: (22.0, 14.0)}
"""Cadence at no effort, and what is added at FTP."""


class Body(Value, frozen=True, kw_only=True):
    """What the model needs to know about a player on a machine."""

    heart_rate_max_bpm: float = 195.0
    heart_rate_rest_bpm: float = 55.0
    ftp_w: float = 250.0
    w_prime_j: float = 18000.0
    equipment: EquipmentType = BIKE_ERG


class Athlete:
    """One simulated player.

    Args:
        athlete_id: Whose body it is; any string.
        body: Its limits.
        random: Its own seeded source of noise.

    Attributes:
        intensity: What he wants to do.
        brake: What his machine makes of it.
    """

    def __init__(self, athlete_id: str, body: Body, random: Random) -> None:
        self.athlete_id = athlete_id
        self.body = body
        self.intensity: Intensity = _at_rest
        self.brake = FREE
        self._random = random
        self._heart_bpm = body.heart_rate_rest_bpm + _STANDING_BPM
        self._heart_noise_bpm = 0.0
        self._drift_bpm = 0.0
        self._power_w = 0.0
        self._power_noise = 0.0
        self._w_balance_j = body.w_prime_j
        self._at: float | None = None

    def vitals_at(self, instant: float) -> Vitals:
        """The body at an instant, which never lies before the last one asked for."""
        if self._at is None:
            self._at = instant
        while self._at < instant:
            step_s = min(instant - self._at, 1.0)
            self._at += step_s
            self._step(self.intensity(self._at), step_s)
        return Vitals(
            heart_rate_bpm=round(self._heart_bpm + self._heart_noise_bpm),
            power_w=round(self._power_w) if self._power_w > _REST_W else 0,
            cadence_per_min=self._cadence_per_min(),
        )

    def skip_to(self, instant: float) -> None:
        """Let time pass without living through it, after the program itself stood still."""
        self._at = instant

    def _step(self, share: float, step_s: float) -> None:
        self._step_power(share, step_s)
        self._step_balance(step_s)
        self._step_heart(step_s)

    def _step_power(self, share: float, step_s: float) -> None:
        self._power_noise += -self._power_noise * step_s / _NOISE_S + self._random.gauss(
            0.0, _POWER_NOISE * math.sqrt(2 * step_s / _NOISE_S)
        )
        goal_w = self.brake.goal_w(max(share, 0.0) * self.body.ftp_w, self._power_noise)
        goal_w = min(goal_w, self._strength_w())
        self._power_w += (max(goal_w, 0.0) - self._power_w) * _toward(step_s, _POWER_S)

    def _strength_w(self) -> float:
        """Highest power that is left: fades to FTP as W′ runs out."""
        left = max(self._w_balance_j / self.body.w_prime_j, 0.0)
        fresh = self.body.ftp_w * 3
        if left >= _TIRED_BELOW:
            return fresh
        return self.body.ftp_w * (0.92 + left)

    def _step_balance(self, step_s: float) -> None:
        over_w = self._power_w - self.body.ftp_w
        if over_w >= 0:
            self._w_balance_j -= over_w * step_s
        else:
            missing_j = self.body.w_prime_j - self._w_balance_j
            self._w_balance_j += missing_j * _toward(step_s, self.body.w_prime_j / -over_w)

    def _step_heart(self, step_s: float) -> None:
        effort = self._power_w / self.body.ftp_w
        if effort > 0:
            self._drift_bpm += _DRIFT_BPM_PER_S * effort * step_s
        self._drift_bpm -= self._drift_bpm * _toward(step_s, _DRIFT_FALL_S) * (effort <= 0)
        self._drift_bpm = min(self._drift_bpm, _DRIFT_MAX_BPM)
        base_bpm = self.body.heart_rate_rest_bpm + _STANDING_BPM
        reserve_bpm = self.body.heart_rate_max_bpm - base_bpm
        goal_bpm = base_bpm + reserve_bpm * _RESERVE_AT_FTP * effort + self._drift_bpm
        goal_bpm = min(goal_bpm, self.body.heart_rate_max_bpm - 2)
        lag_s = _RISE_S if goal_bpm > self._heart_bpm else _FALL_S
        self._heart_bpm += (goal_bpm - self._heart_bpm) * _toward(step_s, lag_s)
        self._heart_noise_bpm += -self._heart_noise_bpm * _toward(
            step_s, _NOISE_S
        ) + self._random.gauss(0.0, _HEART_NOISE_BPM * math.sqrt(step_s / _NOISE_S))

    def _cadence_per_min(self) -> float:
        if self._power_w <= _REST_W:
            return 0.0
        idle, added = _CADENCE_OF.get(self.body.equipment, _CADENCE_OF[BIKE_ERG])
        effort = self._power_w / self.body.ftp_w
        return round((idle + added * effort) * (1 + self._power_noise / 3))


def _at_rest(_instant: float) -> float:
    return 0.0


def _toward(step_s: float, constant_s: float) -> float:
    """Share of the way to its goal that a first-order lag covers in a step."""
    return 1 - math.exp(-step_s / constant_s)
