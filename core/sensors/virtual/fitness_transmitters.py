"""Machines with the fitness machine service, and Keiser's bikes, which only advertise."""

from __future__ import annotations

import math
from collections.abc import Callable

from core.gatt import (
    ftms_cross_trainer,
    ftms_indoor_bike,
    ftms_rower,
    ftms_treadmill,
    keiser,
    uuids,
)
from core.sensors.virtual.erg import Machine
from core.sensors.virtual.packet import Packet, advertised
from core.sensors.virtual.vitals import Vitals

_KMH_PER_MPS = 3.6
_KEISER_GEAR = 12
_LIVE_NOW = 0


class FlywheelTransmitter:
    """A machine that tells what its flywheel does; nothing while nobody is measured on it.

    Args:
        machine: The flywheel, or the belt.
        tell: Its packets, once it has lived through the time that passed.
    """

    def __init__(self, machine: Machine, tell: Callable[[Vitals, Machine], list[Packet]]) -> None:
        self._machine = machine
        self._tell = tell

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One record, in as many packets as the machine needs."""
        if vitals.power_w is None and vitals.cadence_per_min is None:
            return []
        self._machine.run(vitals, instant)
        return self._tell(vitals, self._machine)


def bike(vitals: Vitals, machine: Machine) -> list[Packet]:
    """A bike's record."""
    value = ftms_indoor_bike.IndoorBike(
        speed_kmh=machine.speed_mps * _KMH_PER_MPS,
        cadence_rpm=vitals.cadence_per_min,
        distance_m=math.floor(machine.distance_m),
        power_w=vitals.power_w,
        energy_kcal=math.floor(machine.energy_kcal),
        elapsed_s=math.floor(machine.elapsed_s),
    )
    return [(uuids.INDOOR_BIKE_DATA, ftms_indoor_bike.encode(value))]


def rower(vitals: Vitals, machine: Machine) -> list[Packet]:
    """A rower's record."""
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


def cross_trainer(vitals: Vitals, machine: Machine) -> list[Packet]:
    """A cross trainer's record, which does not fit one short packet: it is sent in two."""
    way = ftms_cross_trainer.CrossTrainer(
        speed_kmh=machine.speed_mps * _KMH_PER_MPS,
        distance_m=math.floor(machine.distance_m),
        steps_per_min=vitals.cadence_per_min,
        stride_count=machine.stroke_count,
    )
    work = ftms_cross_trainer.CrossTrainer(
        power_w=vitals.power_w,
        energy_kcal=math.floor(machine.energy_kcal),
        elapsed_s=math.floor(machine.elapsed_s),
    )
    return [(uuids.CROSS_TRAINER_DATA, ftms_cross_trainer.encode(one)) for one in (way, work)]


def treadmill(vitals: Vitals, machine: Machine) -> list[Packet]:
    """A treadmill's record; nothing without power, which is what its belt turns into speed."""
    if vitals.power_w is None:
        return []
    value = ftms_treadmill.Treadmill(
        speed_kmh=machine.speed_mps * _KMH_PER_MPS,
        distance_m=math.floor(machine.distance_m),
        inclination_percent=1.0,
        energy_kcal=math.floor(machine.energy_kcal),
        elapsed_s=math.floor(machine.elapsed_s),
        power_w=vitals.power_w,
    )
    return [(uuids.TREADMILL_DATA, ftms_treadmill.encode(value))]


class KeiserTransmitter:
    """A Keiser M3i: all it has to say is in its advertisements.

    Args:
        machine: The flywheel.
        number: As set at the bike.
    """

    def __init__(self, machine: Machine, number: int) -> None:
        self._machine = machine
        self._number = number

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One advertisement."""
        machine = self._machine
        machine.run(vitals, instant)
        value = keiser.KeiserBike(
            firmware_major=6,
            firmware_minor=30,
            data_type=_LIVE_NOW,
            bike_number=self._number,
            cadence_rpm=vitals.cadence_per_min or 0.0,
            power_w=vitals.power_w or 0,
            energy_kcal=math.floor(machine.energy_kcal),
            elapsed_s=math.floor(machine.elapsed_s),
            distance_km=machine.distance_m / 1000,
            gear=_KEISER_GEAR,
        )
        return [advertised(keiser.COMPANY, keiser.encode(value))]
