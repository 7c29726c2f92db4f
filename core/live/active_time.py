"""When a session's clock ran, and which target zone held at each moment."""

from __future__ import annotations

import math
from bisect import bisect_right

from core.domain.workout import Interval
from core.live.state import PlayerState, SessionState
from core.live.timeline import Jump, stretches

GRACE_S = 20.0
"""Heart rate lags, so the first seconds of each interval are not judged (metrics 10.1)."""

Span = tuple[float, float]


class ActiveTime:
    """The active spans of a session with the intervals laid over them.

    Args:
        spans: From and to of each closed span, in order; instants since 1970.
        running_since: Start of the span that is still open, if the clock runs.
        intervals: The session's intervals, in order.
        jumps: Where the trainer has moved on or back in them.
    """

    __slots__ = (
        "_befores", "_ends", "_interval_ends", "_interval_starts", "_starts", "_targets",
        "running_since",
    )  # fmt: skip

    def __init__(
        self,
        spans: tuple[Span, ...],
        running_since: float | None,
        intervals: tuple[Interval, ...],
        jumps: tuple[Jump, ...] = (),
    ) -> None:
        self.running_since = math.inf if running_since is None else running_since
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._befores: list[float] = []
        active_s = 0.0
        for start, end in spans:
            self._befores.append(active_s)
            active_s += end - start
        if running_since is not None:
            self._starts.append(running_since)
            self._ends.append(math.inf)
            self._befores.append(active_s)
        done = stretches(intervals, jumps)
        self._interval_starts = [stretch.begins_s for stretch in done]
        self._targets = [intervals[stretch.interval].target_zone for stretch in done]
        self._interval_ends = [stretch.ends_s for stretch in done]

    @classmethod
    def of(cls, state: SessionState, player: PlayerState | None = None) -> ActiveTime:
        """The active time of a session as it stands, with a player's own intervals if he has."""
        intervals = state.session.intervals
        if player is not None:
            intervals = player.intervals(intervals)
        return cls(state.active_spans, state.running_since, intervals, state.jumps)

    def span_of(self, instant: float | None) -> int | None:
        """Number of the active span an instant lies in (ends included); None in between."""
        if instant is None:
            return None
        index = bisect_right(self._starts, instant) - 1
        return index if index >= 0 and instant <= self._ends[index] else None

    def is_open(self, span: int) -> bool:
        """Whether the clock still runs in that span."""
        return math.isinf(self._ends[span])

    def active_s(self, instant: float) -> float:
        """Active seconds until an instant."""
        index = bisect_right(self._starts, instant) - 1
        if index < 0:
            return 0.0
        return self._befores[index] + min(instant, self._ends[index]) - self._starts[index]

    def instant_at(self, active_s: float) -> float:
        """The instant at which so many active seconds were over; before the start its instant."""
        index = max(bisect_right(self._befores, active_s) - 1, 0)
        return self._starts[index] + max(active_s - self._befores[index], 0.0)

    def active_until_end_s(self, span: int) -> float:
        """Active seconds until the end of a closed span."""
        return self._befores[span] + self._ends[span] - self._starts[span]

    def target_zone(self, instant: float) -> int | None:
        """Zone to be in at an instant; None without a target, in the grace and after the end."""
        active_s = self.active_s(instant)
        index = bisect_right(self._interval_starts, active_s) - 1
        if index < 0 or active_s >= self._interval_ends[index]:
            return None
        if active_s - self._interval_starts[index] < GRACE_S:
            return None
        return self._targets[index]
