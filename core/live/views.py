"""What a screen shows of running sessions at one instant: numbers with their age, never hidden."""

from __future__ import annotations

from enum import StrEnum

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, SessionId
from core.domain.session import SessionStatus
from core.domain.value import Value
from core.live.blocks import BlockPlace


class Quantity(StrEnum):
    """What a curve shows."""

    HEART_RATE = "heart_rate"
    """bpm"""
    POWER = "power"
    """W"""


class TileCondition(StrEnum):
    """How far a tile's main number can be believed."""

    WAITING = "waiting"
    """Nothing heard yet."""
    LIVE = "live"
    STALE = "stale"
    """3 s and more since the last packet: struck out, its age counting."""
    LOST = "lost"
    """20 s and more: hatched, a dash."""
    PAUSED = "paused"
    DONE = "done"
    REMOVED = "removed"


class TileView(Value, frozen=True, kw_only=True):
    """One player on the wall."""

    player_id: PlayerId
    session_id: SessionId
    jersey_number: int
    name: str
    """Last name."""
    unit_name: str
    equipment: EquipmentType
    condition: TileCondition
    heart_rate_bpm: int | None
    """Last value; show it struck out when stale, not at all when lost."""
    heart_rate_age_s: float | None
    zone: int | None
    """0 to 5, with 2 s of hysteresis; None without data."""
    zone_fill: float
    """Position inside the zone, 0 to 1."""
    heart_rate_percent: float | None
    """Of the player's maximum."""
    power_w: float | None
    """None when stale or unknown."""
    cadence_per_min: float | None
    target_zone: int | None
    target_power_w: float | None
    w_balance_percent: float | None
    """0 to 100; None without W′."""
    muscle_oxygen_percent: float | None = None
    """None when 5 s old or never heard."""
    haemoglobin_g_per_dl: float | None = None
    core_temperature_c: float | None = None
    """None when 20 s old or never heard."""
    skin_temperature_c: float | None = None
    energy_kcal: float
    trimp: float
    block: BlockPlace | None = None
    """In a hybrid session that runs: the block that he is in."""
    is_off_block: bool = False
    """Whether that is not the group's: he is ahead of it, or behind."""
    session_rpe: float | None = None
    """How hard he says it was, 0 to 10."""
    session_load: float | None = None
    """Session RPE times active minutes."""


class GroupView(Value, frozen=True, kw_only=True):
    """One session on the dashboard."""

    session_id: SessionId
    name: str
    equipment: EquipmentType
    status: SessionStatus
    player_count: int
    sensors_live: int
    """Players whose heart rate is fresh: "n of N sensors"."""
    progress_percent: float
    active_s: float
    remaining_s: float
    interval_name: str
    """Empty when nothing runs."""
    interval_remaining_s: float | None
    interval_target_zone: int | None
    block: BlockPlace | None = None
    """Of a hybrid session that runs."""
    heart_rate_mean_bpm: float | None
    """Over players with fresh data."""
    power_mean_w: float | None
    energy_kcal: float


class TotalsView(Value, frozen=True, kw_only=True):
    """A whole bundle."""

    player_count: int
    sensors_live: int
    heart_rate_mean_bpm: float | None
    energy_kcal: float
    seconds_in_zone: tuple[float, float, float, float, float, float]
