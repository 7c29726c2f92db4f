"""The players' figures as CSV: one row per player and session, numbers with a point."""

from __future__ import annotations

import csv
import io

from core.domain.summary import BodyFigures, BundleReport
from core.reports.cells import text_cell
from core.reports.rows import Row, rows_of

HEADER = (
    "bundle", "session", "equipment", "start_utc", "jersey_number", "last_name", "first_name",
    "active_s", "heart_rate_mean_bpm", "heart_rate_max_bpm", "zone_0_s", "zone_1_s", "zone_2_s",
    "zone_3_s", "zone_4_s", "zone_5_s", "no_heart_rate_s", "trimp", "power_mean_w", "power_max_w",
    "power_weighted_w", "distance_m", "energy_heart_rate_kcal", "energy_machine_kcal",
    "in_target_percent", "samples_received", "samples_lost", "metrics_version",
    "muscle_oxygen_mean_percent", "muscle_oxygen_min_percent", "haemoglobin_mean_g_per_dl",
    "core_temperature_mean_c", "core_temperature_max_c", "skin_temperature_mean_c",
    "session_rpe", "session_load", "session_rated_after_s",
)  # fmt: skip


def write_csv(report: BundleReport) -> str:
    """The table with its header; an empty cell where there is no value.

    A text that a spreadsheet would run as a formula is quoted with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for session in report.sessions:
        for row in rows_of(report, session):
            writer.writerow(_cells(report, row))
    return out.getvalue()


def _cells(report: BundleReport, row: Row) -> list[str]:
    session, player, figures = row.session.session, row.player, row.figures
    started_at = session.started_at or session.starts_at
    share = figures.in_target_share
    body = figures.body or BodyFigures()
    return [
        text_cell(report.bundle.name),
        text_cell(session.name),
        text_cell(session.equipment),
        started_at.isoformat(timespec="seconds"),
        str(player.jersey_number),
        text_cell(player.last_name),
        text_cell(player.first_name),
        _number(figures.active_s),
        _number(figures.heart_rate_mean_bpm),
        _number(figures.heart_rate_max_bpm),
        *(_number(seconds) for seconds in figures.seconds_in_zone),
        _number(figures.seconds_without_heart_rate),
        _number(figures.trimp),
        _number(figures.power_mean_w),
        _number(figures.power_max_w),
        _number(figures.power_weighted_w),
        _number(figures.distance_m),
        _number(figures.energy_heart_rate_kcal),
        _number(figures.energy_machine_kcal),
        _number(None if share is None else share * 100),
        str(figures.samples_received),
        str(figures.samples_lost),
        str(row.session.summary.metrics_version),
        _number(body.muscle_oxygen_mean_percent),
        _number(body.muscle_oxygen_min_percent),
        _number(body.haemoglobin_mean_g_per_dl, digits=2),
        _number(body.core_temperature_mean_c, digits=2),
        _number(body.core_temperature_max_c, digits=2),
        _number(body.skin_temperature_mean_c, digits=2),
        _number(figures.session_rpe),
        _number(figures.session_load),
        _number(figures.session_rated_after_s),
    ]


def _number(value: float | None, digits: int = 1) -> str:
    if value is None:
        return ""
    return f"{round(value, 2):g}" if abs(value) < 1 else f"{value:.{digits}f}"
