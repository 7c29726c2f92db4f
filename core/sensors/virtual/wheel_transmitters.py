"""What counts turns and steps: power meters, speed and cadence sensors, running pods."""

from __future__ import annotations

import math

from core.gatt import cycling_power, running, speed_cadence, uuids
from core.gatt.cycling_power import Revolutions
from core.sensors.virtual.erg import Machine
from core.sensors.virtual.packet import Packet
from core.sensors.virtual.vitals import Vitals

_CRANK_RANGE = 1 << 16
_WHEEL_RANGE = 1 << 32
_TICK_RANGE = 1 << 16
_TYRE_M = 2.105
_W_PER_MPS = 78.0
"""A runner of 75 kg: about 1.04 J per kg and metre."""


class Counter:
    """Turns of a wheel or crank, and when the last whole one was complete.

    Args:
        count_range: Where the counter rolls over.
        ticks_per_s: Unit of the event time.
    """

    def __init__(self, count_range: int, ticks_per_s: int) -> None:
        self._count_range = count_range
        self._ticks_per_s = ticks_per_s
        self._turns = 0.0
        self._turned_at = 0.0
        self._at: float | None = None

    def run(self, per_s: float, instant: float) -> Revolutions:
        """The counter after turning at this rate since the last call."""
        passed_s = min(instant - self._at, 1.0) if self._at is not None else 0.0
        self._at = instant
        before = math.floor(self._turns)
        self._turns += per_s * passed_s
        if math.floor(self._turns) > before:
            self._turned_at = instant - (self._turns % 1) / per_s
        ticks = round(self._turned_at * self._ticks_per_s)
        return Revolutions(
            count=math.floor(self._turns) % self._count_range, event_ticks=ticks % _TICK_RANGE
        )


class PowerMeterTransmitter:
    """Pedals: power, and a crank counter with the time of its last revolution."""

    def __init__(self) -> None:
        self._crank = Counter(_CRANK_RANGE, cycling_power.CRANK_TICKS_PER_S)

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One measurement; nothing without power, which the format cannot leave out."""
        if vitals.power_w is None:
            return []
        crank = None
        if vitals.cadence_per_min is not None:
            crank = self._crank.run(vitals.cadence_per_min / 60, instant)
        value = cycling_power.CyclingPower(power_w=vitals.power_w, crank=crank)
        return [(uuids.CYCLING_POWER_MEASUREMENT, cycling_power.encode(value))]


class SpeedCadenceTransmitter:
    """Magnets on a wheel and a crank.

    Args:
        machine: The bike: it turns power into speed.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._wheel = Counter(_WHEEL_RANGE, speed_cadence.WHEEL_TICKS_PER_S)
        self._crank = Counter(_CRANK_RANGE, speed_cadence.CRANK_TICKS_PER_S)

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One measurement; nothing without power and cadence."""
        if vitals.power_w is None and vitals.cadence_per_min is None:
            return []
        self._machine.run(vitals, instant)
        value = speed_cadence.SpeedCadence(
            wheel=self._wheel.run(self._machine.speed_mps / _TYRE_M, instant),
            crank=self._crank.run((vitals.cadence_per_min or 0.0) / 60, instant),
        )
        return [(uuids.SPEED_CADENCE_MEASUREMENT, speed_cadence.encode(value))]


class RunningPodTransmitter:
    """A pod on a shoe: the wearer runs as fast as the power takes him."""

    def __init__(self) -> None:
        self._distance_m = 0.0
        self._at: float | None = None

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One measurement; nothing without power."""
        if vitals.power_w is None:
            return []
        passed_s = min(instant - self._at, 2.0) if self._at is not None else 0.0
        self._at = instant
        speed_mps = max(vitals.power_w, 0) / _W_PER_MPS
        self._distance_m += speed_mps * passed_s
        steps_per_min = round(2 * (vitals.cadence_per_min or 0.0))
        value = running.Running(
            speed_mps=speed_mps,
            cadence_per_min=steps_per_min,
            stride_m=120 * speed_mps / steps_per_min if steps_per_min else 0.0,
            distance_m=self._distance_m,
            is_running=speed_mps > 2.0,  # noqa: PLR2004 (where people begin to run)
        )
        return [(uuids.RUNNING_MEASUREMENT, running.encode(value))]
