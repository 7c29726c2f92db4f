"""What a player did in each interval, beside what it asked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.player import Player
from core.domain.summary import PlayerTrace, SessionReport
from core.domain.value import Value
from core.domain.workout import Interval
from core.live.active_time import GRACE_S
from core.physiology.samples import zones_of
from core.reports.summary import MIN_TARGET_S
from core.reports.timeline import Timeline


class IntervalFigures(Value, frozen=True, kw_only=True):
    """One interval of one player. None where the data do not allow a value."""

    interval: Interval
    done_s: float
    """Active seconds of the session that lay in it."""
    heart_rate_mean_bpm: float | None
    heart_rate_end_bpm: float | None
    """Mean of its last 5 s."""
    in_target_share: float | None
    power_mean_w: float | None
    power_target_w: float | None

    @property
    def power_percent(self) -> float | None:
        """Mean power as a percentage of the target."""
        if self.power_mean_w is None or not self.power_target_w:
            return None
        return self.power_mean_w / self.power_target_w * 100


def array_of(values: tuple[float | None, ...] | tuple[int | None, ...]) -> NDArray[np.float64]:
    """A trace as an array; NaN for None."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def interval_figures(
    report: SessionReport, player: Player, trace: PlayerTrace
) -> tuple[IntervalFigures, ...]:
    """All intervals that were begun, in order."""
    bpm = array_of(trace.heart_rate_bpm)
    watts = array_of(trace.power_w)
    timeline = Timeline(report, len(bpm))
    return tuple(
        _figures(timeline, index, report, player, bpm, watts)
        for index in range(len(timeline.intervals))
        if timeline.elapsed_spans(index)
    )


def _figures(
    timeline: Timeline,
    index: int,
    report: SessionReport,
    player: Player,
    bpm: NDArray[np.float64],
    watts: NDArray[np.float64],
) -> IntervalFigures:
    interval = timeline.intervals[index]
    seconds = timeline.seconds_of(index)
    ftp_w = player.ftp_w.get(report.session.equipment)
    judged = bpm[timeline.seconds_of(index, after_s=GRACE_S)]
    return IntervalFigures(
        interval=interval,
        done_s=sum(end - start for start, end in timeline.elapsed_spans(index)),
        heart_rate_mean_bpm=_mean(bpm[seconds]),
        heart_rate_end_bpm=_mean(bpm[seconds][-5:]),
        in_target_share=_share(judged, interval.target_zone, player.heart_rate_max_bpm),
        power_mean_w=_mean(watts[seconds]),
        power_target_w=interval.power_w(ftp_w),
    )


def _mean(values: NDArray[np.float64]) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else None


def _share(bpm: NDArray[np.float64], zone: int | None, maximum_bpm: int) -> float | None:
    known = bpm[~np.isnan(bpm)]
    if zone is None or maximum_bpm <= 0 or known.size < MIN_TARGET_S:
        return None
    return float(np.mean(zones_of(known, maximum_bpm) == zone))
