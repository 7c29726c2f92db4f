"""Samples of one quantity, as a recording gives them and as the seconds of a session show them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.physiology import sampling
from core.physiology.hold import HOLD_S
from core.physiology.sampling import Span


@dataclass
class Series:
    """Samples of one quantity with strictly rising instants."""

    at: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, at: float | None, value: float | None) -> None:
        """Add a sample; in one instant the later one replaces the earlier."""
        if at is None or value is None:
            return
        if self.at and self.at[-1] == at:
            self.values[-1] = value
            return
        self.at.append(at)
        self.values.append(value)

    def arrays(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Instants and values."""
        return np.array(self.at, dtype=np.float64), np.array(self.values, dtype=np.float64)


class Seconds:
    """Lays irregular samples on the seconds of elapsed time; paused ones stay empty.

    Args:
        spans: The active spans.
        start: Instant of the first second, since 1970.
        seconds: How many there are.
    """

    def __init__(self, spans: Sequence[Span], start: float, seconds: int) -> None:
        self._start = start
        self._seconds = seconds
        self._is_active = sampling.is_active(spans, start=start, seconds=seconds)

    def values(self, series: Series, hold_s: float = HOLD_S) -> NDArray[np.float64]:
        """One value a second; NaN where there is none."""
        at, values = series.arrays()
        held = sampling.resampled(
            at, values, start=self._start, seconds=self._seconds, hold_s=hold_s
        )
        return np.where(self._is_active, held, np.nan)


def optional(values: NDArray[np.float64]) -> tuple[float | None, ...]:
    """The values with None for NaN."""
    return tuple(None if math.isnan(value) else value for value in values.tolist())
