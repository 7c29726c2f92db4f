"""How busy the hub is: events a second, by kind, refusals with their reasons, delays."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from typing import Final

from core.domain.value import Value
from core.services.desk.event_desk import Direction, EventLog, LogEntry

WINDOW_S: Final = 60
_DELAYS_KEPT: Final = 500
_OLD_NEWS_S: Final = 30.0
"""What happened longer ago was sent late (a phone that came back); it says nothing of the way."""


class Figures(Value, frozen=True, kw_only=True):
    """The figures at one instant."""

    total: int
    """Since the desk was opened."""
    per_second: float
    """Over the last minute."""
    peak: int
    """In the busiest second of the last minute."""
    by_second: tuple[int, ...]
    """The last minute, oldest second first."""
    by_kind: tuple[tuple[str, int], ...]
    """The most frequent ones first."""
    refusals: tuple[tuple[str, int], ...]
    """Reasons, the most frequent ones first."""
    refused: int
    delay_ms: float | None
    """Median time from an event to this desk."""
    late_delay_ms: float | None
    """That within which 99 of 100 arrive."""


class EventFigures:
    """Counts what the log takes in.

    Args:
        log: What is counted.
        now: The desk's clock, seconds since 1970.
    """

    def __init__(self, log: EventLog, now: Callable[[], float]) -> None:
        self._now = now
        self._total = 0
        self._kinds: Counter[str] = Counter()
        self._refusals: Counter[str] = Counter()
        self._seconds: dict[int, int] = {}
        self._delays_s: deque[float] = deque(maxlen=_DELAYS_KEPT)
        self._undo = log.appended.connect(self._count)

    def close(self) -> None:
        """Count no more."""
        self._undo()

    def reset(self) -> None:
        """Begin anew."""
        self._total = 0
        for counted in (self._kinds, self._refusals, self._seconds, self._delays_s):
            counted.clear()

    def figures(self) -> Figures:
        """The figures of now."""
        present = int(self._now())
        self._seconds = {at: n for at, n in self._seconds.items() if at > present - WINDOW_S - 1}
        seconds = tuple(self._seconds.get(at, 0) for at in range(present - WINDOW_S, present))
        delays = sorted(self._delays_s)
        return Figures(
            total=self._total,
            per_second=sum(seconds) / WINDOW_S,
            peak=max(seconds),
            by_second=seconds,
            by_kind=tuple(self._kinds.most_common()),
            refusals=tuple(self._refusals.most_common()),
            refused=self._refusals.total(),
            delay_ms=_share(delays, 0.5),
            late_delay_ms=_share(delays, 0.99),
        )

    def _count(self, entry: LogEntry) -> None:
        self._total += 1
        self._kinds[entry.kind] += 1
        second = int(entry.at)
        self._seconds[second] = self._seconds.get(second, 0) + 1
        if len(self._seconds) > 2 * WINDOW_S:
            del self._seconds[min(self._seconds)]
        if entry.direction is Direction.REFUSED:
            payload = entry.payload()
            self._refusals[str(payload.get("reason", "")) or "No reason"] += 1
        if entry.happened_at is not None and 0 <= entry.at - entry.happened_at < _OLD_NEWS_S:
            self._delays_s.append(entry.at - entry.happened_at)


def _share(ordered: list[float], share: float) -> float | None:
    if not ordered:
        return None
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000
