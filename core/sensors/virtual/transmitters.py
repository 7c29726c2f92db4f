"""From a body's numbers to the packets that a device of each kind sends once a second."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Protocol

from core.domain.sensor import SensorKind
from core.gatt import cycling_power, ftms_indoor_bike, ftms_rower, heart_rate, uuids
from core.gatt.heart_rate import SkinContact
from core.sensors.virtual.erg import Machine
from core.sensors.virtual.pm5_transmitter import Pm5Transmitter
from core.sensors.virtual.vitals import Vitals

Packet = tuple[str, bytes]
"""Characteristic and value."""

_RR_SPREAD = 0.02
_MAX_RR_PER_PACKET = 9
_BIKE_W_PER_CUBIC_MPS = 0.35
_WATER_W_PER_CUBIC_MPS = 2.80
_KMH_PER_MPS = 3.6
_TICK_RANGE = 1 << 16


class Transmitter(Protocol):
    """What a device's firmware does."""

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """The packets of one second. Quantities that are None are not sent."""
        ...


class StrapTransmitter:
    """A chest strap: heart rate, and the intervals of the beats since the last packet."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._beat_due: float | None = None

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One measurement; nothing without a heart rate."""
        bpm = vitals.heart_rate_bpm
        if bpm is None:
            self._beat_due = None
            return []
        value = heart_rate.HeartRate(
            beats_per_min=bpm,
            contact=SkinContact.DETECTED,
            rr_intervals_ms=self._intervals_ms(bpm, instant),
        )
        return [(uuids.HEART_RATE_MEASUREMENT, heart_rate.encode(value))]

    def _intervals_ms(self, bpm: int, instant: float) -> tuple[float, ...]:
        intervals: list[float] = []
        due = instant - 1.0 if self._beat_due is None else self._beat_due
        while bpm > 0 and len(intervals) < _MAX_RR_PER_PACKET:
            interval_ms = 60000 / bpm * (1 + self._random.gauss(0.0, _RR_SPREAD))
            if due + interval_ms / 1000 > instant:
                break
            due += interval_ms / 1000
            intervals.append(interval_ms)
        self._beat_due = max(due, instant - 2.0)
        return tuple(intervals)


class FtmsBikeTransmitter:
    """A bike with the fitness machine service."""

    def __init__(self) -> None:
        self._machine = Machine(_BIKE_W_PER_CUBIC_MPS)

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One record; nothing without power and cadence."""
        if vitals.power_w is None and vitals.cadence_per_min is None:
            return []
        machine = self._machine
        machine.run(vitals, instant)
        value = ftms_indoor_bike.IndoorBike(
            speed_kmh=machine.speed_mps * _KMH_PER_MPS,
            cadence_rpm=vitals.cadence_per_min,
            distance_m=math.floor(machine.distance_m),
            power_w=vitals.power_w,
            energy_kcal=math.floor(machine.energy_kcal),
            elapsed_s=math.floor(machine.elapsed_s),
        )
        return [(uuids.INDOOR_BIKE_DATA, ftms_indoor_bike.encode(value))]


class FtmsRowerTransmitter:
    """A rower with the fitness machine service."""

    def __init__(self) -> None:
        self._machine = Machine(_WATER_W_PER_CUBIC_MPS)

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One record; nothing without power and stroke rate."""
        if vitals.power_w is None and vitals.cadence_per_min is None:
            return []
        machine = self._machine
        machine.run(vitals, instant)
        value = ftms_rower.Rower(
            stroke_rate_spm=vitals.cadence_per_min,
            stroke_count=None if vitals.cadence_per_min is None else machine.stroke_count,
            distance_m=math.floor(machine.distance_m),
            pace_s_per_500_m=500 / machine.speed_mps if machine.speed_mps > 0 else None,
            power_w=vitals.power_w,
            energy_kcal=math.floor(machine.energy_kcal),
            elapsed_s=math.floor(machine.elapsed_s),
        )
        return [(uuids.ROWER_DATA, ftms_rower.encode(value))]


class PowerMeterTransmitter:
    """Pedals: power, and a crank counter with the time of its last revolution."""

    def __init__(self) -> None:
        self._revolutions = 0.0
        self._event_at = 0.0
        self._at: float | None = None

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One measurement; nothing without power, which the format cannot leave out."""
        if vitals.power_w is None:
            return []
        crank = None
        if vitals.cadence_per_min is not None:
            crank = self._crank(vitals.cadence_per_min / 60, instant)
        value = cycling_power.CyclingPower(power_w=vitals.power_w, crank=crank)
        return [(uuids.CYCLING_POWER_MEASUREMENT, cycling_power.encode(value))]

    def _crank(self, per_s: float, instant: float) -> cycling_power.Revolutions:
        passed_s = min(instant - self._at, 1.0) if self._at is not None else 0.0
        self._at = instant
        before = math.floor(self._revolutions)
        self._revolutions += per_s * passed_s
        if math.floor(self._revolutions) > before:
            self._event_at = instant - (self._revolutions % 1) / per_s
        ticks = round(self._event_at * cycling_power.CRANK_TICKS_PER_S)
        return cycling_power.Revolutions(
            count=math.floor(self._revolutions) % _TICK_RANGE, event_ticks=ticks % _TICK_RANGE
        )


_MAKERS: dict[SensorKind, Callable[[Random], Transmitter]] = {
    SensorKind.HEART_RATE: StrapTransmitter,
    SensorKind.FTMS_ROWER: lambda _: FtmsRowerTransmitter(),
    SensorKind.FTMS_BIKE: lambda _: FtmsBikeTransmitter(),
    SensorKind.CYCLING_POWER: lambda _: PowerMeterTransmitter(),
    SensorKind.PM5_ROWER: lambda _: Pm5Transmitter(Machine(_WATER_W_PER_CUBIC_MPS), erg_type=0),
    SensorKind.PM5_SKI: lambda _: Pm5Transmitter(Machine(_WATER_W_PER_CUBIC_MPS), erg_type=128),
    SensorKind.PM5_BIKE: lambda _: Pm5Transmitter(Machine(_BIKE_W_PER_CUBIC_MPS), erg_type=192),
}


def transmitter_of(kind: SensorKind, random: Random) -> Transmitter:
    """The firmware of a kind of device.

    Args:
        kind: Any kind but `UNKNOWN`.
        random: Seeded, for beat-to-beat variation.
    """
    return _MAKERS[kind](random)
