"""Harder, easier or right: from the time in zone, and the power beside it."""

from __future__ import annotations

from typing import Final

from core.domain.value import Value
from core.live.advice.advice import Advice, AdviceKind, percent_text

LEAST_DATA_S: Final = 60.0
"""Heart rate answers slowly; before that nobody is told to change anything."""
_LEAST_SHARE_S: Final = 10.0
_RIGHT_SHARE: Final = 0.8
_CLEAR_SHARE: Final = 0.5
_STEP_SHARE: Final = 0.05
_POWER_MET: Final = 0.95


class ZoneTime(Value, frozen=True, kw_only=True):
    """Seconds of an interval in, below and above the zone it asks for, after the grace."""

    in_s: float = 0.0
    below_s: float = 0.0
    above_s: float = 0.0

    @property
    def data_s(self) -> float:
        """All seconds that had a heart rate."""
        return self.in_s + self.below_s + self.above_s

    @property
    def in_share(self) -> float | None:
        """Share inside the zone; None under 10 s of data."""
        return self.in_s / self.data_s if self.data_s >= _LEAST_SHARE_S else None


def intensity(
    time: ZoneTime, zone: int, *, power_w: float | None = None, target_power_w: float | None = None
) -> Advice | None:
    """What to change in the running interval; None while there is too little data, or no need.

    Args:
        time: Of this interval.
        zone: The heart-rate zone it asks for.
        power_w: Mean power of this interval.
        target_power_w: The power it asks of this player.
    """
    if time.data_s < LEAST_DATA_S:
        return None
    met = power_w / target_power_w if power_w is not None and target_power_w else None
    if time.above_s / time.data_s > _CLEAR_SHARE:
        return _easier(time, zone, met, target_power_w)
    if time.below_s / time.data_s > _CLEAR_SHARE:
        return _harder(time, zone, met, target_power_w)
    if time.in_s / time.data_s >= _RIGHT_SHARE:
        reason = f"{percent_text(time.in_s / time.data_s)} of the time in zone {zone}."
        return Advice(kind=AdviceKind.HOLD, text="Keep it like this.", reason=reason)
    return None


def _easier(time: ZoneTime, zone: int, met: float | None, target_power_w: float | None) -> Advice:
    reason = f"{percent_text(time.above_s / time.data_s)} of the time above zone {zone}"
    text = f"Ease off by {percent_text(_STEP_SHARE)}{_to(target_power_w, 1 - _STEP_SHARE)}."
    if met is not None and met < _POWER_MET:
        text = "Ease off until the heart rate comes down."
        reason += f", though power is only {percent_text(met)} of its target"
    return Advice(kind=AdviceKind.EASIER, text=text, reason=f"{reason}.")


def _harder(time: ZoneTime, zone: int, met: float | None, target_power_w: float | None) -> Advice:
    reason = f"{percent_text(time.below_s / time.data_s)} of the time below zone {zone}"
    text = f"Go {percent_text(_STEP_SHARE)} harder{_to(target_power_w, 1 + _STEP_SHARE)}."
    if met is not None:
        reason += f", at {percent_text(met)} of the target power"
        if met < _POWER_MET and target_power_w is not None:
            text = f"Come up to {target_power_w:.0f} W."
    return Advice(kind=AdviceKind.HARDER, text=text, reason=f"{reason}.")


def _to(target_power_w: float | None, share: float) -> str:
    return "" if target_power_w is None else f", to {target_power_w * share:.0f} W"
