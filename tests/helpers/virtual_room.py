"""A virtual gym and the radio that hears it, on a clock that the test moves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Self

from core.clock import ManualClock
from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Sensor, SensorReading
from core.sensors.radio import BleakSource
from core.sensors.virtual.devices import Furnishing, VirtualDevice, furnish
from core.sensors.virtual.gym import VirtualGym
from core.sensors.virtual.scenario import Scenario
from core.tasks import TaskScope

START = 1_700_000_000.0
_QUARTER_S = 0.25


def one_of(seed: int = 1, **counts: int) -> tuple[VirtualDevice, ...]:
    """Only these devices: `one_of(straps=1)`."""
    empty = dict.fromkeys(Furnishing.__struct_fields__, 0)
    return furnish(Furnishing(**{**empty, **counts}), seed)


class VirtualRoom:
    """Plays session time in quarters of a second; the link itself runs in real time.

    Use as an async context manager: on entering, all devices have been found.
    """

    def __init__(
        self, devices: Sequence[VirtualDevice] | None, scenario: Scenario | None = None
    ) -> None:
        self.clock = ManualClock(START)
        self.gym = VirtualGym(self.clock, seed=7, devices=devices, scenario=scenario)
        self.source = BleakSource(
            self.clock,
            Random(7),  # noqa: S311 - jitter
            scanner_backend=self.gym.scanner_backend,
            client_backend=self.gym.client_backend,
        )
        self._tasks = TaskScope()
        self.readings: list[SensorReading] = []
        self.changes: list[Sensor] = []
        self.source.reading_received.connect(self.readings.append)
        self.source.sensor_changed.connect(self.changes.append)

    async def __aenter__(self) -> Self:
        await self.gym.start()
        await self.source.start()
        await self.until(lambda: len(self.source.sensors) == len(self.gym.devices), "all found")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()
        await self.source.close()
        await self.gym.close()

    async def play(self, seconds: float) -> None:
        """Let session time pass, with everything that is sent in it."""
        for _ in range(round(seconds / _QUARTER_S)):
            await self.clock.advance(_QUARTER_S)
            await self.gym.settle()

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Let session and real time pass until something is true."""
        end = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < end, f"not in time: {what}"
            await self.play(_QUARTER_S)
            await asyncio.sleep(0.002)  # the link's advertisements come in real time

    async def connect(self, *addresses: str) -> None:
        """Connect devices and wait until all are live."""
        self.begin_connecting(*addresses)
        await self.until(
            lambda: all(self.sensor(one).state is LinkState.LIVE for one in addresses), "all live"
        )

    def begin_connecting(self, *addresses: str) -> None:
        """Ask for devices and do not wait."""
        for address in addresses:
            self._tasks.spawn(self.source.connect(SensorId(address)), name=address)

    def sensor(self, address: str) -> Sensor:
        """A sensor as it stands now."""
        return next(one for one in self.source.sensors if one.id == address)

    def states(self, address: str) -> list[LinkState]:
        """The states that a sensor went through, without repeats."""
        states: list[LinkState] = []
        for change in self.changes:
            if change.id == address and change.state not in states[-1:]:
                states.append(change.state)
        return states
