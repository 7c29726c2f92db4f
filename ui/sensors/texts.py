"""Sensor states, signals, batteries and values in words and figures."""

from __future__ import annotations

from core.domain.sensor import LinkState, Sensor, SensorKind, SensorReading
from core.services.desk.preflight import LOW_BATTERY_PERCENT
from widgets.inputs import Tone

STALE_S = 3.0
LOST_S = 20.0
"""Ages at which a value is struck out, and no longer shown."""
NOTHING = "–"

_KINDS = {
    SensorKind.HEART_RATE: ("Heart-rate strap", "strap"),
    SensorKind.PM5_ROWER: ("PM5 rower", "rower"),
    SensorKind.PM5_SKI: ("PM5 ski erg", "ski"),
    SensorKind.PM5_BIKE: ("PM5 bike erg", "bike"),
    SensorKind.FTMS_ROWER: ("Rower", "rower"),
    SensorKind.FTMS_BIKE: ("Bike", "bike"),
    SensorKind.CYCLING_POWER: ("Power meter", "bike"),
    SensorKind.FTMS_CROSS_TRAINER: ("Cross trainer", "machine"),
    SensorKind.FTMS_TREADMILL: ("Treadmill", "machine"),
    SensorKind.KEISER_BIKE: ("Keiser bike", "bike"),
    SensorKind.SPEED_CADENCE: ("Speed and cadence", "bike"),
    SensorKind.RUNNING_POD: ("Running pod", "pulse"),
    SensorKind.MUSCLE_OXYGEN: ("Muscle oxygen", "pulse"),
    SensorKind.CORE_TEMPERATURE: ("Core temperature", "pulse"),
    SensorKind.UNKNOWN: ("Unknown device", "bluetooth"),
}
_STATES = {
    LinkState.LIVE: ("Live", Tone.OK),
    LinkState.STALE: ("Stale", Tone.WARNING),
    LinkState.LOST: ("Lost", Tone.DANGER),
    LinkState.RECONNECTING: ("Reconnecting", Tone.WARNING),
    LinkState.CONNECTING: ("Connecting", Tone.INFO),
    LinkState.IN_RANGE: ("In range", Tone.SOFT),
}
STATE_ORDER = tuple(_STATES)
"""From best to least."""
_BARS_FROM_DBM = (-60, -70, -80)
"""A signal at least this strong has four, three, two bars; a weaker one has one."""


def kind_text(kind: SensorKind) -> str:
    """What a device is."""
    return _KINDS[kind][0]


def kind_icon(kind: SensorKind) -> str:
    """Its icon."""
    return _KINDS[kind][1]


def state_text(state: LinkState) -> tuple[str, Tone]:
    """A link's state and what its colour says."""
    return _STATES[state]


def signal_bars(rssi_dbm: int | None) -> int:
    """0 (unknown) to 4."""
    if rssi_dbm is None:
        return 0
    weaker = sum(rssi_dbm < limit for limit in _BARS_FROM_DBM)
    return 4 - weaker


def is_battery_low(sensor: Sensor) -> bool:
    """Whether its battery should be changed."""
    percent = sensor.battery_percent
    return percent is not None and percent < LOW_BATTERY_PERCENT


def value_text(reading: SensorReading) -> str:
    """The figures of a reading, the main one first; empty if it has none."""
    parts = (
        (reading.heart_rate_bpm, 0, "bpm"),
        (reading.power_w, 0, "W"),
        (reading.stroke_rate_spm, 0, "spm"),
        (reading.cadence_rpm, 0, "rpm"),
        (reading.muscle_oxygen_percent, 0, "% SmO₂"),
        (reading.haemoglobin_g_per_dl, 1, "g/dL"),
        (reading.core_temperature_c, 1, "°C core"),
        (reading.skin_temperature_c, 1, "°C skin"),
    )
    return " · ".join(
        f"{value:.{decimals}f} {unit}" for value, decimals, unit in parts if value is not None
    )


def age_text(age_s: float) -> str:
    """How long ago: "now", "7 s", "3 min"."""
    if age_s < STALE_S:
        return "now"
    return f"{age_s:.0f} s" if age_s < 60 else f"{age_s / 60:.0f} min"  # noqa: PLR2004 - a minute


def signal_text(rssi_dbm: int | None) -> str:
    """A signal in figures, with a true minus sign."""
    if rssi_dbm is None:
        return NOTHING
    return f"{rssi_dbm} dBm".replace("-", "\N{MINUS SIGN}")
