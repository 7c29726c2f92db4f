"""Sums over a stretch of a session: heart rate, power, time in the target zone."""

from __future__ import annotations

from core.domain.value import Value
from core.live.advice.intensity import ZoneTime

_NO_SECONDS = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class IntervalSums(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Sums of heart rate, power and time in the target zone."""

    heart_rate_s: float = 0.0
    heart_rate_beats: float = 0.0
    power_s: float = 0.0
    work_j: float = 0.0
    target_s: float = 0.0
    target_data_s: float = 0.0
    seconds_in_zone: tuple[float, float, float, float, float, float] = _NO_SECONDS

    @property
    def heart_rate_mean_bpm(self) -> float | None:
        """Mean over the seconds with a heart rate."""
        return self.heart_rate_beats / self.heart_rate_s if self.heart_rate_s > 0 else None

    @property
    def power_mean_w(self) -> float | None:
        """Mean over the seconds with a power value."""
        return self.work_j / self.power_s if self.power_s > 0 else None

    def zone_time(self, target_zone: int) -> ZoneTime:
        """Seconds in, below and above the target zone, the grace left out."""
        outside_s = max(self.target_data_s - self.target_s, 0.0)
        above_s = min(sum(self.seconds_in_zone[target_zone + 1 :]), outside_s)
        return ZoneTime(in_s=self.target_s, below_s=outside_s - above_s, above_s=above_s)
