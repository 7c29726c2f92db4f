"""Speed and distance from a wheel's rolling counter."""

from __future__ import annotations

from core.gatt.cadence import Cadence
from core.gatt.cycling_power import Revolutions

_COUNT_BITS = 32
_COUNT_RANGE = 1 << _COUNT_BITS
_S_PER_MIN = 60


class WheelSpeed:
    """Turns the wheel's revolutions into metres per second, and sums up the way.

    The rules for zero, repeats and roll-over are those of `Cadence`. A wheel that is rolled
    in reverse counts backwards and adds no way.

    Args:
        circumference_m: Of the tyre.
        ticks_per_s: 2048 from a power meter, 1024 from a speed sensor: never mix them.
    """

    def __init__(self, circumference_m: float, ticks_per_s: int) -> None:
        self._circumference_m = circumference_m
        self._turning = Cadence(count_bits=_COUNT_BITS, ticks_per_s=ticks_per_s)
        self._count: int | None = None
        self.distance_m = 0.0
        """Since this object was made; it survives `reset`."""

    def reset(self) -> None:
        """Forget the baseline: counters restart with every new connection."""
        self._turning.reset()
        self._count = None

    def update(self, wheel: Revolutions, arrived_at: float) -> float | None:
        """Take a packet in.

        Args:
            wheel: The counter and its event time, as sent.
            arrived_at: When the packet came, in seconds of any one clock.

        Returns:
            Metres per second; None while that cannot be known.
        """
        if self._count is not None:
            turns = (wheel.count - self._count) % _COUNT_RANGE
            if turns < _COUNT_RANGE // 2:
                self.distance_m += turns * self._circumference_m
        self._count = wheel.count
        per_min = self._turning.update(wheel.count, wheel.event_ticks, arrived_at)
        return None if per_min is None else per_min * self._circumference_m / _S_PER_MIN
