"""The flywheel side of a virtual machine: what it adds up while somebody works on it."""

from __future__ import annotations

from core.sensors.virtual.vitals import Vitals

_KCAL_PER_H_PER_W = 4 * 0.8604
_KCAL_PER_H_IDLE = 300.0
"""Calories as Concept2's monitor shows them: watts x 4 x 0.8604 + 300 an hour."""
_LONGEST_STEP_S = 2.0


class Machine:
    """Time, distance, strokes and energy since the first work.

    Args:
        w_per_cubic_mps: Power at 1 m/s; it grows with the cube of the speed (2.80 on water,
            0.35 for the bike erg's longer metres).
    """

    def __init__(self, w_per_cubic_mps: float) -> None:
        self._w_per_cubic_mps = w_per_cubic_mps
        self._at: float | None = None
        self._strokes = 0.0
        self._work_j = 0.0
        self.is_working = False
        self.elapsed_s = 0.0
        self.distance_m = 0.0
        self.energy_kcal = 0.0
        self.speed_mps = 0.0

    @property
    def stroke_count(self) -> int:
        """Whole strokes so far."""
        return int(self._strokes)

    @property
    def power_mean_w(self) -> float:
        """Mean power over the time worked."""
        return self._work_j / self.elapsed_s if self.elapsed_s > 0 else 0.0

    def run(self, vitals: Vitals, instant: float) -> None:
        """Live through the time since the last call at these numbers."""
        step_s = min(instant - self._at, _LONGEST_STEP_S) if self._at is not None else 0.0
        self._at = instant
        power_w = vitals.power_w or 0
        self.is_working = power_w > 0 or bool(vitals.cadence_per_min)
        self.speed_mps = (max(power_w, 0) / self._w_per_cubic_mps) ** (1 / 3)
        if not self.is_working:
            return
        self.elapsed_s += step_s
        self.distance_m += self.speed_mps * step_s
        self._strokes += (vitals.cadence_per_min or 0.0) / 60 * step_s
        self._work_j += power_w * step_s
        self.energy_kcal += kcal_per_h(power_w) * step_s / 3600


def kcal_per_h(power_w: float) -> float:
    """Energy rate as the monitor shows it."""
    return power_w * _KCAL_PER_H_PER_W + _KCAL_PER_H_IDLE
