"""What virtual devices do when somebody writes to them, apart from fitness machines."""

from __future__ import annotations

from random import Random
from typing import Protocol

from core.domain.sensor import SensorKind
from core.errors import MalformedPacketError
from core.gatt import cycling_power_control, uuids
from core.gatt.cycling_power_control import Answer, Operation, Request, Result
from core.sensors.virtual.brake import FREE, Brake
from core.sensors.virtual.fitness_control import FitnessControl
from core.sensors.virtual.manners import Manners
from core.sensors.virtual.packet import Packet
from core.sensors.virtual.pm5_control import PM5_USUAL_PERIOD_MS, Hears, Pm5Control

USUAL_PERIOD_MS = PM5_USUAL_PERIOD_MS
_OFFSET_SPREAD = 40
_OFFSET_DRIFT = 3


class ControlPoint(Protocol):
    """The part of a device that obeys."""

    @property
    def brake(self) -> Brake:
        """What its machine is set to."""
        ...

    @property
    def period_ms(self) -> int:
        """How often its device sends."""
        ...

    def written(self, uuid: str, value: bytes, power_w: int) -> list[Packet]:
        """Obey or refuse a request, and say so.

        Args:
            uuid: What was written to.
            value: The request.
            power_w: What the device measures at the moment.
        """
        ...

    def taken_away(self) -> list[Packet]:
        """Somebody else, or the machine itself, takes control: what the device says to that."""
        ...

    def left(self) -> None:
        """The central has gone."""
        ...


class PowerMeterControl:
    """A power meter that can be zeroed while nobody loads it.

    Args:
        manners: Whether it refuses.
        random: Of the offset it finds.
    """

    brake = FREE
    period_ms = USUAL_PERIOD_MS

    def __init__(self, manners: Manners, random: Random) -> None:
        self._manners = manners
        self._random = random
        self.offset = random.randint(-_OFFSET_SPREAD, _OFFSET_SPREAD)
        """What it finds, in 1/32 Nm; it drifts from one time to the next."""

    def written(self, uuid: str, value: bytes, power_w: int) -> list[Packet]:
        """Answer a request for the zero offset; nothing else is supported."""
        if uuid != uuids.CYCLING_POWER_CONTROL_POINT or self._manners.ignores_control:
            return []
        try:
            request = cycling_power_control.decode(value)
        except MalformedPacketError:
            return []
        if isinstance(request, Answer):
            return []
        return [(uuid, cycling_power_control.encode(self._answer(request, power_w)))]

    def taken_away(self) -> list[Packet]:
        """Nobody controls a power meter."""
        return []

    def left(self) -> None:
        """Keep the offset."""

    def _answer(self, request: Request, power_w: int) -> Answer:
        operation = request.operation
        if operation is not Operation.START_OFFSET_COMPENSATION:
            return Answer(operation=operation, result=Result.NOT_SUPPORTED)
        if power_w or self._manners.refuses_control:
            return Answer(operation=operation, result=Result.FAILED)
        self.offset += self._random.randint(-_OFFSET_DRIFT, _OFFSET_DRIFT)
        return Answer(operation=operation, result=Result.SUCCESS, offset=self.offset)


_MONITORS = (SensorKind.PM5_ROWER, SensorKind.PM5_SKI, SensorKind.PM5_BIKE)
_FITNESS_MACHINES = (
    SensorKind.FTMS_BIKE,
    SensorKind.FTMS_ROWER,
    SensorKind.FTMS_CROSS_TRAINER,
    SensorKind.FTMS_TREADMILL,
)


def control_of(
    kind: SensorKind, manners: Manners, random: Random, hears: Hears
) -> ControlPoint | None:
    """The control point of a kind of device; None for what only measures."""
    if kind in _FITNESS_MACHINES:
        return FitnessControl(kind, manners)
    if kind in _MONITORS:
        return Pm5Control(manners, hears)
    return PowerMeterControl(manners, random) if kind is SensorKind.CYCLING_POWER else None
