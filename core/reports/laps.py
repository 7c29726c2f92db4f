"""A player's session cut into laps: one per interval, and one for what came after them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.summary import PlayerTrace, SessionReport
from core.domain.value import Value
from core.reports.intervals import array_of
from core.reports.timeline import Timeline

_SHORTEST_S = 1.0


class Lap(Value, frozen=True, kw_only=True):
    """A stretch of a session. Starts and ends are in seconds after the session's start."""

    start_s: float
    end_s: float
    active_s: float
    distance_m: float | None
    heart_rate_mean_bpm: float | None
    heart_rate_max_bpm: float | None
    power_mean_w: float | None
    power_max_w: float | None
    cadence_mean_per_min: float | None


def laps_of(report: SessionReport, trace: PlayerTrace) -> tuple[Lap, ...]:
    """The laps in order, without gaps; the whole session is one if it has no intervals."""
    timeline = Timeline(report, len(trace.power_w))
    bounds: list[tuple[float, float]] = []
    for index in range(len(timeline.intervals)):
        pieces = timeline.elapsed_spans(index)
        if pieces:
            bounds.append((bounds[-1][1] if bounds else 0.0, pieces[-1][1]))
    elapsed_s = report.summary.elapsed_s
    last_s = bounds[-1][1] if bounds else 0.0
    if elapsed_s - last_s >= _SHORTEST_S or not bounds:
        bounds.append((last_s, elapsed_s))
    return tuple(_lap(timeline, trace, start, end) for start, end in bounds)


def _lap(timeline: Timeline, trace: PlayerTrace, start: float, end: float) -> Lap:
    seconds = slice(round(start), max(round(end), round(start)))
    bpm = _known(trace.heart_rate_bpm[seconds])
    watts = _known(trace.power_w[seconds])
    cadence = _known(trace.cadence_per_min[seconds])
    metres = _known(trace.distance_m[seconds])
    before = _known(trace.distance_m[: round(start)])
    begin_m = float(before[-1]) if before.size else 0.0
    return Lap(
        start_s=start,
        end_s=end,
        active_s=timeline.active_between(start, end),
        distance_m=max(float(metres[-1]) - begin_m, 0.0) if metres.size else None,
        heart_rate_mean_bpm=float(bpm.mean()) if bpm.size else None,
        heart_rate_max_bpm=float(bpm.max()) if bpm.size else None,
        power_mean_w=float(watts.mean()) if watts.size else None,
        power_max_w=float(watts.max()) if watts.size else None,
        cadence_mean_per_min=float(cadence.mean()) if cadence.size else None,
    )


def _known(values: tuple[float | None, ...] | tuple[int | None, ...]) -> NDArray[np.float64]:
    """What is there."""
    array = array_of(values)
    return array[~np.isnan(array)]
