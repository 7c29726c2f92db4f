"""A USB dongle driven from here, past the system's own Bluetooth: one more adapter.

On Windows bleak sees one adapter, whatever is plugged in. bumble drives others itself, once the
dongle has the WinUSB driver (on Linux: once the kernel has let go of it). Each has connections
of its own. Its scanner and client are those of the virtual gym, on another radio.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bleak.exc import BleakError
from bumble import hci
from bumble.core import BaseBumbleError
from bumble.device import Advertisement, Connection, Device
from typing_extensions import override

from core.sensors.adapter import LINK_ERRORS, AdapterSetup
from core.sensors.capacity import USUAL_LIMIT
from core.sensors.virtual.advertising import text_of
from core.sensors.virtual.air import AdvertisementSink, NotificationSink
from core.sensors.virtual.backend import VirtualClient, scanner_backend
from core.sensors.virtual.central import Central
from core.sensors.virtual.manners import Phase
from core.tasks import TaskScope

_CLOSE_LIMIT_S = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OpenDongle:
    """A dongle that answers."""

    device: Device
    """Not yet switched on."""
    close: Callable[[], Awaitable[None]]
    """Gives it back to the system."""


DongleOpener = Callable[[], Awaitable[OpenDongle]]
"""Opens a dongle, or raises `NoBluetoothError`."""


class _Antenna:
    """Hears devices as they are."""

    def __init__(self) -> None:
        self.heard_dbm: dict[str, int] = {}

    def rssi_of(self, address: str) -> int:
        return self.heard_dbm[address]

    def hears(self, address: str) -> bool:
        return address in self.heard_dbm

    async def before(self, phase: Phase, address: str) -> None:
        """Real devices have manners of their own."""


class DongleCentral(Central):
    """A radio behind any HCI transport: opened by the first scan, and again when it was pulled.

    Args:
        opener: Opens it.
    """

    def __init__(self, opener: DongleOpener) -> None:
        self._opener = opener
        self._open: OpenDongle | None = None
        self._is_scanning = False
        self._tasks = TaskScope()
        self._turn = asyncio.Lock()
        self._connecting: hci.Address | None = None
        self._procedures = 0
        self._antenna = self.reception = _Antenna()
        self._peers: dict[str, hci.Address] = {}
        self._listener: AdvertisementSink | None = None

    @property
    @override
    def is_busy(self) -> bool:
        return self._procedures > 0 or self._connecting is not None

    @override
    async def power_on(self) -> None:
        """Open the dongle, unless it is open.

        Raises:
            NoBluetoothError: It is not there, or belongs to somebody else.
            BleakError: It does not answer as it should.
        """
        if self._open is not None:
            return
        opened = await self._opener()
        try:
            await opened.device.power_on()
        except (BaseBumbleError, *LINK_ERRORS) as error:
            await opened.close()
            message = f"the dongle does not start: {error}"
            raise BleakError(message) from error
        self._tasks, self._turn = TaskScope(), asyncio.Lock()
        self._open, self._device = opened, opened.device
        self._device.on(Device.EVENT_ADVERTISEMENT, self._on_advertisement)
        self._device.on(Device.EVENT_FLUSH, lambda: self._on_lost(opened))

    @override
    async def power_off(self) -> None:
        opened, self._open = self._open, None
        if opened is None:
            return
        for connection in tuple(opened.device.connections.values()):
            await self.disconnect(connection)
        await self._tasks.close()
        await opened.device.power_off()
        await _give_back(opened)

    @override
    async def start_scanning(self, listener: AdvertisementSink) -> None:
        await self.power_on()
        self._listener = listener
        await self.carry_out(self._device.start_scanning(active=True))
        self._is_scanning = True

    @override
    async def stop_scanning(self) -> None:
        was_scanning, self._is_scanning = self._is_scanning, False
        if was_scanning and self._open is not None:
            await self.carry_out(self._device.stop_scanning())

    @override
    async def connect(self, address: str) -> Connection:
        if self._open is None:
            message = "the dongle was unplugged"
            raise BleakError(message)
        return await super().connect(address)

    @override
    def set_sink(self, connection: Connection, handle: int, sink: NotificationSink | None) -> None:
        subscribers = connection.gatt_client.notification_subscribers
        if sink is None:
            subscribers.pop(handle, None)
        else:
            subscribers.setdefault(handle, set()).add(sink)

    @override
    def forget_sinks(self, connection: Connection) -> None:
        """They go with the connection's own client."""

    @override
    def _peer_of(self, address: str) -> hci.Address:
        return self._peers.get(address) or super()._peer_of(address)

    def _on_advertisement(self, advertisement: Advertisement) -> None:
        address = text_of(advertisement.address)
        self._peers[address] = advertisement.address
        self._antenna.heard_dbm[address] = advertisement.rssi
        if self._listener is not None:
            self._listener(advertisement.address, advertisement.data_bytes)

    def _on_lost(self, opened: OpenDongle) -> None:
        """It was pulled; bumble has ended its connections. The next scan opens it anew."""
        if self._open is not opened:
            return
        self._open, self._is_scanning = None, False
        old, self._tasks = self._tasks, TaskScope()
        self._tasks.spawn(_clear_away(old, opened), name="clear a pulled dongle away")


async def _clear_away(tasks: TaskScope, opened: OpenDongle) -> None:
    await tasks.close()
    await _give_back(opened)


async def _give_back(opened: OpenDongle) -> None:
    try:
        async with asyncio.timeout(_CLOSE_LIMIT_S):
            await opened.close()
    except (BaseBumbleError, *LINK_ERRORS) as error:
        _log.info("a dongle was not closed in order: %s", str(error) or type(error).__name__)


def setup_of(central: DongleCentral, name: str) -> AdapterSetup:
    """An adapter for `BleakSource(adapters=…)` on that radio."""
    return AdapterSetup(
        name=name,
        scanner_backend=scanner_backend(central),
        client_backend=VirtualClient,
        link_limit=USUAL_LIMIT,
        release=central.power_off,
    )
