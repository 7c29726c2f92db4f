"""Cadence from a rolling counter and the rolling time of its last step."""

from __future__ import annotations

from core.gatt.cycling_power import CRANK_TICKS_PER_S

_TICK_RANGE = 1 << 16
_ZERO_AFTER_S = 3.0
_ZERO_AFTER_PERIODS = 2.5
_LONGEST_PERIOD_S = 4.0
"""Slower than 15 per minute counts as standing still."""


class Cadence:
    """Turns a sensor's counter into revolutions per minute.

    A stopped sensor repeats its last packet for ever, and a moving one repeats it now and then;
    so only the arrival clock can tell zero: no new step for 3 s or 2.5 periods, whichever is
    longer. The first step after standing still is dropped, for its time has rolled over
    unseen. A counter that runs backwards (a wheel rolled in reverse, a restart) adds nothing.

    Args:
        count_bits: Width of the counter: 16 at the crank, 32 at the wheel.
        ticks_per_s: Unit of the event time.
    """

    def __init__(self, count_bits: int = 16, ticks_per_s: int = CRANK_TICKS_PER_S) -> None:
        self._count_range = 1 << count_bits
        self._ticks_per_s = ticks_per_s
        self.reset()

    def reset(self) -> None:
        """Forget the baseline: counters restart with every new connection."""
        self._count: int | None = None
        self._ticks = 0
        self._stepped_at = 0.0
        self._period_s = 0.0
        self._per_min: float | None = None

    def update(self, count: int, event_ticks: int, arrived_at: float) -> float | None:
        """Take a packet in.

        Args:
            count: The counter, as sent.
            event_ticks: Time of its last step, as sent.
            arrived_at: When the packet came, in seconds of any one clock.

        Returns:
            Steps per minute; None while that cannot be known.
        """
        if self._count is None:
            self._set_baseline(count, event_ticks, arrived_at)
            return None
        steps = (count - self._count) % self._count_range
        if steps == 0:
            return self._at(arrived_at)
        ticks = (event_ticks - self._ticks) % _TICK_RANGE
        was_still = self._is_still(arrived_at)
        waited_s = arrived_at - self._stepped_at
        self._set_baseline(count, event_ticks, arrived_at)
        if was_still:
            self._period_s = min(waited_s, _LONGEST_PERIOD_S)
            self._per_min = None
        elif steps < self._count_range // 2 and ticks:
            self._period_s = ticks / self._ticks_per_s / steps
            self._per_min = 60 / self._period_s
        return self._per_min

    def _set_baseline(self, count: int, event_ticks: int, arrived_at: float) -> None:
        self._count = count
        self._ticks = event_ticks
        self._stepped_at = arrived_at

    def _is_still(self, now: float) -> bool:
        limit_s = max(_ZERO_AFTER_S, _ZERO_AFTER_PERIODS * self._period_s)
        return now - self._stepped_at >= limit_s

    def _at(self, now: float) -> float | None:
        return 0.0 if self._is_still(now) else self._per_min
