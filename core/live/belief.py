"""What a body, a machine and a clock can do: lying values are marked, and recorded all the same."""

from __future__ import annotations

import math

import msgspec

from core.domain.ids import SensorId
from core.domain.sensor import Quality, Reading

RANGES: dict[str, tuple[float, float]] = {
    "heart_rate_bpm": (0, 250),
    "power_w": (-500, 3000),
    "cadence_rpm": (0, 300),
    "stroke_rate_spm": (0, 120),
    "speed_mps": (-1, 50),
    "distance_m": (0, 1_000_000),
    "energy_kcal": (0, 100_000),
    "muscle_oxygen_percent": (0, 100),
    "haemoglobin_g_per_dl": (0, 30),
    "core_temperature_c": (25, 45),
    "skin_temperature_c": (0, 60),
}
"""Smallest and largest value that can be meant, by field of a reading."""

JUMP_BPM = 30
JUMP_S = 2.0
"""A heart does not change by so much in so short a time."""
_FASTEST_MPS = 15.0
_DISTANCE_SLACK_M = 30.0
"""Counters move in steps, and packets gather."""
_AHEAD_S = 1.0

_QUALITY_FIELD = {
    "heart_rate_bpm": "heart_rate_quality",
    "power_w": "power_quality",
    "cadence_rpm": "machine_quality",
    "stroke_rate_spm": "machine_quality",
    "speed_mps": "machine_quality",
    "distance_m": "machine_quality",
    "energy_kcal": "machine_quality",
    "muscle_oxygen_percent": "body_quality",
    "haemoglobin_g_per_dl": "body_quality",
    "core_temperature_c": "body_quality",
    "skin_temperature_c": "body_quality",
}


def impossible_fields(reading: Reading) -> tuple[str, ...]:
    """Fields of a reading whose values lie outside of what can be meant."""
    return tuple(
        name
        for name, (least, most) in RANGES.items()
        if (value := getattr(reading, name)) is not None and not least <= value <= most
    )


def ranges_judged(reading: Reading) -> Reading:
    """The reading with its impossible values marked."""
    changes: dict[str, Quality] = {
        _QUALITY_FIELD[name]: Quality.IMPLAUSIBLE for name in impossible_fields(reading)
    }
    unmarked = {
        name: quality for name, quality in changes.items() if getattr(reading, name) is Quality.GOOD
    }
    return _replaced(reading, **unmarked) if unmarked else reading


def _replaced(reading: Reading, **changes: Quality) -> Reading:
    return msgspec.structs.replace(reading, **changes)


class _Past:
    """What one sensor said last."""

    __slots__ = ("at", "beat_at", "bpm", "distance_at", "distance_m")

    def __init__(self) -> None:
        self.at = -math.inf
        self.bpm = 0
        self.beat_at = -math.inf
        """Of the last believed heart rate."""
        self.distance_m = 0.0
        self.distance_at = math.inf
        """Of the last counter, believed or not; the next one is judged by the step."""


class ReadingJudge:
    """Marks lying values of many sensors, each by its own past. Readings come as they are heard."""

    def __init__(self) -> None:
        self._pasts: dict[tuple[SensorId, str], _Past] = {}

    def judged(self, reading: Reading, now: float) -> Reading:
        """The reading with the quality of its values.

        Args:
            reading: As attributed.
            now: The present instant, seconds since 1970.
        """
        key = (reading.sensor_id, reading.receiver)
        past = self._pasts.get(key)
        if past is None:
            past = self._pasts[key] = _Past()
        if reading.at < past.at or reading.at > now + _AHEAD_S:
            return _replaced(
                reading,
                heart_rate_quality=Quality.WRONG_TIME,
                power_quality=Quality.WRONG_TIME,
                machine_quality=Quality.WRONG_TIME,
                body_quality=Quality.WRONG_TIME,
            )
        past.at = reading.at
        marked = ranges_judged(reading)
        if _is_jump_of_heart(past, marked):
            marked = _replaced(marked, heart_rate_quality=Quality.JUMP)
        if _is_jump_of_distance(past, marked) and marked.machine_quality is Quality.GOOD:
            marked = _replaced(marked, machine_quality=Quality.JUMP)
        return marked


def _is_jump_of_heart(past: _Past, reading: Reading) -> bool:
    bpm = reading.heart_rate_bpm
    if not bpm or reading.heart_rate_quality is not Quality.GOOD:
        return False
    if abs(bpm - past.bpm) >= JUMP_BPM and reading.at - past.beat_at <= JUMP_S:
        return True
    past.bpm, past.beat_at = bpm, reading.at
    return False


def _is_jump_of_distance(past: _Past, reading: Reading) -> bool:
    distance_m = reading.distance_m
    if distance_m is None:
        return False
    step_m = distance_m - past.distance_m if distance_m >= past.distance_m else distance_m
    seconds = reading.at - past.distance_at
    past.distance_m, past.distance_at = distance_m, reading.at
    return seconds >= 0 and step_m > _FASTEST_MPS * seconds + _DISTANCE_SLACK_M
