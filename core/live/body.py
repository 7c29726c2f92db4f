"""What a body's own sensors say besides the heart rate: muscle oxygen and temperatures.

The newest value stands; nothing is summed up while a session runs. How long it may be believed
follows from what it is: oxygen goes up and down with every interval, a temperature takes minutes.
"""

from __future__ import annotations

import math

from core.domain.sensor import Quality, Reading
from core.domain.value import Value
from core.live.source_choice import Held, Speaker
from core.physiology.hold import HOLD_S, SLOW_HOLD_S


class BodyState(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Newest values of one player. Instants are seconds since 1970; None: never heard."""

    muscle_oxygen_percent: float | None = None
    haemoglobin_g_per_dl: float | None = None
    """From the same packet as `muscle_oxygen_percent`."""
    muscle_oxygen_at: float | None = None
    muscle_oxygen_by: Speaker | None = None
    core_temperature_c: float | None = None
    skin_temperature_c: float | None = None
    """From the same packet as `core_temperature_c`."""
    temperature_at: float | None = None
    temperature_by: Speaker | None = None

    def now(self, now: float) -> BodyState:
        """What of it may still be shown at an instant: oxygen for 5 s, temperatures for 20 s."""
        has_oxygen = _is_younger(self.muscle_oxygen_at, now, HOLD_S)
        has_temperature = _is_younger(self.temperature_at, now, SLOW_HOLD_S)
        return BodyState(
            muscle_oxygen_percent=self.muscle_oxygen_percent if has_oxygen else None,
            haemoglobin_g_per_dl=self.haemoglobin_g_per_dl if has_oxygen else None,
            core_temperature_c=self.core_temperature_c if has_temperature else None,
            skin_temperature_c=self.skin_temperature_c if has_temperature else None,
        )


class BodyFold:
    """Takes values of one player's body, each sensor's oldest first.

    Args:
        before: What was known.
    """

    __slots__ = ("_before", "_oxygen_by", "_temperature_by", "oxygen", "temperature")

    def __init__(self, before: BodyState) -> None:
        self._before = before
        self.oxygen = (before.muscle_oxygen_percent, before.haemoglobin_g_per_dl)
        """Percent, and g/dL."""
        self.temperature = (before.core_temperature_c, before.skin_temperature_c)
        """Core and skin, °C."""
        self._oxygen_by = Held(before.muscle_oxygen_by)
        self._temperature_by = Held(before.temperature_by)

    @property
    def oxygen_at(self) -> float:
        """Instant of `oxygen`; minus infinity before the first."""
        return self._oxygen_by.at

    @property
    def temperature_at(self) -> float:
        """Instant of `temperature`; minus infinity before the first."""
        return self._temperature_by.at

    def take(self, reading: Reading) -> bool:
        """Take a sensor's values; whether there were any new ones."""
        if reading.body_quality is not Quality.GOOD:
            return False
        is_new = False
        oxygen = (reading.muscle_oxygen_percent, reading.haemoglobin_g_per_dl)
        if oxygen != _NOTHING and _is_next(self._oxygen_by, reading):
            self.oxygen = oxygen
            is_new = True
        temperature = (reading.core_temperature_c, reading.skin_temperature_c)
        if temperature != _NOTHING and _is_next(self._temperature_by, reading):
            self.temperature = temperature
            is_new = True
        return is_new

    def hand_over(self) -> None:
        """Sensors changed hands here: no source needs to wait for another."""
        self._oxygen_by.release()
        self._temperature_by.release()

    def result(self) -> BodyState:
        """What is known after all that."""
        oxygen_by, temperature_by = self._oxygen_by.speaker(), self._temperature_by.speaker()
        before = self._before
        if oxygen_by is before.muscle_oxygen_by and temperature_by is before.temperature_by:
            return before
        return BodyState(
            muscle_oxygen_percent=self.oxygen[0],
            haemoglobin_g_per_dl=self.oxygen[1],
            muscle_oxygen_at=None if oxygen_by is None else oxygen_by.at,
            muscle_oxygen_by=oxygen_by,
            core_temperature_c=self.temperature[0],
            skin_temperature_c=self.temperature[1],
            temperature_at=None if temperature_by is None else temperature_by.at,
            temperature_by=temperature_by,
        )


_NOTHING = (None, None)


def _is_next(speaker: Held, reading: Reading) -> bool:
    if reading.at <= speaker.at or not speaker.lets(reading):
        return False
    speaker.take(reading)
    return True


def _is_younger(at: float | None, now: float, seconds: float) -> bool:
    return now - (-math.inf if at is None else at) < seconds
