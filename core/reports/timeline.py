"""Which interval of the workout each recorded second belongs to.

Intervals are laid over active time, recordings are in elapsed time; a pause lies between.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.summary import SessionReport
from core.domain.workout import Interval
from core.physiology.sampling import Span


def spans_of(report: SessionReport) -> tuple[Span, ...]:
    """The active stretches, in seconds after the start."""
    summary = report.summary
    return summary.active_spans or ((0.0, summary.active_s),)


class Timeline:
    """A session's seconds after the start, with their place in active time.

    Args:
        report: The finished session.
        seconds: How many seconds its traces have.
    """

    def __init__(self, report: SessionReport, seconds: int) -> None:
        done = report.summary.intervals_done
        self.intervals: tuple[Interval, ...] = done or report.session.intervals
        self._spans = spans_of(report)
        middles = np.arange(seconds) + 0.5
        self._active_s = np.full(seconds, np.nan)
        before_s = 0.0
        for start, end in self._spans:
            is_inside = (middles >= start) & (middles <= end)
            self._active_s[is_inside] = before_s + middles[is_inside] - start
            before_s += end - start
        self._begins = np.cumsum([0.0, *(interval.duration_s for interval in self.intervals)])

    def seconds_of(self, index: int, *, after_s: float = 0.0) -> NDArray[np.bool_]:
        """Which seconds belong to an interval, leaving out the first `after_s` of it."""
        begin, end = self._begins[index] + after_s, self._begins[index + 1]
        is_inside: NDArray[np.bool_] = (self._active_s >= begin) & (self._active_s < end)
        return is_inside

    def elapsed_spans(self, index: int) -> tuple[Span, ...]:
        """Where an interval lies in elapsed time; in two pieces if a pause cuts it."""
        begin, end = float(self._begins[index]), float(self._begins[index + 1])
        pieces: list[Span] = []
        before_s = 0.0
        for start, stop in self._spans:
            first = max(begin - before_s + start, start)
            last = min(end - before_s + start, stop)
            if last > first:
                pieces.append((first, last))
            before_s += stop - start
        return tuple(pieces)

    def active_between(self, start: float, end: float) -> float:
        """Active seconds between two moments of elapsed time."""
        overlaps = (min(end, stop) - max(start, begin) for begin, stop in self._spans)
        return sum(max(overlap, 0.0) for overlap in overlaps)
