"""bleak's own client on the virtual link, with no sensor source in between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Self

from bleak import BleakClient, BleakScanner
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData

from core.clock import ManualClock
from core.sensors.virtual.devices import VirtualDevice
from core.sensors.virtual.gym import VirtualGym
from core.sensors.virtual.scenario import Scenario
from tests.helpers.waiting import until

START = 1_700_000_000.0


class BareRoom:
    """A gym, and what a plain bleak program hears of it."""

    def __init__(self, devices: Sequence[VirtualDevice] | None, scenario: Scenario | None = None):
        self.clock = ManualClock(START)
        self.gym = VirtualGym(self.clock, 5, devices, scenario)
        self.advertised: dict[str, tuple[BLEDevice, AdvertisementData]] = {}
        self.heard: dict[str, list[bytes]] = {}
        self._scanner = BleakScanner(self._on_advertisement, backend=self.gym.scanner_backend)
        self._clients: list[BleakClient] = []

    async def __aenter__(self) -> Self:
        await self.gym.start()
        await self._scanner.start()
        await until(lambda: len(self.advertised) == len(self.gym.devices), "all heard")
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients:
            await client.disconnect()
        await self._scanner.stop()
        await self.gym.close()

    async def connect(self, address: str, *uuids: str) -> BleakClient:
        """Connect and listen to these characteristics."""
        client = BleakClient(self.advertised[address][0], backend=self.gym.client_backend)
        await asyncio.wait_for(client.connect(), 10)
        self._clients.append(client)
        for uuid in uuids:
            await client.start_notify(uuid, self._listener(uuid))
        return client

    async def play(self, seconds: float) -> None:
        """Let session time pass."""
        for _ in range(round(seconds * 4)):
            await self.clock.advance(0.25)
            await self.gym.settle()

    def _listener(self, uuid: str):
        values = self.heard.setdefault(uuid, [])
        return lambda _, value: values.append(bytes(value))

    def _on_advertisement(self, device: BLEDevice, data: AdvertisementData) -> None:
        self.advertised[device.address] = (device, data)
