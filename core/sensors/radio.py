"""Sensors through bleak: the real radio, or the virtual gym behind bleak's own classes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

from bleak import BleakClient
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner

from core.domain.ids import SensorId
from core.domain.radio import RadioStatus
from core.domain.sensor import LinkState, Sensor, SensorKind, SensorReading
from core.errors import HockeyHubError, NotFoundError, UnavailableError
from core.events import Event
from core.ports.clock import Clock
from core.sensors.adapter import Adapter, AdapterSetup
from core.sensors.broadcasts import BROADCAST_ONLY, Broadcasts
from core.sensors.detection import Detection
from core.sensors.known import KnownSensor, KnownSensors
from core.sensors.link import LinkContext, PacketCounts
from core.sensors.links import SensorLinks
from core.sensors.radio_watch import RadioWatch
from core.sensors.receivers import Receivers
from core.sensors.register import SensorRegister
from core.sensors.sightings import Sightings
from core.sensors.tap import Tap
from core.tasks import TaskScope

_CHECKS_PER_S = 4


class BleakSource:
    """Finds, connects and reads sensors; fulfils `core.ports.sensors.SensorSource`.

    Args:
        clock: For time stamps, ages of data, and pauses.
        random: For the jitter of reconnections.
        scanner_backend: Class behind `BleakScanner`; None for the platform's own.
        client_backend: Class behind `BleakClient`; None for the platform's own.
        adapters: The radios to use, instead of the one that the two backends make.
        receiver: What this computer is called among those that hear sensors; empty if it is
            the only one.
    """

    def __init__(
        self,
        clock: Clock,
        random: Random,
        *,
        scanner_backend: type[BaseBleakScanner] | None = None,
        client_backend: type[BaseBleakClient] | None = None,
        adapters: Sequence[AdapterSetup] = (),
        receiver: str = "",
    ) -> None:
        self.sensor_changed: Event[[Sensor]] = Event()
        self.reading_received: Event[[SensorReading]] = Event()
        self.radio_changed: Event[[RadioStatus]] = Event()
        self._clock = clock
        self._register = SensorRegister(self.sensor_changed)
        self._sightings = Sightings()
        self._known = KnownSensors()
        self._links = SensorLinks()
        self._receivers = Receivers(receiver, self._register, self._links, self._sightings)
        self._tasks = TaskScope()
        self.tap = Tap(self._sightings.receiver_of)
        self._broadcasts = Broadcasts(
            self._register, clock, self._links.is_listening, self._on_reading, self.tap
        )
        self._detection = Detection(
            self._register,
            self._sightings,
            self._known,
            self._broadcasts,
            clock,
            self._links.is_wanted,
        )
        self.sensor_merged = self._detection.merged
        setups = adapters or (_only_adapter(scanner_backend, client_backend),)
        self._adapters = tuple(Adapter(setup, self._on_detection) for setup in setups)
        self._receivers.are_several = len(self._adapters) > 1
        self._watch = RadioWatch(
            self._adapters, clock, self._tasks, self._detection.absentees, self.radio_changed
        )
        self._context = LinkContext(
            sightings=self._sightings,
            known=self._known,
            is_broadcasting=self._broadcasts.is_live,
            has_radio=lambda: self._watch.has_radio,
            on_no_radio=self._watch.suspect,
            on_serial=self._on_serial,
            register=self._register,
            clock=clock,
            random=random,
            on_reading=self._on_reading,
            tap=self.tap,
        )

    @property
    def sensors(self) -> tuple[Sensor, ...]:
        """All sensors seen so far."""
        return self._register.sensors

    @property
    def radio(self) -> RadioStatus:
        """How Bluetooth stands, and how many sensors it holds."""
        return self._watch.status

    def remember(self, sensor_id: SensorId, name: str, serial: str) -> None:
        """Know a sensor from an earlier day again, should it come under another address."""
        self._known.remember(KnownSensor(id=sensor_id, name=name, serial=serial))

    def expect(self, sensor_id: SensorId, name: str, kind: SensorKind) -> None:
        """Tell of a known sensor also when it is not heard because another program holds it."""
        self._detection.absentees.expect(sensor_id, name, kind)

    async def start(self) -> None:
        """Begin to scan. What does not start is tried again every 30 s, error or not.

        Raises:
            NoBluetoothError: There is no usable radio.
        """
        self._tasks.replace(self._check_often(), name="sensor watchdog")
        await self._watch.start()

    async def connect(self, sensor_id: SensorId) -> None:
        """Keep this sensor connected from now on; returns once it is live the first time.

        A sensor that only broadcasts is not connected, but waited for.

        Raises:
            NotFoundError: It was never seen.
            UnavailableError: It was let go before it was live, or somebody else holds it.
        """
        sensor_id = self._known.resolve(sensor_id)
        if self._sightings.best(sensor_id) is None:
            raise _not_seen(sensor_id, self._register)
        if self._register.get(sensor_id).kind in BROADCAST_ONLY:
            await self._broadcasts.live(sensor_id)
            return
        link = self._links.get(sensor_id) or self._links.open(sensor_id, self._context)
        if self._broadcasts.is_live(sensor_id):
            return
        await link.went_live.wait()
        if self._links.get(sensor_id) is link:
            return
        if self._known.resolve(sensor_id) != sensor_id:
            await self.connect(sensor_id)  # it is another one, by its serial number
            return
        raise UnavailableError(
            f"{self._register.get(sensor_id).name} was let go before it was connected.",
            suggested_action="Connect it again.",
        )

    async def disconnect(self, sensor_id: SensorId) -> None:
        """Let this sensor go."""
        sensor_id = self._known.resolve(sensor_id)
        if await self._links.drop(sensor_id) and not self._broadcasts.is_live(sensor_id):
            self._register.set_state(sensor_id, LinkState.IN_RANGE, "")

    async def close(self) -> None:
        """Let all sensors go and stop scanning."""
        await asyncio.gather(*(self.disconnect(sensor_id) for sensor_id in tuple(self._links.kept)))
        await self._tasks.close()
        await self._watch.stop()

    def client_of(self, sensor_id: SensorId) -> BleakClient | None:
        """The connection to a sensor, for those who tell it something; None while there is none."""
        link = self._links.get(self._known.resolve(sensor_id))
        return link.client if link else None

    def packet_counts(self, sensor_id: SensorId) -> PacketCounts:
        """How many packets came from a connected sensor, and how many could not be read."""
        link = self._links.get(sensor_id)
        return link.packet_counts if link else PacketCounts(received=0, malformed=0)

    async def _check_often(self) -> None:
        while True:
            now = self._clock.now()
            # On whole quarters of a second, as the virtual gym's pulse.
            await self._clock.sleep((int(now * _CHECKS_PER_S) + 1) / _CHECKS_PER_S - now)
            self._links.check()
            self._broadcasts.check()
            self._watch.check(self._links.kept, self._broadcasts.is_live)

    def _on_detection(self, adapter: Adapter, device: BLEDevice, data: AdvertisementData) -> None:
        sensor_id = self._detection.take(adapter, device, data)
        if sensor_id is None:
            return
        self._receivers.heard(sensor_id)
        link = self._links.get(sensor_id)
        if link is not None:
            link.saw()
            if self._broadcasts.is_live(sensor_id):
                link.went_live.set()

    def _on_reading(self, reading: SensorReading) -> None:
        self.reading_received.emit(self._receivers.marked(reading))

    def _on_serial(self, sensor_id: SensorId, serial: str) -> None:
        name = self._register.get(sensor_id).name
        owner = self._known.owner_of(serial, name)
        if owner is None or owner == sensor_id:
            self.remember(sensor_id, name, serial)
        elif not self._links.is_listening(owner):
            self._tasks.spawn(self._merge(sensor_id, owner), name=f"merge {sensor_id}")

    async def _merge(self, newcomer: SensorId, owner: SensorId) -> None:
        """A sensor told a serial number that is known: from now on it goes by its old id."""
        link = self._links.get(newcomer)
        await self._links.drop(owner)
        is_kept = await self._links.drop(newcomer, is_told=False)
        self._known.adopt(newcomer, owner, is_proven=True)
        self._sightings.move(newcomer, owner)
        self._register.take_over(newcomer, owner)
        self.sensor_merged.emit(newcomer, owner)
        if link is not None and is_kept:
            self._links.open(owner, self._context)
            link.went_live.set()


def _not_seen(sensor_id: SensorId, register: SensorRegister) -> HockeyHubError:
    if sensor_id in register and (sensor := register.get(sensor_id)).trouble:
        said = f"{sensor.name}: {sensor.reason}."
        return UnavailableError(said, suggested_action=sensor.next_step)
    return NotFoundError(
        f"The sensor {sensor_id} has not been seen yet.",
        suggested_action="Wake it up: put the strap on, or make a few strokes.",
    )


def _only_adapter(
    scanner_backend: type[BaseBleakScanner] | None, client_backend: type[BaseBleakClient] | None
) -> AdapterSetup:
    if client_backend is None:
        return AdapterSetup(scanner_backend=scanner_backend)
    return AdapterSetup(
        name="virtual",
        scanner_backend=scanner_backend,
        client_backend=client_backend,
        link_limit=None,
    )
