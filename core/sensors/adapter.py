"""One radio: a scanner that all share, and connections set up one at a time."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bleak import BleakAdapter, BleakClient, BleakScanner
from bleak.args.bluez import BlueZScannerArgs
from bleak.backends.adapter import BaseBleakAdapter
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakError

from core.errors import NoBluetoothError
from core.gatt import uuids
from core.sensors.capacity import USUAL_LIMIT, Capacity
from core.sensors.system_links import MissingServiceError, SystemLinks
from core.sensors.turn import Turns

LINK_ERRORS = (BleakError, OSError, EOFError, TimeoutError)
"""What the platforms raise when a device or the radio does not do as asked."""

_SCAN_LIMIT_S = 10.0
"""Real time for a scan to start or stop, which some drivers forget to end."""
_SENSOR_SERVICES = [
    uuids.HEART_RATE_SERVICE,
    uuids.CYCLING_POWER_SERVICE,
    uuids.FITNESS_MACHINE_SERVICE,
    uuids.PM5_ROWING_SERVICE,
]
_log = logging.getLogger(__name__)

Detection = Callable[["Adapter", BLEDevice, AdvertisementData], None]


@dataclass(frozen=True, kw_only=True)
class AdapterSetup:
    """Which radio, and how it is reached. As it stands: the platform's own, whichever that is."""

    name: str = "bluetooth"
    """For people, and for `Sensor.receiver`."""
    bluez_name: str | None = None
    """Such as `hci1`, on Linux with several."""
    scanner_backend: type[BaseBleakScanner] | None = None
    """Class behind `BleakScanner`; None for the platform's own. So with the next two."""
    client_backend: type[BaseBleakClient] | None = None
    system_backend: type[BaseBleakAdapter] | None = None
    link_limit: int | None = USUAL_LIMIT
    """Links to expect at most; None: no limit."""
    release: Callable[[], Awaitable[None]] | None = None
    """Gives the radio back to the system; None where there is nothing to give back."""
    system_links: SystemLinks | None = None
    """What the system remembers of devices; None where that does no harm."""


class Adapter:
    """Bluetooth through bleak, by the platform's own stack or by a given backend.

    Args:
        setup: Which one.
        on_detection: Told of every advertisement.
    """

    def __init__(self, setup: AdapterSetup, on_detection: Detection) -> None:
        self.name = setup.name
        self.capacity = Capacity(setup.link_limit)
        self.advertisements = 0
        """Heard so far."""
        self.connecting = 0
        """Links being set up, or waiting for it."""
        self._setup = setup
        self._on_detection = on_detection
        self._scanner: BleakScanner | None = None
        self._turns = Turns()
        is_platform = setup.client_backend is None
        # BlueZ often fails to connect while it scans for us.
        self._pauses_scan = is_platform and sys.platform == "linux"

    @property
    def is_scanning(self) -> bool:
        """Whether a scan was started and not stopped since."""
        return self._scanner is not None

    async def start(self) -> None:
        """Begin to scan; does nothing while a scan is on.

        Raises:
            NoBluetoothError: There is no usable radio.
        """
        if self._scanner is not None:
            return
        _let_windows_call_back()
        try:
            bluez = BlueZScannerArgs()
            if self._setup.bluez_name is not None:
                bluez["adapter"] = self._setup.bluez_name
            scanner = BleakScanner(self._detected, backend=self._setup.scanner_backend, bluez=bluez)
            async with asyncio.timeout(_SCAN_LIMIT_S):
                await scanner.start()
        except LINK_ERRORS as error:
            raise no_bluetooth(error) from error
        self._scanner = scanner

    async def stop(self) -> None:
        """Stop scanning."""
        scanner, self._scanner = self._scanner, None
        if scanner is None:
            return
        try:
            async with asyncio.timeout(_SCAN_LIMIT_S):
                await scanner.stop()
        except LINK_ERRORS as error:
            _log.info("adapter %s: the scan did not stop in order: %s", self.name, error)

    async def close(self) -> None:
        """Stop scanning and give the radio back."""
        await self.stop()
        if self._setup.release is not None:
            await self._setup.release()

    async def restart(self) -> None:
        """Scan anew, with a new scanner, before anything else is done at this radio.

        Raises:
            NoBluetoothError: There is no usable radio any more.
        """
        async with self._turns.turn(-1):
            await self.stop()
            await self.start()

    @asynccontextmanager
    async def turn(self, rank: int) -> AsyncIterator[None]:
        """Hold the radio for one connection; the others wait for their turn.

        Args:
            rank: Who comes first: how often it has failed.
        """
        self.connecting += 1
        try:
            async with self._turns.turn(rank):
                await self._pause_scan()
                try:
                    yield
                finally:
                    await self._resume_scan()
        finally:
            self.connecting -= 1

    async def connect(self, device: BLEDevice, on_disconnected: Callable[[], None]) -> BleakClient:
        """Connect, in one's `turn`.

        Raises:
            BleakError: It did not work, as do the other `LINK_ERRORS`.
        """
        if self._setup.system_links is not None:
            await self._setup.system_links.close_stale(device.address)
        client = BleakClient(
            device,
            lambda _client: on_disconnected(),
            backend=self._setup.client_backend,
            winrt={"use_cached_services": False},  # stale caches break straps' reconnects
        )
        try:
            await client.connect()
        except KeyError as error:  # BlueZ forgot a service that bleak was just told of
            raise MissingServiceError(str(error)) from error
        return client

    async def forget_services(self, address: str) -> bool:
        """Let the system ask a device anew what it offers; tells whether it had an old answer."""
        links = self._setup.system_links
        return links is not None and await links.forget(address)

    async def held_by_system(self) -> tuple[BLEDevice, ...]:
        """Sensors to which this computer is connected, by whichever program.

        Empty where the platform does not tell.
        """
        if self._setup.client_backend is not None and self._setup.system_backend is None:
            return ()
        try:
            adapter = await BleakAdapter.get(
                backend=self._setup.system_backend,
                bluez={"adapter": self._setup.bluez_name} if self._setup.bluez_name else {},
            )
            return tuple(await adapter.get_connected_devices(_SENSOR_SERVICES))
        except (*LINK_ERRORS, NotImplementedError) as error:
            _log.info("adapter %s does not tell its connections: %s", self.name, error)
            return ()

    def _detected(self, device: BLEDevice, data: AdvertisementData) -> None:
        self.advertisements += 1
        self._on_detection(self, device, data)

    async def _pause_scan(self) -> None:
        if self._pauses_scan and self._scanner is not None:
            await self._scanner.stop()

    async def _resume_scan(self) -> None:
        if self._pauses_scan and self._scanner is not None:
            try:
                await self._scanner.start()
            except LINK_ERRORS as error:
                _log.warning("the scan could not be resumed: %s", error)


def no_bluetooth(error: Exception) -> NoBluetoothError:
    """What a failed start of a scan means for the trainer."""
    if isinstance(error, BleakBluetoothNotAvailableError):
        return NoBluetoothError(
            "Bluetooth is not available on this computer.",
            suggested_action="Switch Bluetooth on and allow this program to use it, plug in a"
            " Bluetooth adapter, or train with the virtual gym.",
        )
    return NoBluetoothError(
        "No Bluetooth service answers on this computer.",
        suggested_action="Start the Bluetooth service, plug in a Bluetooth adapter, or train"
        " with the virtual gym. 'hockeyhub doctor' tells what is missing.",
    )


def _let_windows_call_back() -> None:
    """Allow a thread with a window to scan: Qt makes it an apartment without callbacks."""
    if sys.platform == "win32":
        from bleak.backends.winrt.util import allow_sta  # noqa: PLC0415 (exists only there)

        allow_sta()
