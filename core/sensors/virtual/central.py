"""The laptop's own radio on the virtual air."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

from bleak.exc import BleakError
from bumble import hci
from bumble.core import BaseBumbleError
from bumble.device import Connection, Device

from core.sensors.virtual.air import (
    AdvertisementSink,
    Air,
    AirController,
    AirHost,
    NotificationSink,
)
from core.sensors.virtual.manners import Phase
from core.tasks import TaskScope

T = TypeVar("T")
_ADDRESS = "02:48:48:54:00:00"


class Ears(Protocol):
    """How well devices are heard, and what is done to them before each procedure."""

    def rssi_of(self, address: str) -> int:
        """The signal of a device, in dBm."""
        ...

    def hears(self, address: str) -> bool:
        """Whether the next packet of a device arrives."""
        ...

    async def before(self, phase: Phase, address: str) -> None:
        """Called before something is done with a device."""
        ...


class Central:
    """Scans and connects; one connection at a time is set up, as on a real adapter.

    bumble's procedures do not survive a cancellation: an answer that comes too late meets a
    future that is done. So each runs to its end in a task of the central's own, whoever waits.

    Args:
        air: Where it listens.
        reception: How each device is heard.
    """

    mtu = 247
    """What it offers; 244 bytes fit a notification then."""

    reception: Ears

    def __init__(self, air: Air, reception: Ears) -> None:
        controller = AirController("laptop", air, _ADDRESS)
        self._host = AirHost(controller)
        self._device = Device(name="laptop", address=controller.public_address, host=self._host)
        self._controller = controller
        self._air = air
        self._tasks = TaskScope()
        self._turn = asyncio.Lock()
        self._connecting: hci.Address | None = None
        self._procedures = 0
        self.reception = reception

    @property
    def is_busy(self) -> bool:
        """Whether a device's answer is due: to a request, or to a connection it can hear."""
        is_answer_due = self._connecting is not None and self._air.is_in_range(self._connecting)
        return self._procedures > 0 or is_answer_due

    async def power_on(self) -> None:
        """Start the radio."""
        await self._device.power_on()

    async def power_off(self) -> None:
        """Drop all links and leave the air."""
        for connection in tuple(self._device.connections.values()):
            await self.disconnect(connection)
        await self._tasks.close()
        await self._device.power_off()
        self._air.remove_controller(self._controller)

    async def start_scanning(self, listener: AdvertisementSink) -> None:
        """Hear advertisements, until `stop_scanning`."""
        self._host.on_advertisement = listener
        await self._device.start_scanning(active=True, own_address_type=hci.OwnAddressType.PUBLIC)

    async def stop_scanning(self) -> None:
        """Hear no more."""
        await self._device.stop_scanning()

    async def connect(self, address: str) -> Connection:
        """Connect to a device as soon as it advertises.

        Raises:
            BleakError: The device refused, or went while the link was set up.
        """
        peer = self._peer_of(address)
        outcome: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
        self._tasks.spawn(self._connect(peer, outcome), name=f"connect {address}")
        try:
            connection = await outcome
        except asyncio.CancelledError:
            if outcome.done() and not outcome.cancelled():
                self._tasks.spawn(self.disconnect(outcome.result()), name=f"drop {address}")
            self._tasks.spawn(self._call_off(peer), name=f"call off {address}")
            raise
        self._require_link(connection)
        return connection

    async def disconnect(self, connection: Connection) -> None:
        """Drop a link, unless it has gone already."""
        self.forget_sinks(connection)
        if self._device.connections.get(connection.handle) is connection:
            await self.carry_out(connection.disconnect())

    async def carry_out(self, request: Coroutine[Any, Any, T]) -> T:
        """Await a device's answer; the errors of the virtual stack become bleak's.

        Raises:
            BleakError: The device refused, or its link has gone.
        """
        outcome: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._tasks.spawn(self._answer(request, outcome), name="request")
        return await outcome

    def set_sink(self, connection: Connection, handle: int, sink: NotificationSink | None) -> None:
        """Route notifications of one characteristic."""
        if sink is None:
            self._host.sinks.pop((connection.handle, handle), None)
        else:
            self._host.sinks[connection.handle, handle] = sink

    def forget_sinks(self, connection: Connection) -> None:
        """Route no notifications of this connection any more; its handle will be used again."""
        for key in [key for key in self._host.sinks if key[0] == connection.handle]:
            del self._host.sinks[key]

    def _peer_of(self, address: str) -> hci.Address:
        """A device's address with its type, which the text does not tell."""
        return hci.Address(address, hci.Address.PUBLIC_DEVICE_ADDRESS)

    def _require_link(self, connection: Connection) -> None:
        """A device may have gone again before anybody could ask it something."""
        if self._device.connections.get(connection.handle) is not connection:
            message = "the virtual device accepted the connection and ended it at once"
            raise BleakError(message)

    async def _connect(self, peer: hci.Address, outcome: asyncio.Future[Connection]) -> None:
        async with self._turn:
            if outcome.done():
                return
            self._connecting = peer
            try:
                connection = await self._device.connect(
                    peer, own_address_type=hci.OwnAddressType.PUBLIC, timeout=None
                )
            except BaseBumbleError as error:
                _fail(outcome, f"the virtual device did not accept the connection: {error}")
                return
            finally:
                self._connecting = None
        if outcome.done():
            await self.disconnect(connection)
        else:
            outcome.set_result(connection)

    async def _call_off(self, peer: hci.Address) -> None:
        """Wait no longer for a device to advertise. The host sends commands in their order."""
        if self._connecting == peer:
            await self._device.send_sync_command(hci.HCI_LE_Create_Connection_Cancel_Command())

    async def _answer(self, request: Coroutine[Any, Any, T], outcome: asyncio.Future[T]) -> None:
        task = asyncio.current_task()
        self._procedures += 1
        try:
            answer = await request
        except BaseBumbleError as error:
            _fail(outcome, f"the virtual device refused: {error}")
        except asyncio.CancelledError:
            # bumble cancels the future of a request whose link has gone.
            _fail(outcome, "disconnected while waiting for an answer")
            if task is not None and task.cancelling():
                raise
        else:
            if not outcome.done():
                outcome.set_result(answer)
        finally:
            self._procedures -= 1


def _fail(outcome: asyncio.Future[T], message: str) -> None:
    if not outcome.done():
        outcome.set_exception(BleakError(message))
