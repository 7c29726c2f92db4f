"""Machines that obey, refuse or do not answer, without a radio."""

from __future__ import annotations

import asyncio

from core.domain.control import (
    ControlState,
    MachineControlState,
    MachineOffer,
    OffsetUnit,
    Programmed,
    Setting,
    Simulation,
    WorkAndRest,
    ZeroOffset,
)
from core.domain.ids import SensorId
from core.events import Event
from core.ports.machine_control import MachineControl, MachineError


class FakeMachineControl(MachineControl):
    """Does what it is told at once, unless `refusals` or `gates` hold something for a sensor."""

    def __init__(self) -> None:
        self.control_changed: Event[[MachineControlState]] = Event()
        self.zeroed: Event[[ZeroOffset]] = Event()
        self.powers: dict[SensorId, float] = {}
        self.highest_w: dict[SensorId, float] = {}
        self.refusals: dict[SensorId, MachineError] = {}
        self.gates: dict[SensorId, asyncio.Event] = {}
        self.offers: dict[SensorId, MachineOffer | MachineError] = {}
        self.states: dict[SensorId, MachineControlState] = {}
        self.told: list[tuple[SensorId, str]] = []
        self.offsets: dict[SensorId, ZeroOffset] = {}

    @property
    def zero_offsets(self) -> tuple[ZeroOffset, ...]:
        return tuple(self.offsets.values())

    def control_of(self, sensor_id: SensorId) -> MachineControlState:
        free = MachineControlState(sensor_id=sensor_id, state=ControlState.FREE)
        return self.states.get(sensor_id, free)

    def change(self, state: MachineControlState) -> None:
        """Control is gained, refused or lost."""
        self.states[state.sensor_id] = state
        self.control_changed.emit(state)

    async def offer_of(self, sensor_id: SensorId) -> MachineOffer:
        offer = self.offers.get(sensor_id, MachineOffer())
        if isinstance(offer, MachineError):
            raise offer
        return offer

    def zero_offset_of(self, sensor_id: SensorId) -> ZeroOffset | None:
        return self.offsets.get(sensor_id)

    async def set_target_power(self, sensor_id: SensorId, power_w: float) -> Setting:
        await self._answer(sensor_id, "power")
        highest = self.highest_w.get(sensor_id)
        value = power_w if highest is None else min(power_w, highest)
        self.powers[sensor_id] = value
        return Setting(asked=power_w, value=value, highest=highest)

    async def program(self, sensor_id: SensorId, interval: WorkAndRest) -> Programmed:
        await self._answer(sensor_id, "program")
        self.powers[sensor_id] = interval.power_w
        return Programmed(
            duration_s=interval.duration_s, rest_s=interval.rest_s, power_w=interval.power_w
        )

    async def set_resistance(self, sensor_id: SensorId, level: float) -> Setting:
        await self._answer(sensor_id, "resistance")
        return Setting(asked=level, value=level)

    async def simulate(self, sensor_id: SensorId, road: Simulation) -> None:
        await self._answer(sensor_id, f"simulation {road.grade_percent}")

    async def start(self, sensor_id: SensorId) -> None:
        await self._answer(sensor_id, "start")

    async def pause(self, sensor_id: SensorId) -> None:
        await self._answer(sensor_id, "pause")

    async def stop(self, sensor_id: SensorId) -> None:
        await self._answer(sensor_id, "stop")

    async def zero_offset(self, sensor_id: SensorId) -> ZeroOffset:
        await self._answer(sensor_id, "zero")
        offset = ZeroOffset(sensor_id=sensor_id, at=0.0, offset=0.5, unit=OffsetUnit.NEWTON_METRE)
        self.offsets[sensor_id] = offset
        self.zeroed.emit(offset)
        return offset

    async def set_report_period(self, sensor_id: SensorId, period_ms: int) -> int:
        await self._answer(sensor_id, "period")
        return period_ms

    async def _answer(self, sensor_id: SensorId, what: str) -> None:
        self.told.append((sensor_id, what))
        gate = self.gates.get(sensor_id)
        if gate is not None:
            await gate.wait()
        refusal = self.refusals.get(sensor_id)
        if refusal is not None:
            raise refusal
