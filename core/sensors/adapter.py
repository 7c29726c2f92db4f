"""The computer's one radio: a scanner that all share, and connections set up one at a time."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bleak import BleakClient, BleakScanner
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakError

from core.errors import NoBluetoothError

LINK_ERRORS = (BleakError, OSError, EOFError, TimeoutError)
"""What the platforms raise when a device or the radio does not do as asked."""

_log = logging.getLogger(__name__)

Detection = Callable[[BLEDevice, AdvertisementData], None]


class Adapter:
    """Bluetooth through bleak, by the platform's own stack or by a given backend.

    Args:
        on_detection: Told of every advertisement.
        scanner_backend: Class for `BleakScanner`; None for the platform's.
        client_backend: Class for `BleakClient`; None for the platform's.
    """

    def __init__(
        self,
        on_detection: Detection,
        scanner_backend: type[BaseBleakScanner] | None = None,
        client_backend: type[BaseBleakClient] | None = None,
    ) -> None:
        self._on_detection = on_detection
        self._scanner_backend = scanner_backend
        self._client_backend = client_backend
        self._scanner: BleakScanner | None = None
        self._turn = asyncio.Lock()
        # BlueZ often fails to connect while it scans for us.
        self._pauses_scan = client_backend is None and sys.platform == "linux"

    async def start(self) -> None:
        """Begin to scan; does nothing while a scan is on.

        Raises:
            NoBluetoothError: There is no usable radio.
        """
        if self._scanner is not None:
            return
        _let_windows_call_back()
        scanner = BleakScanner(self._on_detection, backend=self._scanner_backend)
        try:
            await scanner.start()
        except LINK_ERRORS as error:
            raise _no_bluetooth(error) from error
        self._scanner = scanner

    async def stop(self) -> None:
        """Stop scanning."""
        scanner, self._scanner = self._scanner, None
        if scanner is not None:
            await scanner.stop()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold the radio for one connection; the others wait for their turn."""
        async with self._turn:
            await self._pause_scan()
            try:
                yield
            finally:
                await self._resume_scan()

    async def connect(self, device: BLEDevice, on_disconnected: Callable[[], None]) -> BleakClient:
        """Connect, in one's `turn`.

        Raises:
            BleakError: It did not work, as do the other `LINK_ERRORS`.
        """
        client = BleakClient(
            device,
            lambda _client: on_disconnected(),
            backend=self._client_backend,
            winrt={"use_cached_services": False},  # stale caches break straps' reconnects
        )
        await client.connect()
        return client

    async def _pause_scan(self) -> None:
        if self._pauses_scan and self._scanner is not None:
            await self._scanner.stop()

    async def _resume_scan(self) -> None:
        if self._pauses_scan and self._scanner is not None:
            try:
                await self._scanner.start()
            except LINK_ERRORS as error:
                _log.warning("the scan could not be resumed: %s", error)


def _let_windows_call_back() -> None:
    """Allow a thread with a window to scan: Qt makes it an apartment without callbacks."""
    if sys.platform == "win32":
        from bleak.backends.winrt.util import allow_sta  # noqa: PLC0415 (exists only there)

        allow_sta()


def _no_bluetooth(error: Exception) -> NoBluetoothError:
    if isinstance(error, BleakBluetoothNotAvailableError):
        return NoBluetoothError(
            "Bluetooth is not available on this computer.",
            suggested_action="Switch Bluetooth on and allow this program to use it, plug in a"
            " Bluetooth adapter, or train with the virtual gym.",
        )
    return NoBluetoothError(
        "No Bluetooth service answers on this computer.",
        suggested_action="Start the Bluetooth service, plug in a Bluetooth adapter, or train"
        " with the virtual gym.",
    )
