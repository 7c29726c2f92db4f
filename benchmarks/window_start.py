"""Process start until the window is painted with 8 sessions of 8 players."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.figure import Figure

RUNS = 5


def measure() -> list[Figure]:
    bare: list[float] = []
    full: list[float] = []
    for _ in range(RUNS + 1):  # the first of each warms the disk up
        bare.append(_seconds("benchmarks.bare_plot"))
        full.append(_seconds("benchmarks.full_dashboard"))
    return [
        Figure(
            name="window shown, 8 sessions x 8 players",
            value=statistics.median(full[1:]),
            unit="s",
            peer="bare PlotWidget",
            peer_value=statistics.median(bare[1:]),
            limit=2.5,
        )
    ]


def _seconds(module: str) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", module], check=True, stderr=subprocess.DEVNULL, timeout=60
    )
    return time.perf_counter() - started
