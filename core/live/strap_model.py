"""How likely a heart rate is a player's, given the power of the machine that he works on.

Heart rate follows power late. The model is linear in two lagged copies of the power (20 s and
70 s), with a level and a gain that the player's profile makes likely, a slow drift, and noise
that holds on for half a minute. All of it is Gaussian, so the likelihood of a series is exact,
and what the first half of a series tells about a player sharpens what is expected of the second.
The widths are generous: a wrong model should end in "cannot tell", not in an accusation.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.domain.equipment import EquipmentType
from core.domain.player import Player

Floats = NDArray[np.float64]

STEP_S = 5.0
"""Distance of the points of a series."""

_LAGS_S = (20.0, 70.0)
_STANDING_BPM = 20.0
"""Standing about in the gym, above lying in bed."""
_SHARE_AT_FTP = 0.88
"""Of the heart-rate reserve, at the power that can be held for an hour."""
_LEVEL_SD_BPM = 12.0
_GAIN_SD_BPM = 14.0
"""Per FTP, of each lagged copy."""
_NOISE_SD_BPM = 1.5
_WANDER_SD_BPM, _WANDER_S = 3.0, 25.0
_DRIFT_SD_BPM, _DRIFT_S = 6.0, 400.0
_USUAL_FTP_W = 230.0
_UNKNOWN_FTP = 2.0
"""How much wider gain and level are without an FTP."""


def lagged(power_w: Floats, step_s: float, lag_s: float) -> Floats:
    """Power through a first-order lag; begins settled at its first value."""
    share = 1 - math.exp(-step_s / lag_s)
    result = np.empty_like(power_w)
    level = float(power_w[0]) if power_w.size else 0.0
    for index, watts in enumerate(power_w.tolist()):
        level += (watts - level) * share
        result[index] = level
    return result


class HeartModel:
    """Judges series of heart rate against one player's power; all on one grid of 5 s.

    Args:
        player: His profile.
        equipment: The machine he works on.
        power_w: His power at each point.
    """

    def __init__(self, player: Player, equipment: EquipmentType, power_w: Floats) -> None:
        ftp_w = player.ftp_w.get(equipment) or 0.0
        width = 1.0 if ftp_w > 0 else _UNKNOWN_FTP
        effort = power_w / (ftp_w or _USUAL_FTP_W)
        quick, slow = (lagged(effort, STEP_S, lag_s) for lag_s in _LAGS_S)
        standing_bpm = player.heart_rate_rest_bpm + _STANDING_BPM
        gain_bpm = (player.heart_rate_max_bpm - standing_bpm) * _SHARE_AT_FTP
        self._mean = standing_bpm + gain_bpm * (quick + slow) / 2
        ages_s = np.abs(np.subtract.outer(np.arange(len(effort)), np.arange(len(effort)))) * STEP_S
        self._covariance = (
            _WANDER_SD_BPM**2 * np.exp(-ages_s / _WANDER_S)
            + _DRIFT_SD_BPM**2 * np.exp(-ages_s / _DRIFT_S)
            + np.eye(len(effort)) * _NOISE_SD_BPM**2
            + (_LEVEL_SD_BPM * width) ** 2
            + (_GAIN_SD_BPM * width) ** 2 * (np.outer(quick, quick) + np.outer(slow, slow))
        )
        self._factors: dict[bytes, tuple[Floats, float]] = {}

    def log_likelihood(self, heart_rate_bpm: Floats) -> float:
        """Of a series of heart rate, in nats; NaN points say nothing."""
        is_there = ~np.isnan(heart_rate_bpm)
        size = int(np.count_nonzero(is_there))
        if size == 0:
            return 0.0
        inverse, log_determinant = self._factor(is_there)
        rest = inverse @ (heart_rate_bpm[is_there] - self._mean[is_there])
        return -0.5 * (float(rest @ rest) + log_determinant + size * math.log(2 * math.pi))

    def misfit(self, heart_rate_bpm: Floats) -> float:
        """Mean square of what the model did not expect, 1 for a good fit."""
        is_there = ~np.isnan(heart_rate_bpm)
        if not is_there.any():
            return 1.0
        inverse, _ = self._factor(is_there)
        rest = inverse @ (heart_rate_bpm[is_there] - self._mean[is_there])
        return float(np.mean(rest * rest))

    def _factor(self, is_there: NDArray[np.bool_]) -> tuple[Floats, float]:
        key = is_there.tobytes()
        known = self._factors.get(key)
        if known is None:
            root = np.linalg.cholesky(self._covariance[np.ix_(is_there, is_there)])
            log_determinant = 2 * float(np.sum(np.log(np.diag(root))))
            inverse: Floats = np.asarray(np.linalg.inv(root), dtype=np.float64)
            known = (inverse, log_determinant)
            self._factors[key] = known
        return known
