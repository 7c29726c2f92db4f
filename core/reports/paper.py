"""The team report as data for the template: every text and chart ready to be set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from core.domain.session import Assignment
from core.domain.summary import BundleReport, PlayerSummary, SessionReport
from core.domain.value import Value
from core.reports import charts, wording
from core.reports.notes import VALID_RULE, notes_of, sensors_line
from core.reports.player_page import PlayerPage, player_page
from core.reports.rows import Row, rows_of
from core.reports.wording import DASH

_LONG_NAME = 28
"""Letters that a name may have in the table."""

_SHORT_ID = 20
"""A unit's id may stand in for its name if it is shorter than this."""

_RATING_RULE = (
    "RPE is how hard each player says the session was, 0 to 10; session load (sRPE) is that times "
    "his active minutes (Foster 2001). "
)


class TableRow(Value, frozen=True, kw_only=True):
    """A line of the team table."""

    number: str
    name: str
    unit: str
    active: str
    heart_rate_mean: str
    heart_rate_max: str
    zones: tuple[float, ...]
    """Shares of the active time: zones 0 to 5, then no data."""
    trimp: str
    power_mean: str
    power_max: str
    energy: str
    in_target: str
    session_rpe: str
    session_load: str


class Group(Value, frozen=True, kw_only=True):
    """A session on paper."""

    name: str
    equipment: str
    times: str
    rows: tuple[TableRow, ...]
    mean: TableRow
    charts: tuple[tuple[str, str], ...]
    """Heading and SVG per player."""


class TeamPaper(Value, frozen=True, kw_only=True):
    """The whole report."""

    title: str
    moment: str
    facility: str
    trainer: str
    sensors: str
    player_count: str
    groups: tuple[Group, ...]
    mean: TableRow
    is_rated: bool
    """Whether any player has said how hard it was; the table has no such columns if not."""
    notes: tuple[str, ...]
    rules: str
    pages: tuple[PlayerPage, ...]


def team_paper(report: BundleReport) -> TeamPaper:
    """Set a finished bundle."""
    groups = [(session, list(rows_of(report, session))) for session in report.sessions]
    rows = [row for _, members in groups for row in members]
    is_rated = any(row.figures.session_rpe is not None for row in rows)
    versions = sorted({session.summary.metrics_version for session in report.sessions})
    return TeamPaper(
        title=report.bundle.name,
        moment=wording.moment(_began(report), report.time_zone),
        facility=report.facility_name or DASH,
        trainer=report.trainer_name or DASH,
        sensors=sensors_line(rows),
        player_count=str(len({row.player.id for row in rows})),
        groups=tuple(_group(report, session, members) for session, members in groups),
        mean=_mean(rows, "All players"),
        is_rated=is_rated,
        notes=notes_of(report, rows),
        rules=(
            "Times and averages are of active time, pauses left out; means leave out what has no "
            "value. Energy is estimated from heart rate (Keytel 2005), load is TRIMP (Banister "
            f"1991), zones are shares of the maximum heart rate. {VALID_RULE} "
            f"{_RATING_RULE if is_rated else ''}"
            f"Metrics version {', '.join(map(str, versions)) or DASH}."
        ),
        pages=tuple(player_page(row, _unit(report, row)) for row in rows),
    )


def _began(report: BundleReport) -> datetime:
    started = [s.session.started_at for s in report.sessions if s.session.started_at is not None]
    return min(started) if started else report.bundle.starts_at


def _unit(report: BundleReport, row: Row) -> str:
    assignments: Sequence[Assignment] = row.session.session.assignments
    unit_id = next((a.unit_id for a in assignments if a.player_id == row.player.id), None)
    if unit_id is None:
        return DASH
    name = report.unit_names.get(unit_id)
    if name is None:
        return unit_id if len(unit_id) < _SHORT_ID else DASH
    return name


def _group(report: BundleReport, session: SessionReport, rows: Sequence[Row]) -> Group:
    summary = session.summary
    times = f"active {wording.clock(summary.active_s)}"
    if summary.elapsed_s - summary.active_s >= 1:
        times += f", elapsed {wording.clock(summary.elapsed_s)}"
    return Group(
        name=session.session.name,
        equipment=wording.equipment(session.session.equipment),
        times=f"{times} min",
        rows=tuple(_row(row, _unit(report, row)) for row in rows),
        mean=_mean(rows, "Group mean"),
        charts=tuple(
            (f"{row.player.jersey_number} {row.player.last_name}", charts.small_heart_rate(row))
            for row in rows
        ),
    )


def _short_name(row: Row) -> str:
    """The whole name; of a long one the initial, since the last name is what is called out."""
    player = row.player
    if len(player.name) <= _LONG_NAME or not player.first_name:
        return player.name
    return f"{player.first_name[0]}. {player.last_name}"


def _row(row: Row, unit: str) -> TableRow:
    figures = row.figures
    return TableRow(
        number=str(row.player.jersey_number),
        name=_short_name(row),
        unit=unit,
        active=wording.clock(figures.active_s),
        heart_rate_mean=wording.whole(figures.heart_rate_mean_bpm),
        heart_rate_max=wording.whole(figures.heart_rate_max_bpm),
        zones=_shares(figures),
        trimp=wording.whole(figures.trimp),
        power_mean=wording.whole(figures.power_mean_w),
        power_max=wording.whole(figures.power_max_w),
        energy=wording.whole(figures.energy_heart_rate_kcal),
        in_target=wording.percent(figures.in_target_share),
        session_rpe=wording.rating(figures.session_rpe),
        session_load=wording.whole(figures.session_load),
    )


def _shares(figures: PlayerSummary) -> tuple[float, ...]:
    seconds = (*figures.seconds_in_zone, figures.seconds_without_heart_rate)
    total_s = sum(seconds)
    return tuple(value / total_s if total_s > 0 else 0.0 for value in seconds)


def _mean(rows: Sequence[Row], name: str) -> TableRow:
    """Means over the players that have a value."""

    def mean(pick: Callable[[PlayerSummary], float | None]) -> float | None:
        values = [value for row in rows if (value := pick(row.figures)) is not None]
        return sum(values) / len(values) if values else None

    shares = [_shares(row.figures) for row in rows]
    count = max(len(shares), 1)
    heard = sum(row.heart_rate_s > 0 for row in rows)
    return TableRow(
        number="",
        name=name if heard == len(rows) else f"{name} (heart rate: {heard} of {len(rows)})",
        unit="",
        active=wording.clock(mean(lambda figures: figures.active_s) or 0.0),
        heart_rate_mean=wording.whole(mean(lambda figures: figures.heart_rate_mean_bpm)),
        heart_rate_max=wording.whole(mean(lambda figures: figures.heart_rate_max_bpm)),
        zones=tuple(sum(share[zone] for share in shares) / count for zone in range(7)),
        trimp=wording.whole(mean(lambda figures: figures.trimp)),
        power_mean=wording.whole(mean(lambda figures: figures.power_mean_w)),
        power_max=wording.whole(mean(lambda figures: figures.power_max_w)),
        energy=wording.whole(mean(lambda figures: figures.energy_heart_rate_kcal)),
        in_target=wording.percent(mean(lambda figures: figures.in_target_share)),
        session_rpe=wording.fine(mean(lambda figures: figures.session_rpe)),
        session_load=wording.whole(mean(lambda figures: figures.session_load)),
    )
