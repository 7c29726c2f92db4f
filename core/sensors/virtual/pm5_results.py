"""The records that a virtual monitor sends when a split, an interval or a workout has ended."""

from __future__ import annotations

from datetime import UTC, datetime

from core.gatt.pm5.additional_split import AdditionalSplit
from core.gatt.pm5.additional_summary import AdditionalSummary
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.logged_workout import LoggedWorkout
from core.gatt.pm5.multiplexed import GameSummary
from core.gatt.pm5.split import Split
from core.gatt.pm5.summary import Summary
from core.sensors.virtual.erg import kcal_per_h
from core.sensors.virtual.pm5_outbox import Pm5Outbox
from core.sensors.virtual.pm5_workout import Pm5Run, Stretch, Totals

DRAG_FACTOR = 118
_PACE_M = 500.0
_LOG_BYTES = 48
_NO_INTERVAL = 255


def put_stretch(outbox: Pm5Outbox, stretch: Stretch, erg_type: int) -> None:
    """Send 0x37 and 0x38 of a split or an interval."""
    means = _Means(stretch.totals, stretch.duration_s)
    outbox.put(
        0x37,
        lambda: Split(
            elapsed_s=stretch.elapsed_s,
            distance_m=stretch.totals.distance_m,
            split_s=stretch.duration_s,
            split_distance_m=round(stretch.totals.distance_m),
            rest_s=stretch.rest_s,
            rest_distance_m=0,
            interval_type=interval_type_of(stretch.extent),
            number=stretch.number,
        ),
    )
    outbox.put(
        0x38,
        lambda: AdditionalSplit(
            elapsed_s=stretch.elapsed_s,
            stroke_rate_mean_spm=means.stroke_rate_spm,
            pace_s_per_500_m=means.pace_s_per_500_m,
            energy_kcal=round(stretch.totals.energy_kcal),
            energy_kcal_per_h=means.energy_kcal_per_h,
            speed_mps=means.speed_mps,
            power_w=means.power_w,
            drag_factor=DRAG_FACTOR,
            number=stretch.number,
            erg_type=erg_type,
        ),
    )


def put_summary(
    outbox: Pm5Outbox, run: Pm5Run, erg_type: int, kind_code: int, instant: float
) -> None:
    """Send 0x39, 0x3A, 0x3C and 0x3F of a workout that has ended."""
    totals = run.of_workout
    means = _Means(totals, run.worked_s)
    part = run.part
    extent = part.extent if part is not None else Extent(duration_s=0)
    size = extent.distance_m if extent.distance_m is not None else extent.duration_s
    logged_at = datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%d %H:%M")
    outbox.put(
        0x39,
        lambda: Summary(
            logged_at=logged_at,
            elapsed_s=run.worked_s,
            distance_m=totals.distance_m,
            stroke_rate_mean_spm=means.stroke_rate_spm,
            drag_factor_mean=DRAG_FACTOR,
            workout_type=kind_code,
            pace_mean_s_per_500_m=means.pace_s_per_500_m,
        ),
    )
    outbox.put(
        0x3A,
        lambda: AdditionalSummary(
            logged_at=logged_at,
            split_type=interval_type_of(extent),
            split_size=round(size or 0),
            split_count=run.number + 1,
            energy_kcal=round(totals.energy_kcal),
            power_w=means.power_w,
            rest_distance_m=0,
            rest_s=part.rest_s if part is not None else 0,
            energy_kcal_per_h=means.energy_kcal_per_h,
        ),
    )
    outbox.put(
        0x3C,
        lambda: GameSummary(
            logged_at=logged_at,
            pace_mean_s_per_500_m=means.pace_s_per_500_m,
            game=0,
            game_score=0,
            erg_type=erg_type,
        ),
    )
    outbox.put(
        0x3F,
        lambda: LoggedWorkout(
            workout_hash=round(instant), address=0, size_bytes=_LOG_BYTES, erg_type=erg_type
        ),
    )


def interval_type_of(extent: Extent | None) -> int:
    """0 for time, 1 for distance, 255 for neither."""
    if extent is None:
        return _NO_INTERVAL
    return 0 if extent.distance_m is None else 1


class _Means:
    """Of what was added up in a time."""

    def __init__(self, totals: Totals, lasted_s: float) -> None:
        lasted_s = max(lasted_s, 1.0)
        self.speed_mps = totals.distance_m / lasted_s
        self.pace_s_per_500_m = _PACE_M / self.speed_mps if self.speed_mps > 0 else 0.0
        self.stroke_rate_spm = round(totals.strokes * 60 / lasted_s)
        self.power_w = round(totals.work_j / lasted_s)
        self.energy_kcal_per_h = round(kcal_per_h(self.power_w))
