"""A running session at one instant, as the reducer leaves it."""

from __future__ import annotations

import msgspec

from core.domain.adaptation import Adapted, Change
from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, SensorId, SessionId, UnitId
from core.domain.player import Player
from core.domain.session import Session, SessionStatus
from core.domain.value import Value
from core.domain.workout import Content, Interval
from core.live.body import BodyState
from core.live.events import PlayerStatus
from core.live.interval_sums import IntervalSums
from core.live.source_choice import Speaker
from core.live.timeline import Jump, place_at
from core.live.work import AgilityState, HybridState, MedicalState, StrengthState

SecondsInZone = tuple[float, float, float, float, float, float]
"""Seconds in heart-rate zones 0 to 5."""


class Roster(Value, frozen=True, kw_only=True):
    """Who is in a session, as the hub knew it when the session was opened."""

    session: Session
    players: tuple[Player, ...]
    unit_names: dict[UnitId, str] = msgspec.field(default_factory=dict[UnitId, str])
    adapted: dict[PlayerId, Adapted] = msgspec.field(default_factory=dict[PlayerId, Adapted])
    """What those do who come with a medical restriction."""
    restricted_parts: dict[PlayerId, str] = msgspec.field(default_factory=dict[PlayerId, str])
    """The parts of the body that these restrictions are about."""


class PlayerState(Value, frozen=True, kw_only=True):
    """One player in a running session. Instants are seconds since 1970."""

    player: Player
    equipment: EquipmentType
    unit_id: UnitId | None = None
    unit_name: str = ""
    status: PlayerStatus = PlayerStatus.WAITING
    is_phone_present: bool = False
    heart_rate_bpm: int | None = None
    heart_rate_at: float | None = None
    power_w: float | None = None
    power_at: float | None = None
    cadence_per_min: float | None = None
    speed_mps: float | None = None
    distance_m: float | None = None
    energy_machine_kcal: float | None = None
    heart_rate_max_bpm: int | None = None
    """Highest so far."""
    heart_rate_beats: float = 0.0
    """Integral of heart rate over the seconds that had one (bpm x s)."""
    seconds_in_zone: SecondsInZone = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    trimp: float = 0.0
    energy_heart_rate_kcal: float = 0.0
    work_j: float = 0.0
    power_s: float = 0.0
    """Seconds that had a power value."""
    power_max_w: float | None = None
    w_balance_j: float | None = None
    """W′bal, differential form; may be negative. None without FTP and W′ for this machine."""
    target_s: float = 0.0
    """Seconds inside the target zone, after 20 s of grace in each interval."""
    target_data_s: float = 0.0
    """Seconds that could have been inside."""
    exercise: str = ""
    """Last reported set, in words."""
    session_rpe: float | None = None
    """How hard the session was, 0 to 10, as he says after it."""
    session_rated_at: float | None = None
    """When he said so."""
    samples_received: int = 0
    """Readings in active time that said something new."""
    heart_rate_credited_s: float = 0.0
    """Seconds for which `heart_rate_bpm` is already in the sums (its span was closed)."""
    power_credited_s: float = 0.0
    """The same of `power_w`."""
    heart_rate_filled_until: float = 0.0
    """Up to here a phone has filled the sums; a sensor's late values before it add nothing."""
    power_filled_until: float = 0.0
    """The same for power."""
    is_heart_rate_from_phone: bool = False
    is_power_from_phone: bool = False
    machine_at: float | None = None
    """Instant of the last cadence, speed, distance or energy."""
    distance_raw_m: float | None = None
    """The machine's own counter; `distance_m` is what this session added to it."""
    energy_raw_kcal: float | None = None
    """The same of `energy_machine_kcal`."""
    removed_at: float | None = None
    moved_to: SessionId | None = None
    """The session in which he goes on, if that is why he is not here."""
    absences: tuple[tuple[float, float], ...] = ()
    """From and to of the stretches in which he was not in this session; the one that began at
    `removed_at` is still open."""
    content: Content | None = None
    """What he does instead of the session's content, where he may not do all of it."""
    changes: tuple[Change, ...] = ()
    """Where that differs, and why."""
    heart_rate_by: Speaker | None = None
    """Which sensor `heart_rate_bpm` comes from; a phone's values are not in here."""
    power_by: Speaker | None = None
    cadence_by: Speaker | None = None
    speed_by: Speaker | None = None
    distance_by: Speaker | None = None
    energy_by: Speaker | None = None
    body: BodyState = BodyState()
    """Muscle oxygen and temperatures."""
    strength: StrengthState = msgspec.field(default_factory=StrengthState)
    agility: AgilityState = msgspec.field(default_factory=AgilityState)
    hybrid: HybridState = HybridState()
    medical: MedicalState = MedicalState()
    interval: IntervalSums = IntervalSums()
    """His sums when the interval that runs began."""

    def intervals(self, planned: tuple[Interval, ...]) -> tuple[Interval, ...]:
        """His intervals: his own where he has some, which are as many and as long as planned."""
        own = () if self.content is None else self.content.intervals
        return own if len(own) == len(planned) else planned

    @property
    def heart_rate_s(self) -> float:
        """Active seconds that had a heart rate."""
        return sum(self.seconds_in_zone)

    @property
    def heart_rate_mean_bpm(self) -> float | None:
        """Mean over the active seconds that had a heart rate."""
        return self.heart_rate_beats / self.heart_rate_s if self.heart_rate_s > 0 else None

    @property
    def power_mean_w(self) -> float | None:
        """Mean over the active seconds that had a power value."""
        return self.work_j / self.power_s if self.power_s > 0 else None


class Reassignment(Value, frozen=True, kw_only=True):
    """Whose a sensor's readings were in truth, in a stretch of time."""

    sensor_id: SensorId
    from_player_id: PlayerId
    to_player_id: PlayerId | None
    """None: nobody's in this session."""
    since: float
    until: float
    """When it was noticed; from then on the sensor's owner is known again."""


class SessionBlock(Value, frozen=True, kw_only=True):
    """The last transition that was the whole session's."""

    index: int
    """Of the block, from 0; the number of blocks: past the last one."""
    since_s: float
    """Active seconds of the session."""


class SessionState(Value, frozen=True, kw_only=True):
    """A running session. Made by `core.live.reducer`, never changed in place."""

    session: Session
    """As planned; its `status` here is kept current."""
    players: dict[PlayerId, PlayerState]
    seq: int = 0
    """Number of the last event that is in this state."""
    started_at: float | None = None
    running_since: float | None = None
    """Instant since which the session clock runs; None while it stands."""
    active_before_s: float = 0.0
    """Active seconds before `running_since`."""
    active_spans: tuple[tuple[float, float], ...] = ()
    """From and to of each stretch in which the clock ran, except the running one."""
    ended_at: float | None = None
    last_event_at: float | None = None
    message: str = ""
    """The trainer's last broadcast."""
    reassignments: tuple[Reassignment, ...] = ()
    """In the order in which they were decided."""
    jumps: tuple[Jump, ...] = ()
    """Where the trainer has moved the timeline of the intervals."""
    block: SessionBlock | None = None
    """None before the first transition; the first block then."""

    @property
    def session_id(self) -> SessionId:
        """The session's id."""
        return self.session.id

    @property
    def status(self) -> SessionStatus:
        """Where the session stands."""
        return self.session.status

    def active_s(self, now: float) -> float:
        """Active seconds at an instant: elapsed time less the pauses."""
        running_s = max(now - self.running_since, 0.0) if self.running_since is not None else 0.0
        return self.active_before_s + running_s

    def interval_at(self, now: float) -> tuple[int, float] | None:
        """Index of the interval that runs, and the seconds left in it; None outside of them."""
        return place_at(self.session.intervals, self.jumps, self.active_s(now))

    def progress_percent(self, now: float) -> float:
        """Active time as a share of the planned time, 0 to 100 (metrics 10.3)."""
        planned_s = self.session.duration_min * 60
        return min(self.active_s(now) / planned_s * 100, 100.0) if planned_s > 0 else 0.0
