"""A USB dongle driven from here, past the system's own Bluetooth: one more adapter.

On Windows bleak sees one adapter, whatever is plugged in. bumble drives others itself, once the
dongle has the WinUSB driver (on Linux: once the kernel has let go of it). Each has connections
of its own. Its scanner and client are those of the virtual gym, on another radio.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bumble import hci
from bumble.device import Advertisement, Connection, Device
from bumble.transport import open_transport
from typing_extensions import override

from core.sensors.adapter import AdapterSetup
from core.sensors.capacity import USUAL_LIMIT
from core.sensors.virtual.advertising import text_of
from core.sensors.virtual.air import AdvertisementSink, NotificationSink
from core.sensors.virtual.backend import VirtualClient, scanner_backend
from core.sensors.virtual.central import Central
from core.sensors.virtual.manners import Phase
from core.tasks import TaskScope

_OWN_ADDRESS = "F0:48:48:54:00:01"
"""For dongles that have none of their own."""


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
    """A radio behind any HCI transport.

    Args:
        device: bumble's, not yet switched on.
    """

    def __init__(self, device: Device) -> None:
        self._device = device
        self._tasks = TaskScope()
        self._turn = asyncio.Lock()
        self._connecting: hci.Address | None = None
        self._procedures = 0
        self._antenna = self.reception = _Antenna()
        self._peers: dict[str, hci.Address] = {}
        self._listener: AdvertisementSink | None = None
        device.on(Device.EVENT_ADVERTISEMENT, self._on_advertisement)

    @property
    @override
    def is_busy(self) -> bool:
        return self._procedures > 0 or self._connecting is not None

    @override
    async def power_off(self) -> None:
        for connection in tuple(self._device.connections.values()):
            await self.disconnect(connection)
        await self._tasks.close()
        await self._device.power_off()

    @override
    async def start_scanning(self, listener: AdvertisementSink) -> None:
        self._listener = listener
        await self._device.start_scanning(active=True)

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


def setup_of(central: Central, name: str) -> AdapterSetup:
    """An adapter for `BleakSource(adapters=…)` on that radio."""
    return AdapterSetup(
        name=name,
        scanner_backend=scanner_backend(central),
        client_backend=VirtualClient,
        link_limit=USUAL_LIMIT,
    )


@asynccontextmanager
async def usb_dongle(number: int) -> AsyncIterator[AdapterSetup]:
    """The n-th Bluetooth dongle on USB, as an adapter, until the context ends.

    Args:
        number: From 0, as bumble counts them (`usb:0`).
    """
    name = f"usb:{number}"
    async with await open_transport(name) as transport:
        device = Device.with_hci(
            "Hockey Hub", hci.Address(_OWN_ADDRESS), transport.source, transport.sink
        )
        central = DongleCentral(device)
        await central.power_on()
        try:
            yield setup_of(central, name)
        finally:
            await central.power_off()
