"""A recording goes over the real link, through hub and database, and comes out as it went in."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from tests.helpers.program import run_program

SECONDS = 240
COLUMNS = ("t_s", "heart_rate_bpm", "power_w", "cadence_rpm")

pytestmark = pytest.mark.timeout(150)


def recorded(second: int) -> tuple[int, int, int, int]:
    return (
        second,
        110 + second * 7 % 29,  # no heart leaps by 30 in a moment
        (second * 53 % 211) * (second % 20 != 0),
        60 + second * 7 % 41,
    )


def test_that_a_recording_s_figures_are_the_file_s_own(tmp_path: Path) -> None:
    rows = [recorded(second) for second in range(SECONDS)]
    player = played(tmp_path, rows)
    hearts, watts = [row[1] for row in rows], [row[2] for row in rows]
    assert player["maximumHeartRate"] == max(hearts)
    assert player["meanHeartRate"] == pytest.approx(fmean(hearts), rel=1e-6)
    assert player["maximumPower"] == max(watts)
    assert player["meanPower"] == pytest.approx(fmean(watts), rel=1e-6)
    assert player["samplesReceived"] == 2 * SECONDS
    assert player["samplesLost"] == 0


def test_that_a_recording_with_gaps_ends_properly_and_owns_up_to_them(tmp_path: Path) -> None:
    rows: list[tuple[int | None, ...]] = [
        (second, heart, None if second > 60 else watts, cadence)
        for second, heart, watts, cadence in map(recorded, range(90))
        if not 30 <= second < 45
    ]
    player = played(tmp_path, rows)
    hearts = [row[1] for row in rows]
    assert player["maximumHeartRate"] == max(heart for heart in hearts if heart is not None)
    assert player["secondsWithoutHeartRate"] == pytest.approx(15 - 4 + 3, abs=0.01)
    assert player["samplesLost"] >= 15 + 15


def played(folder: Path, rows: list[tuple[int | None, ...]] | list[tuple[int, int, int, int]]):
    """The result of the player whom the recording drives."""
    recording = folder / "recording.csv"
    with recording.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows(rows)
    out = folder / "out"
    done = run_program(
        folder,
        *("--demo", "--headless", "--speed", "600"),
        *("--replay", str(recording), "--out", str(out)),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result: dict[str, Any] = json.loads((out / "summary.json").read_text())
    bikes = next(one for one in result["sessions"] if one["equipment"] == "BIKE_ERG")
    return bikes["players"][0]
