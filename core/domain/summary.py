"""What remains of a session: figures per player, with the inputs they were computed from."""

from __future__ import annotations

import msgspec

from core.domain.ids import BundleId, PlayerId, SessionId, UnitId
from core.domain.player import Player
from core.domain.session import Bundle, Session
from core.domain.value import Value
from core.domain.workout import Interval

METRICS_VERSION = 1
"""Raised whenever a formula changes, and stored with each result (metrics 0.7)."""


class BodyFigures(Value, frozen=True, kw_only=True):
    """What a player's muscle oxygen and temperature sensors said, over the active seconds."""

    muscle_oxygen_mean_percent: float | None = None
    muscle_oxygen_min_percent: float | None = None
    haemoglobin_mean_g_per_dl: float | None = None
    core_temperature_mean_c: float | None = None
    core_temperature_max_c: float | None = None
    skin_temperature_mean_c: float | None = None


class PlayerSummary(Value, frozen=True, kw_only=True):
    """One player's session in figures. None where the data do not allow a value."""

    player_id: PlayerId
    active_s: float
    seconds_in_zone: tuple[float, float, float, float, float, float]
    """Seconds in heart-rate zones 0 to 5 (0 is below 50 % of the maximum)."""
    seconds_without_heart_rate: float
    heart_rate_mean_bpm: float | None = None
    heart_rate_max_bpm: int | None = None
    power_mean_w: float | None = None
    power_max_w: float | None = None
    power_weighted_w: float | None = None
    distance_m: float | None = None
    trimp: float | None = None
    energy_heart_rate_kcal: float | None = None
    energy_machine_kcal: float | None = None
    in_target_share: float | None = None
    """Seconds inside the interval's target zone / seconds with data, 20 s of grace each."""
    body: BodyFigures | None = None
    """None if the player wore no such sensor."""
    session_rpe: float | None = None
    """How hard he says the session was, 0 to 10; None if he has not said."""
    session_load: float | None = None
    """Session RPE times active minutes."""
    session_rated_after_s: float | None = None
    """Seconds from the end of the session to his word; None if he gave it before the end."""
    samples_received: int
    samples_lost: int


class SessionSummary(Value, frozen=True, kw_only=True):
    """All players of one session."""

    session_id: SessionId
    metrics_version: int = METRICS_VERSION
    elapsed_s: float
    active_s: float
    active_spans: tuple[tuple[float, float], ...] = ()
    """From and to of each stretch in which the clock ran; seconds after the start."""
    intervals_done: tuple[Interval, ...] = ()
    """As they were done, where the trainer has moved on or back in them; empty: as planned."""
    players: tuple[PlayerSummary, ...]


class PlayerTrace(Value, frozen=True, kw_only=True):
    """A player's recorded session at 1 Hz; index i is second i after the start (elapsed time).

    None where there is no data or the session was paused.
    """

    player_id: PlayerId
    heart_rate_bpm: tuple[int | None, ...]
    power_w: tuple[float | None, ...]
    cadence_per_min: tuple[float | None, ...]
    """Cadence on bikes, stroke rate on rowers and ski ergs."""
    distance_m: tuple[float | None, ...]
    muscle_oxygen_percent: tuple[float | None, ...] = ()
    """This and the following: empty if nothing of the kind was ever heard."""
    haemoglobin_g_per_dl: tuple[float | None, ...] = ()
    core_temperature_c: tuple[float | None, ...] = ()
    skin_temperature_c: tuple[float | None, ...] = ()


class SessionReport(Value, frozen=True, kw_only=True):
    """A finished session with all that its papers and files need."""

    session: Session
    summary: SessionSummary
    traces: tuple[PlayerTrace, ...]


class BundleReport(Value, frozen=True, kw_only=True):
    """A finished bundle: the data behind PDF, FIT and CSV."""

    bundle: Bundle
    facility_name: str
    time_zone: str
    trainer_name: str
    players: tuple[Player, ...]
    unit_names: dict[UnitId, str] = msgspec.field(default_factory=dict[UnitId, str])
    sessions: tuple[SessionReport, ...]

    @property
    def bundle_id(self) -> BundleId:
        """The bundle's id."""
        return self.bundle.id
