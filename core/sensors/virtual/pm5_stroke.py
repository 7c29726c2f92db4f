"""One stroke of a virtual monitor: its lengths, its forces, and the curve of the force."""

from __future__ import annotations

import math

from core.gatt.pm5.force_curve import ForceCurvePart, parts_of
from core.gatt.pm5.stroke import Stroke

_DRIVE_M = 1.35
_DRIVE_SHARE = 0.35
_USUAL_SPM = 24.0
_N_PER_LBF = 4.448
_POINTS = 20
_PEAK_OF_MEAN = math.pi / 2
"""Of half a sine."""


class VirtualStroke:
    """A stroke at a power and a rate.

    Args:
        power_w: Mean over the whole stroke.
        rate_spm: Strokes a minute.
        speed_mps: Of the flywheel's boat.
    """

    def __init__(self, power_w: float, rate_spm: float, speed_mps: float) -> None:
        self._stroke_s = 60 / (rate_spm if rate_spm > 0 else _USUAL_SPM)
        self._work_j = max(power_w, 0.0) * self._stroke_s
        self._mean_lbf = self._work_j / _DRIVE_M / _N_PER_LBF
        self._speed_mps = speed_mps

    def record(
        self, elapsed_s: float, distance_m: float, count: int, *, is_complete: bool
    ) -> Stroke:
        """What is told at the end of the drive, and once more with the recovery."""
        drive_s = self._stroke_s * _DRIVE_SHARE
        return Stroke(
            elapsed_s=elapsed_s,
            distance_m=distance_m,
            drive_length_m=_DRIVE_M,
            drive_s=drive_s,
            recovery_s=self._stroke_s - drive_s if is_complete else 0.0,
            stroke_distance_m=self._speed_mps * self._stroke_s,
            peak_force_lbf=self._mean_lbf * _PEAK_OF_MEAN,
            mean_force_lbf=self._mean_lbf,
            work_j=self._work_j,
            stroke_count=count,
        )

    def curve(self, most_forces: int) -> tuple[ForceCurvePart, ...]:
        """The force along the drive, half a sine, in packets with so many forces at most."""
        peak_lbf = self._mean_lbf * _PEAK_OF_MEAN
        shape = [math.sin(math.pi * at / _POINTS) for at in range(_POINTS + 1)]
        return parts_of(tuple(round(peak_lbf * share) for share in shape), most_forces)
