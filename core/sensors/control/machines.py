"""All machines that a source is connected to, told what to do over the links that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from bleak import BleakClient

from core.domain.control import (
    ControlState,
    MachineControlState,
    Setting,
    Simulation,
    ZeroOffset,
)
from core.domain.ids import SensorId
from core.domain.sensor import Sensor
from core.events import Event
from core.gatt.ftms_status import StopKind
from core.ports.clock import Clock
from core.ports.machine_control import MachineUnavailableError
from core.ports.sensors import SensorSource
from core.sensors.control.concept2 import set_report_period
from core.sensors.control.fitness_machine import FitnessMachine
from core.sensors.control.machine_link import MachineLink
from core.sensors.control.power_meter import PowerMeter
from core.sensors.control.time_limit import TimeLimit
from core.tasks import TaskScope

Connections = Callable[[SensorId], BleakClient | None]
"""Gives the connection to a sensor; None while there is none."""


class BleakMachineControl:
    """Fulfils `core.ports.machine_control.MachineControl`.

    Args:
        source: Whose sensors may be told something.
        client_of: Gives the connections that the source has.
        clock: For time limits and time stamps.
        known: Zero offsets remembered from before.
    """

    def __init__(
        self,
        source: SensorSource,
        client_of: Connections,
        clock: Clock,
        known: Iterable[ZeroOffset] = (),
    ) -> None:
        self.control_changed: Event[[MachineControlState]] = Event()
        self.zeroed: Event[[ZeroOffset]] = Event()
        self._source = source
        self._client_of = client_of
        self._clock = clock
        self._tasks = TaskScope()
        self._limit = TimeLimit(clock, self._tasks)
        self._machines: dict[SensorId, FitnessMachine] = {}
        self._meters: dict[SensorId, PowerMeter] = {}
        self._states: dict[SensorId, MachineControlState] = {}
        self._offsets = {offset.sensor_id: offset for offset in known}
        self._undo = source.sensor_changed.connect(self._on_sensor_changed)

    def control_of(self, sensor_id: SensorId) -> MachineControlState:
        """Who has a machine's control."""
        free = MachineControlState(sensor_id=sensor_id, state=ControlState.FREE)
        return self._states.get(sensor_id, free)

    @property
    def zero_offsets(self) -> tuple[ZeroOffset, ...]:
        """The last result of each power meter that was zeroed."""
        return tuple(self._offsets.values())

    def zero_offset_of(self, sensor_id: SensorId) -> ZeroOffset | None:
        """The last result of `zero_offset`; None if there is none."""
        return self._offsets.get(sensor_id)

    async def set_target_power(self, sensor_id: SensorId, power_w: float) -> Setting:
        """Hold this power.

        Raises:
            MachineError: The machine cannot, or does not.
        """
        return await self._machine(sensor_id).set_power(power_w)

    async def set_resistance(self, sensor_id: SensorId, level: float) -> Setting:
        """Brake by this level.

        Raises:
            MachineError: The machine cannot, or does not.
        """
        return await self._machine(sensor_id).set_resistance(level)

    async def simulate(self, sensor_id: SensorId, road: Simulation) -> None:
        """Feel like this road.

        Raises:
            MachineError: The machine cannot, or does not.
        """
        await self._machine(sensor_id).simulate(road)

    async def start(self, sensor_id: SensorId) -> None:
        """Start the machine, or let it go on.

        Raises:
            MachineError: The machine does not.
        """
        await self._machine(sensor_id).start()

    async def pause(self, sensor_id: SensorId) -> None:
        """Let the machine wait.

        Raises:
            MachineError: The machine does not.
        """
        await self._machine(sensor_id).halt(StopKind.PAUSE)

    async def stop(self, sensor_id: SensorId) -> None:
        """Stop the machine.

        Raises:
            MachineError: The machine does not.
        """
        await self._machine(sensor_id).halt(StopKind.STOP)

    async def zero_offset(self, sensor_id: SensorId) -> ZeroOffset:
        """Zero an unloaded power meter, and keep the result.

        Raises:
            MachineError: The meter cannot, or does not.
        """
        value, unit = await self._meter(sensor_id).zero()
        offset = ZeroOffset(sensor_id=sensor_id, at=self._clock.now(), offset=value, unit=unit)
        self._offsets[sensor_id] = offset
        self.zeroed.emit(offset)
        return offset

    async def set_report_period(self, sensor_id: SensorId, period_ms: int) -> int:
        """Let a Concept2 monitor send its status this often.

        Raises:
            MachineError: It is none, or cannot be reached.
        """
        return await set_report_period(self._link(sensor_id), period_ms)

    async def close(self) -> None:
        """Tell nothing more. Machines keep what they were told last."""
        self._undo()
        await self._tasks.close()

    def _machine(self, sensor_id: SensorId) -> FitnessMachine:
        link = self._link(sensor_id)
        machine = self._machines.get(sensor_id)
        if machine is None or machine.link.client is not link.client:
            on_state = partial(self._on_state, sensor_id)
            machine = self._machines[sensor_id] = FitnessMachine(link, self._tasks, on_state)
        return machine

    def _meter(self, sensor_id: SensorId) -> PowerMeter:
        link = self._link(sensor_id)
        meter = self._meters.get(sensor_id)
        if meter is None or meter.link.client is not link.client:
            meter = self._meters[sensor_id] = PowerMeter(link)
        return meter

    def _link(self, sensor_id: SensorId) -> MachineLink:
        client = self._client_of(sensor_id)
        name = self._name_of(sensor_id)
        if client is None:
            raise MachineUnavailableError(
                name,
                "is not connected",
                suggested_action="Wake it up and connect it in Sensors.",
            )
        return MachineLink(client, name, self._limit)

    def _name_of(self, sensor_id: SensorId) -> str:
        names = (sensor.name for sensor in self._source.sensors if sensor.id == sensor_id)
        return next(names, "") or f"The device {sensor_id}"

    def _on_state(self, sensor_id: SensorId, state: ControlState, reason: str) -> None:
        told = MachineControlState(sensor_id=sensor_id, state=state, reason=reason)
        self._states[sensor_id] = told
        self.control_changed.emit(told)

    def _on_sensor_changed(self, sensor: Sensor) -> None:
        """Who waits for an answer over a link that has gone need not wait for the time limit."""
        client = self._client_of(sensor.id)
        machine = self._machines.get(sensor.id)
        if machine is not None and machine.link.client is not client:
            del self._machines[sensor.id]
            machine.break_off()
        meter = self._meters.get(sensor.id)
        if meter is not None and meter.link.client is not client:
            del self._meters[sensor.id]
            meter.break_off()
