"""From a body's numbers to the packets that a device of each kind sends."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol

from core.domain.sensor import SensorKind
from core.sensors.virtual.body_transmitters import (
    CoreTransmitter,
    MoxyTransmitter,
    StrapTransmitter,
)
from core.sensors.virtual.devices import VirtualDevice
from core.sensors.virtual.erg import Machine
from core.sensors.virtual.fitness_transmitters import (
    CrossTrainerTransmitter,
    FtmsBikeTransmitter,
    FtmsRowerTransmitter,
    KeiserTransmitter,
    TreadmillTransmitter,
)
from core.sensors.virtual.packet import Packet
from core.sensors.virtual.pm5_transmitter import PM5_ERG_TYPES, Pm5Transmitter
from core.sensors.virtual.vitals import Vitals
from core.sensors.virtual.wheel_transmitters import (
    PowerMeterTransmitter,
    RunningPodTransmitter,
    SpeedCadenceTransmitter,
)

_BIKE_W_PER_CUBIC_MPS = 0.35
_WATER_W_PER_CUBIC_MPS = 2.80
_BELT_W_PER_CUBIC_MPS = 7.0
_BIKE_NUMBERS = 200


class Transmitter(Protocol):
    """What a device's firmware does."""

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """The packets of one beat. Quantities that are None are not sent."""
        ...


def _bike() -> Machine:
    return Machine(_BIKE_W_PER_CUBIC_MPS)


def _boat() -> Machine:
    return Machine(_WATER_W_PER_CUBIC_MPS)


def _pm5(device: VirtualDevice, machine: Machine) -> Pm5Transmitter:
    return Pm5Transmitter(machine, erg_type=PM5_ERG_TYPES[device.kind])


_MAKERS: dict[SensorKind, Callable[[VirtualDevice, Random], Transmitter]] = {
    SensorKind.HEART_RATE: lambda device, random: StrapTransmitter(
        random, broadcasts=device.broadcasts
    ),
    SensorKind.FTMS_ROWER: lambda *_: FtmsRowerTransmitter(_boat()),
    SensorKind.FTMS_BIKE: lambda *_: FtmsBikeTransmitter(_bike()),
    SensorKind.FTMS_CROSS_TRAINER: lambda *_: CrossTrainerTransmitter(_boat()),
    SensorKind.FTMS_TREADMILL: lambda *_: TreadmillTransmitter(Machine(_BELT_W_PER_CUBIC_MPS)),
    SensorKind.CYCLING_POWER: lambda *_: PowerMeterTransmitter(),
    SensorKind.SPEED_CADENCE: lambda *_: SpeedCadenceTransmitter(_bike()),
    SensorKind.RUNNING_POD: lambda *_: RunningPodTransmitter(),
    SensorKind.KEISER_BIKE: lambda device, _: KeiserTransmitter(
        _bike(), int(device.serial) % _BIKE_NUMBERS
    ),
    SensorKind.MUSCLE_OXYGEN: lambda *_: MoxyTransmitter(),
    SensorKind.CORE_TEMPERATURE: lambda *_: CoreTransmitter(),
    SensorKind.PM5_ROWER: lambda device, _: _pm5(device, _boat()),
    SensorKind.PM5_SKI: lambda device, _: _pm5(device, _boat()),
    SensorKind.PM5_BIKE: lambda device, _: _pm5(device, _bike()),
}


def transmitter_of(device: VirtualDevice, random: Random) -> Transmitter:
    """The firmware of a device, freshly switched on.

    Args:
        device: Of any kind but `UNKNOWN`.
        random: Seeded, for beat-to-beat variation.
    """
    return _MAKERS[device.kind](device, random)
