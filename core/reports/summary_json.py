"""`summary.json`: a finished bundle for other programs. Numbers are unrounded, null is no value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.session import SessionStatus
from core.domain.summary import BodyFigures, BundleReport, SessionReport
from core.domain.value import Value
from core.live.rating import TeamRating, team_rating
from core.reports.rows import Row, rows_of


class PlayerResult(Value, frozen=True, kw_only=True):
    """One player in one session."""

    player_id: PlayerId
    name: str
    jersey_number: int
    active_seconds: float
    seconds_in_zone: dict[str, float]
    """By zone, "0" to "5"."""
    seconds_without_heart_rate: float
    mean_heart_rate: float | None
    maximum_heart_rate: int | None
    mean_power: float | None
    maximum_power: float | None
    weighted_power: float | None
    distance: float | None
    """Metres."""
    trimp: float | None
    calories: float | None
    """kcal, from heart rate."""
    machine_calories: float | None
    in_target_share: float | None
    body: BodyFigures | None
    """Muscle oxygen and temperatures; null if the player wore no such sensor."""
    session_rpe: float | None
    """How hard the player says it was, 0 to 10."""
    session_load: float | None
    """Session RPE times active minutes."""
    session_rated_after_seconds: float | None
    """From the end of the session to that word."""
    samples_received: int
    samples_lost: int


class SessionResult(Value, frozen=True, kw_only=True):
    """One session."""

    session_id: SessionId
    name: str
    equipment: EquipmentType
    status: SessionStatus
    started_at: datetime | None
    ended_at: datetime | None
    elapsed_seconds: float
    active_seconds: float
    metrics_version: int
    rating: TeamRating | None
    """How hard it was for those who have said so; null if nobody has."""
    players: tuple[PlayerResult, ...]


class BundleResult(Value, frozen=True, kw_only=True):
    """The whole file."""

    bundle_id: BundleId
    name: str
    facility: str
    time_zone: str
    trainer: str
    starts_at: datetime
    rating: TeamRating | None
    """As of a session, for all of them."""
    sessions: tuple[SessionResult, ...]


def write_summary(report: BundleReport) -> bytes:
    """The file's content, indented."""
    result = BundleResult(
        bundle_id=report.bundle_id,
        name=report.bundle.name,
        facility=report.facility_name,
        time_zone=report.time_zone,
        trainer=report.trainer_name,
        starts_at=report.bundle.starts_at,
        rating=_rating(row for session in report.sessions for row in rows_of(report, session)),
        sessions=tuple(_session(report, session) for session in report.sessions),
    )
    return msgspec.json.format(msgspec.json.encode(result), indent=2)


def _session(report: BundleReport, session: SessionReport) -> SessionResult:
    return SessionResult(
        session_id=session.session.id,
        name=session.session.name,
        equipment=session.session.equipment,
        status=session.session.status,
        started_at=session.session.started_at,
        ended_at=session.session.ended_at,
        elapsed_seconds=session.summary.elapsed_s,
        active_seconds=session.summary.active_s,
        metrics_version=session.summary.metrics_version,
        rating=_rating(rows_of(report, session)),
        players=tuple(_player(row) for row in rows_of(report, session)),
    )


def _rating(rows: Iterable[Row]) -> TeamRating | None:
    figures = [row.figures for row in rows]
    said = ((one.session_rpe, one.session_load) for one in figures)
    return team_rating(said, len({one.player_id for one in figures}))


def _player(row: Row) -> PlayerResult:
    figures = row.figures
    return PlayerResult(
        player_id=figures.player_id,
        name=row.player.name,
        jersey_number=row.player.jersey_number,
        active_seconds=figures.active_s,
        seconds_in_zone={str(zone): s for zone, s in enumerate(figures.seconds_in_zone)},
        seconds_without_heart_rate=figures.seconds_without_heart_rate,
        mean_heart_rate=figures.heart_rate_mean_bpm,
        maximum_heart_rate=figures.heart_rate_max_bpm,
        mean_power=figures.power_mean_w,
        maximum_power=figures.power_max_w,
        weighted_power=figures.power_weighted_w,
        distance=figures.distance_m,
        trimp=figures.trimp,
        calories=figures.energy_heart_rate_kcal,
        machine_calories=figures.energy_machine_kcal,
        in_target_share=figures.in_target_share,
        body=figures.body,
        session_rpe=figures.session_rpe,
        session_load=figures.session_load,
        session_rated_after_seconds=figures.session_rated_after_s,
        samples_received=figures.samples_received,
        samples_lost=figures.samples_lost,
    )
