"""The last minutes of one quantity in numpy, ready to be drawn."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.physiology.hold import HOLD_S

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Instants (seconds since 1970) and values."""

SPAN_S = 15 * 60.0
"""How far back a curve reaches."""

_CAPACITY = 2048


class Ring:
    """Samples in the order of their time; of those in one second the newest stays.

    Where more than 5 s passed without a sample, a NaN lies between, so that a drawn line breaks.
    """

    def __init__(self) -> None:
        # Twice the capacity, so that the content is always one contiguous piece.
        self._at = np.zeros(2 * _CAPACITY)
        self._values = np.zeros(2 * _CAPACITY)
        self._begin = 0
        self._end = 0
        self._last_at = -math.inf
        self._second = -1

    @property
    def last_at(self) -> float:
        """Instant of the newest sample; minus infinity if there is none."""
        return self._last_at

    def push(self, at: float, value: float) -> None:
        """Add a sample; one that is not newer than the last is left out."""
        if at <= self._last_at:
            return
        second = int(at)
        if self._end > self._begin and second == self._second:
            self._end -= 1
        elif at - self._last_at > HOLD_S and self._end > self._begin:
            self._append(self._last_at + HOLD_S, math.nan)
        self._append(at, value)
        self._last_at = at
        self._second = second

    def blank(self, since: float) -> None:
        """Forget the values since an instant: they were not what they seemed."""
        at = self._at[self._begin : self._end]
        first = self._begin + int(np.searchsorted(at, since, side="left"))
        self._values[first : self._end] = math.nan

    def curve(self) -> Curve:
        """Copies of the samples of the last 15 minutes before the newest one."""
        at = self._at[self._begin : self._end]
        first = int(np.searchsorted(at, self._last_at - SPAN_S, side="left")) if at.size else 0
        values = self._values[self._begin : self._end]
        return at[first:].copy(), values[first:].copy()

    def held(self, instants: NDArray[np.float64], fresh_s: float) -> NDArray[np.float64]:
        """The value that held at each instant; NaN where it was as old as `fresh_s` or older."""
        at = self._at[self._begin : self._end]
        if at.size == 0:
            return np.full(len(instants), math.nan)
        index = np.searchsorted(at, instants, side="right") - 1
        safe = np.maximum(index, 0)
        is_fresh = (index >= 0) & (instants - at[safe] < fresh_s)
        return np.where(is_fresh, self._values[self._begin : self._end][safe], math.nan)

    def _append(self, at: float, value: float) -> None:
        if self._end == 2 * _CAPACITY:
            kept = self._end - self._begin
            self._at[:kept] = self._at[self._begin : self._end]
            self._values[:kept] = self._values[self._begin : self._end]
            self._begin, self._end = 0, kept
        self._at[self._end] = at
        self._values[self._end] = value
        self._end += 1
        self._begin = max(self._begin, self._end - _CAPACITY)
