"""Durations as text."""

from __future__ import annotations


def clock_text(seconds: float) -> str:
    """Minutes and seconds as on a stopwatch: 1:05. Hours when there are any: 1:02:05."""
    whole = max(int(seconds), 0)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
