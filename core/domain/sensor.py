"""Sensors and what they say."""

from __future__ import annotations

from enum import StrEnum

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import EventId, PlayerId, SensorId, SessionId, UnitId
from core.domain.value import Value


class SensorKind(StrEnum):
    """What a device is, from its advertised services and name."""

    HEART_RATE = "heart_rate"
    PM5_ROWER = "pm5_rower"
    PM5_SKI = "pm5_ski"
    PM5_BIKE = "pm5_bike"
    FTMS_ROWER = "ftms_rower"
    FTMS_BIKE = "ftms_bike"
    CYCLING_POWER = "cycling_power"
    UNKNOWN = "unknown"

    @property
    def equipment(self) -> EquipmentType | None:
        """The machine type it sits on; None for what a player wears."""
        return _EQUIPMENT_OF.get(self)


_EQUIPMENT_OF = {
    SensorKind.PM5_ROWER: ROWING,
    SensorKind.FTMS_ROWER: ROWING,
    SensorKind.PM5_SKI: SKI_ERG,
    SensorKind.PM5_BIKE: BIKE_ERG,
    SensorKind.FTMS_BIKE: BIKE_ERG,
    SensorKind.CYCLING_POWER: BIKE_ERG,
}


class LinkState(StrEnum):
    """Where a sensor's link stands. Staleness is shown, never hidden."""

    IN_RANGE = "in_range"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"
    RECONNECTING = "reconnecting"


class Sensor(Value, frozen=True, kw_only=True):
    """A Bluetooth device as it stands now."""

    id: SensorId
    """Its address (on macOS the system's UUID)."""
    name: str
    kind: SensorKind
    state: LinkState
    reason: str = ""
    """Why it is in that state, when that needs a word ("no data for 20 s")."""
    rssi_dbm: int | None = None
    battery_percent: int | None = None
    maker: str | None = None
    serial: str | None = None
    last_seen: float | None = None
    """Instant of its last packet or advertisement, seconds since 1970."""


class Pairing(Value, frozen=True, kw_only=True):
    """Who a sensor speaks for: a player (strap) or an equipment unit (erg), never both."""

    sensor_id: SensorId
    player_id: PlayerId | None = None
    unit_id: UnitId | None = None


class SensorReading(Value, frozen=True, kw_only=True):
    """What one packet said, not yet attributed to anybody. None: the device did not say."""

    sensor_id: SensorId
    at: float
    """Arrival, seconds since 1970."""
    heart_rate_bpm: int | None = None
    """None also when the strap reports that it has no skin contact."""
    rr_intervals_ms: tuple[float, ...] = ()
    power_w: float | None = None
    cadence_rpm: float | None = None
    stroke_rate_spm: float | None = None
    speed_mps: float | None = None
    distance_m: float | None = None
    energy_kcal: float | None = None


class Reading(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A sensor reading attributed to a player, as it is recorded and sent."""

    player_id: PlayerId
    sensor_id: SensorId
    at: float
    heart_rate_bpm: int | None = None
    rr_intervals_ms: tuple[float, ...] = ()
    power_w: float | None = None
    cadence_rpm: float | None = None
    stroke_rate_spm: float | None = None
    speed_mps: float | None = None
    distance_m: float | None = None
    energy_kcal: float | None = None


class ReadingBatch(Value, frozen=True, kw_only=True):
    """Readings of one session that travel and are recorded together."""

    event_id: EventId
    session_id: SessionId
    readings: tuple[Reading, ...]
