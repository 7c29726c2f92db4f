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
from core.sensors.virtual.control_points import ControlPoint
from core.sensors.virtual.devices import VirtualDevice
from core.sensors.virtual.erg import Machine
from core.sensors.virtual.fitness_transmitters import (
    FlywheelTransmitter,
    KeiserTransmitter,
    bike,
    cross_trainer,
    rower,
    treadmill,
)
from core.sensors.virtual.manners import Manners
from core.sensors.virtual.packet import Packet
from core.sensors.virtual.pm5_control import Pm5Control
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


def _monitor_of(
    device: VirtualDevice, control: ControlPoint | None, random: Random
) -> Pm5Transmitter:
    if not isinstance(control, Pm5Control):
        control = Pm5Control(Manners(random), lambda _uuid: True)
    machine = _bike() if device.kind is SensorKind.PM5_BIKE else _boat()
    return Pm5Transmitter(machine, control, erg_type=PM5_ERG_TYPES[device.kind])


_MAKERS: dict[SensorKind, Callable[[VirtualDevice, Random], Transmitter]] = {
    SensorKind.HEART_RATE: lambda device, random: StrapTransmitter(
        random, broadcasts=device.broadcasts
    ),
    SensorKind.FTMS_ROWER: lambda *_: FlywheelTransmitter(_boat(), rower),
    SensorKind.FTMS_BIKE: lambda *_: FlywheelTransmitter(_bike(), bike),
    SensorKind.FTMS_CROSS_TRAINER: lambda *_: FlywheelTransmitter(_boat(), cross_trainer),
    SensorKind.FTMS_TREADMILL: lambda *_: FlywheelTransmitter(
        Machine(_BELT_W_PER_CUBIC_MPS), treadmill
    ),
    SensorKind.CYCLING_POWER: lambda *_: PowerMeterTransmitter(),
    SensorKind.SPEED_CADENCE: lambda *_: SpeedCadenceTransmitter(_bike()),
    SensorKind.RUNNING_POD: lambda *_: RunningPodTransmitter(),
    SensorKind.KEISER_BIKE: lambda device, _: KeiserTransmitter(
        _bike(), int(device.serial) % _BIKE_NUMBERS
    ),
    SensorKind.MUSCLE_OXYGEN: lambda *_: MoxyTransmitter(),
    SensorKind.CORE_TEMPERATURE: lambda *_: CoreTransmitter(),
}


def transmitter_of(
    device: VirtualDevice, random: Random, control: ControlPoint | None = None
) -> Transmitter:
    """The firmware of a device, freshly switched on.

    Args:
        device: Of any kind but `UNKNOWN`.
        random: Seeded, for beat-to-beat variation.
        control: The part of the device that obeys; a monitor shows what it was told.
    """
    if device.kind in PM5_ERG_TYPES:
        return _monitor_of(device, control, random)
    return _MAKERS[device.kind](device, random)
