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
    FTMS_CROSS_TRAINER = "ftms_cross_trainer"
    FTMS_TREADMILL = "ftms_treadmill"
    CYCLING_POWER = "cycling_power"
    SPEED_CADENCE = "speed_cadence"
    RUNNING_POD = "running_pod"
    KEISER_BIKE = "keiser_bike"
    MUSCLE_OXYGEN = "muscle_oxygen"
    CORE_TEMPERATURE = "core_temperature"
    UNKNOWN = "unknown"

    @property
    def equipment(self) -> EquipmentType | None:
        """The machine type it sits on; None for what a player wears."""
        return _EQUIPMENT_OF.get(self)

    @property
    def is_worn(self) -> bool:
        """Whether players wear it; everything else sits on a machine."""
        return self in _WORN

    @property
    def source(self) -> SourceKind:
        """How good a source its values are, where several speak of one player."""
        return _SOURCE_OF.get(self, SourceKind.SENSOR)


class SourceKind(StrEnum):
    """Where a value comes from. The order is the fixed priority, best first."""

    SENSOR = "sensor"
    """Made for that one quantity: strap, pod, cadence sensor."""
    POWER_METER = "power_meter"
    MACHINE = "machine"
    """Also what a machine passes on of a strap that it hears."""
    UNKNOWN = "unknown"
    """Recorded before sources were noted."""
    PHONE = "phone"


class Quality(StrEnum):
    """Whether a recorded value can be meant. Only good ones are in any figure."""

    GOOD = "good"
    IMPLAUSIBLE = "implausible"
    """No body and no machine does this (5000 W, 255 bpm)."""
    JUMP = "jump"
    """It changed faster than it can."""
    WRONG_TIME = "wrong_time"
    """Its time runs backwards or lies in the future."""


_WORN = frozenset(
    {
        SensorKind.HEART_RATE,
        SensorKind.RUNNING_POD,
        SensorKind.MUSCLE_OXYGEN,
        SensorKind.CORE_TEMPERATURE,
    }
)
_EQUIPMENT_OF = {
    SensorKind.PM5_ROWER: ROWING,
    SensorKind.FTMS_ROWER: ROWING,
    SensorKind.PM5_SKI: SKI_ERG,
    SensorKind.PM5_BIKE: BIKE_ERG,
    SensorKind.FTMS_BIKE: BIKE_ERG,
    SensorKind.CYCLING_POWER: BIKE_ERG,
    SensorKind.KEISER_BIKE: BIKE_ERG,
}

_SOURCE_OF = {
    SensorKind.CYCLING_POWER: SourceKind.POWER_METER,
    SensorKind.PM5_ROWER: SourceKind.MACHINE,
    SensorKind.PM5_SKI: SourceKind.MACHINE,
    SensorKind.PM5_BIKE: SourceKind.MACHINE,
    SensorKind.FTMS_ROWER: SourceKind.MACHINE,
    SensorKind.FTMS_BIKE: SourceKind.MACHINE,
    SensorKind.FTMS_CROSS_TRAINER: SourceKind.MACHINE,
    SensorKind.FTMS_TREADMILL: SourceKind.MACHINE,
    SensorKind.KEISER_BIKE: SourceKind.MACHINE,
    SensorKind.UNKNOWN: SourceKind.UNKNOWN,
}


class LinkState(StrEnum):
    """Where a sensor's link stands. Staleness is shown, never hidden."""

    IN_RANGE = "in_range"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"
    RECONNECTING = "reconnecting"


class LinkTrouble(StrEnum):
    """What keeps a sensor from being live; each has a sentence and a next step."""

    NOT_HEARD = "not_heard"
    """It is wanted, but has not advertised for a while."""
    NO_ANSWER = "no_answer"
    """It does not take the connection, or not in time."""
    BROKE_OFF = "broke_off"
    """The link ended: while it was set up, or later."""
    REFUSED = "refused"
    """It takes the connection but not the requests."""
    NO_DATA = "no_data"
    """It is connected and says nothing."""
    NOT_READABLE = "not_readable"
    """It does not offer anything that can be read here."""
    IN_USE = "in_use"
    """Another program or device holds it."""
    NO_FREE_LINK = "no_free_link"
    """The computer's connections are all in use."""
    NO_RADIO = "no_radio"
    """Bluetooth is off, or its adapter was unplugged."""


class Sensor(Value, frozen=True, kw_only=True):
    """A Bluetooth device as it stands now."""

    id: SensorId
    """Its address (on macOS the system's UUID)."""
    name: str
    kind: SensorKind
    state: LinkState
    reason: str = ""
    """Why it is in that state, when that needs a word ("no data for 20 s")."""
    trouble: LinkTrouble | None = None
    """What keeps it from being live."""
    next_step: str = ""
    """What to do about the trouble, one sentence."""
    is_broadcast: bool = False
    """Whether its values come in advertisements: no connection, and none of them used up."""
    receiver: str = ""
    """The adapter that hears it best; empty while there is only one."""
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
    label: str = ""
    """What the club calls the device ("blue strap 4"); empty: its own name serves."""
    is_locked: bool = False
    """Whether only unlocking it first may change it."""
    sensor_name: str = ""
    serial: str | None = None
    """As the device said when it was paired, to know it again under another address."""


class SensorReading(Value, frozen=True, kw_only=True, gc=False):
    """What one packet said. None: the device did not say."""

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
    muscle_oxygen_percent: float | None = None
    """Share of the muscle's haemoglobin that carries oxygen (SmO₂)."""
    haemoglobin_g_per_dl: float | None = None
    """All haemoglobin in the muscle under the sensor."""
    core_temperature_c: float | None = None
    skin_temperature_c: float | None = None
    receiver: str = ""
    """Which adapter or gateway heard it; empty where there is only one."""
    rssi_dbm: int | None = None
    """How well it is heard there, where others may hear it, too."""


class Reading(SensorReading, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A sensor reading attributed to a player, as it is recorded and sent."""

    player_id: PlayerId
    source: SourceKind = SourceKind.UNKNOWN
    heart_rate_quality: Quality = Quality.GOOD
    power_quality: Quality = Quality.GOOD
    machine_quality: Quality = Quality.GOOD
    """Of cadence, stroke rate, speed, distance and energy."""
    body_quality: Quality = Quality.GOOD
    """Of muscle oxygen and temperatures."""


class SensorMove(Value, frozen=True, kw_only=True):
    """A sensor was on somebody else from an instant on."""

    sensor_id: SensorId
    session_id: SessionId
    """Where its readings were recorded."""
    from_player_id: PlayerId
    """For whom they were recorded."""
    to_player_id: PlayerId | None = None
    """Whose they were; None: nobody's."""
    to_session_id: SessionId | None = None
    """Where that player trains, if not in the same session."""
    since: float
    """Seconds since 1970."""


class ReadingBatch(Value, frozen=True, kw_only=True):
    """Readings of one session that travel and are recorded together."""

    event_id: EventId
    session_id: SessionId
    readings: tuple[Reading, ...]
