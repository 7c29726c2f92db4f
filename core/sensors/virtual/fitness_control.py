"""The control point of a virtual fitness machine (Fitness Machine Service 1.0, section 4.16)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from core.domain.sensor import SensorKind
from core.errors import MalformedPacketError
from core.gatt import ftms_control, ftms_status, uuids
from core.gatt.ftms_control import Answer, Operation, Request, Result
from core.gatt.ftms_range import SupportedRange
from core.gatt.ftms_status import MachineEvent, MachineStatus, StopKind
from core.gatt.ftms_target import Target, TargetKind
from core.sensors.virtual.brake import FREE, Brake
from core.sensors.virtual.manners import Manners
from core.sensors.virtual.packet import Packet

_USUAL_LEVEL = 20.0
"""The resistance at which the athlete gives what he wants."""
_HILL_PER_PERCENT = 0.1
_STEEPEST_FACTOR = 3.0
_CODE_ONLY_RESERVED = 0x80
_NOT_SUPPORTED = 2

_POWER = SupportedRange(lowest=25, highest=600, step=5)
_RESISTANCE = SupportedRange(lowest=1, highest=100, step=1)
RANGES: Mapping[SensorKind, Mapping[TargetKind, SupportedRange]] = {
    SensorKind.FTMS_BIKE: {TargetKind.POWER: _POWER, TargetKind.RESISTANCE: _RESISTANCE},
    SensorKind.FTMS_ROWER: {
        TargetKind.RESISTANCE: SupportedRange(lowest=1, highest=10, step=1),
    },
    SensorKind.FTMS_CROSS_TRAINER: {
        TargetKind.POWER: _POWER,
        TargetKind.RESISTANCE: _RESISTANCE,
    },
    SensorKind.FTMS_TREADMILL: {
        TargetKind.SPEED: SupportedRange(lowest=0.8, highest=25, step=0.1),
        TargetKind.INCLINATION: SupportedRange(lowest=-3, highest=15, step=0.5),
    },
}
"""What each kind of machine can be set to. A rower cannot hold a power, as real ones."""
SIMULATING = frozenset({SensorKind.FTMS_BIKE})
_VALUE_OF = {
    TargetKind.POWER: "power_w",
    TargetKind.RESISTANCE: "resistance_level",
    TargetKind.SPEED: "speed_kmh",
    TargetKind.INCLINATION: "inclination_percent",
}


class FitnessControl:
    """Obeys whoever has control, until he goes, or somebody takes it away.

    Args:
        kind: Of the machine: what it can be set to.
        manners: Whether it refuses.
    """

    period_ms = 1000

    def __init__(self, kind: SensorKind, manners: Manners) -> None:
        self._ranges = RANGES[kind]
        self._simulates = kind in SIMULATING
        self._usual_level = min(_USUAL_LEVEL, self._highest_level() / 2)
        self._manners = manners
        self._is_controlled = False
        self.brake: Brake = FREE

    def written(self, uuid: str, value: bytes, power_w: int) -> list[Packet]:  # noqa: ARG002 (whatever the power)
        """Answer a request, and tell what it changed."""
        if uuid != uuids.FITNESS_MACHINE_CONTROL_POINT or self._manners.ignores_control:
            return []
        try:
            request = ftms_control.decode(value)
        except MalformedPacketError:
            # Its operation is unknown or its number is missing: both can be answered.
            return [(uuid, bytes([_CODE_ONLY_RESERVED, *value[:1], _NOT_SUPPORTED]))]
        if isinstance(request, Answer):
            return []
        result, status = self._obey(request)
        answer = Answer(operation=request.operation, target=request.target, result=result)
        packets = [(uuid, ftms_control.encode(answer))]
        if result is Result.SUCCESS and status is not None:
            packets.append(_status_packet(status))
        return packets

    def taken_away(self) -> list[Packet]:
        """Lose control, and say so."""
        self._is_controlled = False
        self.brake = FREE
        return [_status_packet(MachineStatus(event=MachineEvent.CONTROL_LOST))]

    def left(self) -> None:
        """The one who had control has gone; the brake is let go."""
        self._is_controlled = False
        self.brake = FREE

    def _obey(self, request: Request) -> tuple[Result, MachineStatus | None]:
        if self._manners.refuses_control:
            return Result.FAILED, None
        if request.operation is Operation.REQUEST_CONTROL:
            self._is_controlled = True
            return Result.SUCCESS, None
        if not self._is_controlled:
            return Result.NOT_IN_CONTROL, None
        if request.operation is Operation.SET_TARGET and request.target is not None:
            return self._set(request.target, request)
        return self._run(request)

    def _run(self, request: Request) -> tuple[Result, MachineStatus | None]:
        match request.operation:
            case Operation.RESET:
                self.left()
                return Result.SUCCESS, MachineStatus(event=MachineEvent.RESET)
            case Operation.START:
                self.brake = msgspec.structs.replace(self.brake, is_stopped=False)
                return Result.SUCCESS, MachineStatus(event=MachineEvent.STARTED_BY_USER)
            case Operation.STOP:
                self.brake = msgspec.structs.replace(self.brake, is_stopped=True)
                stop = request.stop or StopKind.STOP
                return Result.SUCCESS, MachineStatus(event=MachineEvent.STOPPED_BY_USER, stop=stop)
            case _:
                return Result.NOT_SUPPORTED, None

    def _set(self, kind: TargetKind, target: Target) -> tuple[Result, MachineStatus | None]:
        if kind is TargetKind.SIMULATION and self._simulates:
            grade = target.grade_percent or 0.0
            factor = min(max(1 + grade * _HILL_PER_PERCENT, 0.0), _STEEPEST_FACTOR)
            self._brake(Brake(factor=factor))
        elif kind in self._ranges:
            value = getattr(target, _VALUE_OF[kind])
            allowed = self._ranges[kind]
            if not allowed.lowest <= value <= allowed.highest:
                return Result.INVALID_PARAMETER, None
            self._brake_for(kind, value)
        else:
            return Result.NOT_SUPPORTED, None
        numbers = {name: getattr(target, name) for name in Target.__struct_fields__}
        return Result.SUCCESS, MachineStatus(
            event=MachineEvent.TARGET_CHANGED, target=kind, **numbers
        )

    def _brake_for(self, kind: TargetKind, value: float) -> None:
        if kind is TargetKind.POWER:
            self._brake(Brake(power_w=value))
        elif kind is TargetKind.RESISTANCE:
            self._brake(Brake(factor=value / self._usual_level))

    def _brake(self, brake: Brake) -> None:
        self.brake = msgspec.structs.replace(brake, is_stopped=self.brake.is_stopped)

    def _highest_level(self) -> float:
        resistance = self._ranges.get(TargetKind.RESISTANCE)
        return resistance.highest if resistance is not None else _USUAL_LEVEL


def _status_packet(status: MachineStatus) -> Packet:
    packet = ftms_status.encode(status, has_wide_resistance=True)
    return uuids.FITNESS_MACHINE_STATUS, packet
