"""Tired: power falls while heart rate rises, under one and the same target."""

from __future__ import annotations

from collections import deque
from typing import Final

from core.live.alerts.alert import AlertKind, Finding

_SPAN_S: Final = 180.0
_SETTLE_S: Final = 60.0
"""After a change of target body and machine settle first."""
_LEAST_SAMPLES: Final = 60
"""In each half."""
_GAP_S: Final = 10.0
_LEAST_POWER_W: Final = 50.0
_JUDGE_EVERY_S: Final = 10.0
_FALL_SHARE: Final = 0.08
_RISE_BPM: Final = 3.0


class FatigueWindow:
    """The last three minutes of one player under one target, judged second by second."""

    __slots__ = ("_found", "_judged_at", "_last_at", "_samples", "_since", "_topic")

    def __init__(self) -> None:
        self._topic: object = None
        self._since = self._last_at = self._judged_at = 0.0
        self._found: Finding | None = None
        self._samples: deque[tuple[float, float, float]] = deque()
        """Instant, heart rate, power."""

    def take(self, now: float, topic: object, bpm: float, power_w: float) -> None:
        """Note what holds now; more than one value a second is left out.

        Args:
            now: The instant.
            topic: Under what target; another one begins anew.
            bpm: Heart rate.
            power_w: Power.
        """
        if topic != self._topic or now - self._last_at > _GAP_S:
            self._topic, self._since = topic, now
            self._samples.clear()
            self._found = None
        self._last_at = now
        if now - self._since < _SETTLE_S or (self._samples and now - self._samples[-1][0] < 1):
            return
        self._samples.append((now, bpm, power_w))
        while now - self._samples[0][0] > _SPAN_S:
            self._samples.popleft()

    def finding(self, now: float) -> Finding | None:
        """What the window says; looked at every ten seconds."""
        if now - self._judged_at >= _JUDGE_EVERY_S:
            self._judged_at, self._found = now, self._judged(now)
        return self._found

    def _judged(self, now: float) -> Finding | None:
        middle = now - _SPAN_S / 2
        early = [sample for sample in self._samples if sample[0] < middle]
        late = [sample for sample in self._samples if sample[0] >= middle]
        if min(len(early), len(late)) < _LEAST_SAMPLES:
            return None
        bpm_before, power_before_w = _means(early)
        bpm_after, power_after_w = _means(late)
        if power_before_w < _LEAST_POWER_W:
            return None
        fall = 1 - power_after_w / power_before_w
        rise_bpm = bpm_after - bpm_before
        if fall < _FALL_SHARE or rise_bpm < _RISE_BPM:
            return None
        return Finding(
            kind=AlertKind.FATIGUE,
            text="Tiring: power falls while heart rate rises",
            reason=f"Power −{fall * 100:.0f} %, heart rate +{rise_bpm:.0f} bpm within 3 minutes.",
        )


def _means(samples: list[tuple[float, float, float]]) -> tuple[float, float]:
    count = len(samples)
    return sum(one[1] for one in samples) / count, sum(one[2] for one in samples) / count
