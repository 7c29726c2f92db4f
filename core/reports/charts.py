"""The charts of the team report: what goes on which axis."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.physiology.zones import LOWER_SHARES
from core.reports.figures import Chart
from core.reports.intervals import array_of
from core.reports.rows import Row
from core.reports.timeline import Timeline

HEART_RATE_INK = "#A61B29"
POWER_INK = "#33527A"
POWER_FILL = "#C5D2E3"
ZONE_TINTS = ("#ECEEF1", "#E4E8EC", "#DBE8FD", "#D8F0E2", "#FBF0CB", "#F8D7DA")
_LOW_SHARE = 0.4
_HEIGHT_PT = 175
_TILES_PT = 38
"""What a further row of tiles above it takes."""
_TOP_SHARE = 1.02
_SIDES_PT = (20.0, 28.0)
_MAX_LEVELS = 6


def small_heart_rate(row: Row) -> str:
    """Heart rate in percent of the player's maximum, so that neighbours compare."""
    bpm = array_of(row.trace.heart_rate_bpm)
    shares = bpm / max(row.player.heart_rate_max_bpm, 1) * 100
    chart = Chart(
        width_pt=164, height_pt=96, seconds=len(bpm), low=_LOW_SHARE * 100, high=_TOP_SHARE * 100
    )
    _bands(chart, row, len(bpm), 100.0)
    for level in (50, 60, 70, 80, 90, 100):
        chart.level(level, str(level) if level in (50, 70, 90) else "")
    chart.line(shares, width=0.9, ink=HEART_RATE_INK)
    chart.minutes()
    return chart.svg()


def large_heart_rate(row: Row, further_rows: int = 0) -> str:
    """Heart rate in bpm with the player's own zones.

    Args:
        row: Whose.
        further_rows: Rows of tiles above it beyond the usual two; it leaves them their room.
    """
    maximum = max(row.player.heart_rate_max_bpm, 1)
    bpm = array_of(row.trace.heart_rate_bpm)
    known = bpm[~np.isnan(bpm)]
    high = max(_TOP_SHARE * maximum, float(known.max()) + 2 if known.size else 0.0)
    chart = Chart(
        width_pt=514,
        height_pt=_HEIGHT_PT - further_rows * _TILES_PT,
        seconds=len(bpm),
        low=_LOW_SHARE * maximum,
        high=high,
        sides_pt=_SIDES_PT,
    )
    _bands(chart, row, len(bpm), maximum)
    for zone, share in enumerate(LOWER_SHARES, start=1):
        chart.level(share * maximum, f"{round(share * maximum)}")
        chart.word((share + 0.05) * maximum, f"zone {zone}")
    chart.level(maximum, f"{maximum}")
    chart.line(bpm, width=1.1, ink=HEART_RATE_INK)
    chart.minutes()
    return chart.svg()


def large_power(row: Row) -> str:
    """Power in watts with the intervals' targets dashed."""
    watts = array_of(row.trace.power_w)
    timeline = Timeline(row.session, len(watts))
    targets = _power_targets(row, timeline)
    top_w = _power_top(watts, targets)
    chart = Chart(
        width_pt=514, height_pt=110, seconds=len(watts), low=0, high=top_w, sides_pt=_SIDES_PT
    )
    step = next((step for step in (50, 100, 200) if top_w / step <= _MAX_LEVELS), 500)
    for level in range(step, int(top_w) + 1, step):
        chart.level(level, str(level))
    chart.area(watts, fill=POWER_FILL)
    chart.line(watts, width=0.6, ink=POWER_INK)
    for start, end, target_w in targets:
        chart.segment(start, end, target_w)
    chart.minutes()
    return chart.svg()


def _bands(chart: Chart, row: Row, seconds: int, maximum: float) -> None:
    timeline = Timeline(row.session, seconds)
    for index, interval in enumerate(timeline.intervals):
        zone = interval.target_zone
        if zone is None or not 0 <= zone <= len(LOWER_SHARES):
            continue
        lower = LOWER_SHARES[zone - 1] if zone > 0 else 0.0
        upper = LOWER_SHARES[zone] if zone < len(LOWER_SHARES) else 1.0
        for start, end in timeline.elapsed_spans(index):
            chart.band(start, end, lower * maximum, upper * maximum, ZONE_TINTS[zone])


def _power_targets(row: Row, timeline: Timeline) -> list[tuple[float, float, float]]:
    ftp_w = row.player.ftp_w.get(row.session.session.equipment)
    return [
        (start, end, target_w)
        for index, interval in enumerate(timeline.intervals)
        if (target_w := interval.power_w(ftp_w)) is not None
        for start, end in timeline.elapsed_spans(index)
    ]


def _power_top(watts: NDArray[np.float64], targets: list[tuple[float, float, float]]) -> float:
    known = watts[~np.isnan(watts)]
    # A single sprint must not flatten the rest: the highest percent of the seconds is cut.
    highest = float(np.percentile(known, 99)) if known.size else 0.0
    return max(highest * 1.1, *(target_w * 1.1 for _, _, target_w in targets), 100.0)
