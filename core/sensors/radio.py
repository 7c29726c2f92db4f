"""Sensors through bleak: the real radio, or the virtual gym behind bleak's own classes."""

from __future__ import annotations

import asyncio
from random import Random

from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Sensor, SensorKind, SensorReading
from core.errors import NotFoundError, UnavailableError
from core.events import Event
from core.ports.clock import Clock
from core.sensors.adapter import Adapter
from core.sensors.kinds import recognise
from core.sensors.link import LinkContext, PacketCounts, SensorLink
from core.sensors.register import SensorRegister
from core.tasks import TaskScope

_CHECKS_PER_S = 4


class BleakSource:
    """Finds, connects and reads sensors; fulfils `core.ports.sensors.SensorSource`.

    Args:
        clock: For time stamps, ages of data, and pauses.
        random: For the jitter of reconnections.
        scanner_backend: Class behind `BleakScanner`; None for the platform's own.
        client_backend: Class behind `BleakClient`; None for the platform's own.
    """

    def __init__(
        self,
        clock: Clock,
        random: Random,
        *,
        scanner_backend: type[BaseBleakScanner] | None = None,
        client_backend: type[BaseBleakClient] | None = None,
    ) -> None:
        self.sensor_changed: Event[[Sensor]] = Event()
        self.reading_received: Event[[SensorReading]] = Event()
        self._clock = clock
        self._adapter = Adapter(self._on_detection, scanner_backend, client_backend)
        self._register = SensorRegister(self.sensor_changed)
        self._context = LinkContext(
            adapter=self._adapter,
            register=self._register,
            clock=clock,
            random=random,
            on_reading=self.reading_received.emit,
        )
        self._devices: dict[SensorId, BLEDevice] = {}
        self._links: dict[SensorId, SensorLink] = {}
        self._leaving: set[SensorLink] = set()
        self._tasks = TaskScope()

    @property
    def sensors(self) -> tuple[Sensor, ...]:
        """All sensors seen so far."""
        return self._register.sensors

    async def start(self) -> None:
        """Begin to scan.

        Raises:
            NoBluetoothError: There is no usable radio.
        """
        await self._adapter.start()
        self._tasks.replace(self._watch(), name="sensor watchdog")

    async def connect(self, sensor_id: SensorId) -> None:
        """Keep this sensor connected from now on; returns once it is live the first time.

        Raises:
            NotFoundError: It was never seen.
            UnavailableError: It was let go before it was live.
        """
        link = self._links.get(sensor_id) or self._new_link(sensor_id)
        await link.went_live.wait()
        if self._links.get(sensor_id) is not link:
            raise UnavailableError(
                f"{self._register.get(sensor_id).name} was let go before it was connected.",
                suggested_action="Connect it again.",
            )

    async def disconnect(self, sensor_id: SensorId) -> None:
        """Let this sensor go."""
        link = self._links.pop(sensor_id, None)
        if link is None:
            return
        self._leaving.add(link)
        try:
            await link.close()
        finally:
            self._leaving.discard(link)
        link.went_live.set()
        self._register.set_state(sensor_id, LinkState.IN_RANGE, "")

    async def close(self) -> None:
        """Let all sensors go and stop scanning."""
        await asyncio.gather(*(self.disconnect(sensor_id) for sensor_id in tuple(self._links)))
        await self._tasks.close()
        await self._adapter.stop()

    def packet_counts(self, sensor_id: SensorId) -> PacketCounts:
        """How many packets came from a connected sensor, and how many could not be read."""
        link = self._links.get(sensor_id)
        return link.packet_counts if link else PacketCounts(received=0, malformed=0)

    def _new_link(self, sensor_id: SensorId) -> SensorLink:
        device = self._devices.get(sensor_id)
        if device is None:
            raise NotFoundError(
                f"The sensor {sensor_id} has not been seen yet.",
                suggested_action="Wake it up: put the strap on, or make a few strokes.",
            )
        link = self._links[sensor_id] = SensorLink(sensor_id, device, self._context)
        link.start()
        return link

    async def _watch(self) -> None:
        while True:
            now = self._clock.now()
            # On whole quarters of a second, as the virtual gym's pulse.
            await self._clock.sleep((int(now * _CHECKS_PER_S) + 1) / _CHECKS_PER_S - now)
            for link in (*self._links.values(), *self._leaving):
                link.check()

    def _on_detection(self, device: BLEDevice, data: AdvertisementData) -> None:
        sensor_id = SensorId(device.address)
        at = self._clock.now()
        if sensor_id not in self._register:
            self._meet(sensor_id, device, data, at)
            return
        self._register.heard(sensor_id, at)
        self._register.set_rssi(sensor_id, data.rssi)
        self._devices[sensor_id] = device
        sensor = self._register.get(sensor_id)
        if sensor.kind is SensorKind.UNKNOWN or not sensor.name:
            name = _name_of(device, data) or sensor.name
            kind = recognise(name, data.service_uuids, data.service_data) or sensor.kind
            self._register.set_identity(sensor_id, name, kind)
        if sensor_id in self._links:
            self._links[sensor_id].saw(device)

    def _meet(
        self, sensor_id: SensorId, device: BLEDevice, data: AdvertisementData, at: float
    ) -> None:
        name = _name_of(device, data)
        kind = recognise(name, data.service_uuids, data.service_data)
        if kind is None:
            return
        self._devices[sensor_id] = device
        sensor = Sensor(
            id=sensor_id, name=name, kind=kind, state=LinkState.IN_RANGE, rssi_dbm=data.rssi
        )
        self._register.add(sensor, at)


def _name_of(device: BLEDevice, data: AdvertisementData) -> str:
    return data.local_name or device.name or ""
