"""How long a sample counts, and how irregular samples become one value a second.

A sample holds until the next one, at most 5 s. The last sample of a series, that is before a
pause or the end, counts 1 s, but never so much that a player has more seconds of data than
his session had active ones. So in a recording at 1 Hz without gaps every sample counts exactly
one second, wherever in the second the source ticks, and its mean is the mean of its samples.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.physiology.hold import HOLD_S, LAST_S

Span = tuple[float, float]
"""From and to, both included; seconds since 1970."""


def counted_seconds(at: NDArray[np.float64], spans: Sequence[Span]) -> NDArray[np.float64]:
    """Seconds that each sample counts; 0 outside the active spans.

    Args:
        at: Instants of the samples, strictly rising.
        spans: Active spans in order, not overlapping.
    """
    seconds = np.zeros(len(at))
    active_s = 0.0
    first = 0
    for start, end in spans:
        active_s += end - start
        begin = max(int(np.searchsorted(at, start, side="left")), first)
        stop = max(int(np.searchsorted(at, end, side="right")), begin)
        first = stop
        if begin == stop:
            continue
        seconds[begin : stop - 1] = np.minimum(np.diff(at[begin:stop]), HOLD_S)
        room_s = active_s - float(seconds.sum())
        seconds[stop - 1] = min(LAST_S, max(room_s, 0.0))
    return seconds


def missed_seconds(at: NDArray[np.float64], spans: Sequence[Span]) -> int:
    """Samples that a source at 1 Hz owed and did not bring, once it had begun to deliver.

    Inside an active span a gap of g seconds between two samples, or between the last one and
    the end of the span, has missed round(g) - 1 of them; a late first sample in a later span
    has missed the whole seconds before it. A source whose middle gap is over 1.5 s does not
    work at 1 Hz (a phone, a stroke-wise power) and owes nothing.
    """
    pieces = [(start, end, at[(at >= start) & (at <= end)]) for start, end in spans]
    gaps = np.concatenate([np.diff(piece) for _, _, piece in pieces] or [np.empty(0)])
    if gaps.size == 0 or float(np.median(gaps)) > 1.5:  # noqa: PLR2004 - said in the docstring
        return 0
    missed = 0
    has_begun = False
    for start, end, piece in pieces:
        if piece.size:
            lead_s = int(piece[0] - start) if has_begun else 0
            inside = np.diff(np.append(piece, end))
            missed += lead_s + int(np.maximum(np.round(inside) - 1, 0).sum())
            has_begun = True
        elif has_begun:
            missed += int(end - start)
    return missed


def resampled(
    at: NDArray[np.float64],
    values: NDArray[np.float64],
    *,
    start: float,
    seconds: int,
    hold_s: float = HOLD_S,
) -> NDArray[np.float64]:
    """One value for each second after `start`; NaN where there is none.

    A second shows its own newest sample, or holds an earlier one until `hold_s` after that one.
    """
    result = np.full(seconds, np.nan)
    if len(at) == 0 or seconds == 0:
        return result
    begins = start + np.arange(seconds)
    newest = np.searchsorted(at, begins + 1.0, side="left") - 1
    is_there = newest >= 0
    is_fresh = is_there & (begins < at[np.maximum(newest, 0)] + hold_s)
    result[is_fresh] = values[newest[is_fresh]]
    return result


def is_active(spans: Sequence[Span], *, start: float, seconds: int) -> NDArray[np.bool_]:
    """Whether the middle of each second after `start` lies in an active span."""
    middles = start + np.arange(seconds) + 0.5
    active = np.zeros(seconds, dtype=np.bool_)
    for begin, end in spans:
        active |= (middles >= begin) & (middles <= end)
    return active
