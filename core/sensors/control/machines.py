"""All machines that a source is connected to, told what to do over the links that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from bleak import BleakClient

from core.domain.control import (
    ControlState,
    MachineControlState,
    MachineOffer,
    Programmed,
    Setting,
    Simulation,
    WorkAndRest,
    ZeroOffset,
)
from core.domain.ids import SensorId
from core.domain.sensor import Sensor, SensorKind
from core.events import Event
from core.gatt.ftms_status import StopKind
from core.ports.clock import Clock
from core.ports.machine_control import MachineUnavailableError
from core.ports.sensors import SensorSource
from core.sensors.control.concept2 import set_report_period
from core.sensors.control.fitness_machine import FitnessMachine
from core.sensors.control.machine_link import MachineLink
from core.sensors.control.per_link import PerLink
from core.sensors.control.pm5_monitor import Pm5Monitor
from core.sensors.control.pm5_workout import workout_of
from core.sensors.control.power_meter import PowerMeter
from core.sensors.control.time_limit import TimeLimit
from core.tasks import TaskScope

_MONITORS = (SensorKind.PM5_ROWER, SensorKind.PM5_SKI, SensorKind.PM5_BIKE)

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
        self._machines: PerLink[FitnessMachine] = PerLink()
        self._meters: PerLink[PowerMeter] = PerLink()
        self._monitors: PerLink[Pm5Monitor] = PerLink()
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

    async def offer_of(self, sensor_id: SensorId) -> MachineOffer:
        """Ask a machine what it can be set to; takes no control of it.

        Raises:
            MachineError: It cannot be controlled, or does not answer.
        """
        return await self._machine(sensor_id).offer()

    async def set_target_power(self, sensor_id: SensorId, power_w: float) -> Setting:
        """Hold this power.

        Raises:
            MachineError: The machine cannot, or does not.
        """
        return await self._machine(sensor_id).set_power(power_w)

    async def program(self, sensor_id: SensorId, interval: WorkAndRest) -> Programmed:
        """Show this interval on a Concept2 monitor.

        Raises:
            MachineError: It is none, or it does not.
        """
        monitor = self._monitor(sensor_id)
        workout, shown = workout_of(monitor.link.name, self._kind_of(sensor_id), interval)
        await monitor.program(workout)
        return shown

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
        """Stop the machine; a Concept2 monitor ends its workout.

        Raises:
            MachineError: The machine does not.
        """
        if self._kind_of(sensor_id) in _MONITORS:
            await self._monitor(sensor_id).terminate()
            return
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
        on_state = partial(self._on_state, sensor_id)
        return self._machines.of(
            sensor_id,
            self._link(sensor_id),
            lambda link: FitnessMachine(link, self._tasks, on_state),
        )

    def _meter(self, sensor_id: SensorId) -> PowerMeter:
        return self._meters.of(sensor_id, self._link(sensor_id), PowerMeter)

    def _monitor(self, sensor_id: SensorId) -> Pm5Monitor:
        link = self._link(sensor_id)
        return self._monitors.of(sensor_id, link, lambda link: Pm5Monitor(link, self._clock))

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

    def _kind_of(self, sensor_id: SensorId) -> SensorKind | None:
        kinds = (sensor.kind for sensor in self._source.sensors if sensor.id == sensor_id)
        return next(kinds, None)

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
        self._machines.keep_only(sensor.id, client)
        self._meters.keep_only(sensor.id, client)
        self._monitors.keep_only(sensor.id, client)
