"""One connection, from the first request to the last packet."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from bleak import BleakClient

from core.domain.ids import SensorId
from core.domain.sensor import SensorKind, SensorReading
from core.errors import MalformedPacketError
from core.ports.clock import Clock
from core.sensors.adapter import LINK_ERRORS
from core.sensors.deadline import Deadline
from core.sensors.decoding import Decoder, decoder_of
from core.sensors.identity import read_battery, read_identity
from core.sensors.kinds import recognise_connected
from core.sensors.register import SensorRegister
from core.sensors.tap import Tap
from core.sensors.trouble import NotReadableError
from core.sensors.watchdog import Remedy, Watchdog, patience_with

_log = logging.getLogger(__name__)

REQUEST_LIMIT_S = 5.0
_BATTERY_EVERY_S = 600.0


class _Order(Enum):
    RESUBSCRIBE = "resubscribe"
    READ_BATTERY = "read battery"
    LEAVE = "leave"


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Who is told what a connection brings."""

    on_packet: Callable[[float], None]
    """Called with the instant of every packet that could be read."""
    on_malformed: Callable[[], None]
    on_reading: Callable[[SensorReading], None]
    on_serial: Callable[[SensorId, str], None]
    tap: Tap
    """Told of every packet as it came."""


class Conversation:
    """Subscribes, decodes, watches the data's age, and asks for the battery now and then.

    Args:
        sensor_id: With whom.
        register: Where identity and battery are told.
        clock: For time stamps and ages.
        deadline: Ends requests that take too long.
        listener: Who is told.
    """

    def __init__(
        self,
        sensor_id: SensorId,
        register: SensorRegister,
        clock: Clock,
        deadline: Deadline,
        listener: Listener,
    ) -> None:
        self.broke_at_question = False
        """Whether the link ended when the sensor was asked who it is or for its battery."""
        self._is_asking = False
        self._sensor_id = sensor_id
        self._register = register
        self._clock = clock
        self._deadline = deadline
        self._listener = listener
        self._orders: asyncio.Queue[_Order] = asyncio.Queue()
        self._decoder: Decoder | None = None
        self._watchdog: Watchdog | None = None
        self._battery_due_s = 0.0

    async def subscribe(self, client: BleakClient) -> None:
        """Ask for the sensor's data.

        Raises:
            NotReadableError: It has none that can be read here.
        """
        sensor = self._register.get(self._sensor_id)
        offered = {one.uuid for service in client.services for one in service.characteristics}
        kind = sensor.kind
        if kind is SensorKind.UNKNOWN:
            kind = recognise_connected(offered)
            self._register.set_identity(self._sensor_id, sensor.name, kind)
        decoder = decoder_of(kind, self._sensor_id, self._maker)
        wanted = [uuid for uuid in decoder.subscriptions if uuid in offered] if decoder else []
        if not wanted:
            raise NotReadableError
        self._decoder = decoder
        self._listener.tap.opened(self._clock.now(), self._sensor_id, kind)
        now_s = self._clock.monotonic()
        self._watchdog = Watchdog(patience_with(kind), now_s)
        self._battery_due_s = now_s
        for uuid in wanted:
            await client.start_notify(uuid, self._receiver(uuid))

    async def listen(self, client: BleakClient, *, is_shy: bool) -> None:
        """Talk until the link ends or is to be ended.

        Args:
            client: The connection.
            is_shy: Ask nothing but for the data.
        """
        if not is_shy:
            await self._question(self._read_identity(client))
        while (order := await self._orders.get()) is not _Order.LEAVE:
            if order is _Order.RESUBSCRIBE:
                await self.ask(self._subscribe_again(client))
            elif not is_shy:
                await self._question(self._read_battery(client))

    async def ask(self, request: Awaitable[None]) -> None:
        """Make a request that may be refused: a strap without a name still has a heart rate."""
        try:
            await self._deadline.within(REQUEST_LIMIT_S, request)
        except LINK_ERRORS as error:
            _log.info("sensor %s refused: %s", self._sensor_id, str(error) or type(error).__name__)

    def leave(self) -> None:
        """End it, whatever it waits for."""
        self.broke_at_question = self._is_asking
        self._orders.put_nowait(_Order.LEAVE)
        self._deadline.interrupt()

    def over(self) -> None:
        """It has ended; what comes late is not heard."""
        self._decoder = self._watchdog = None

    def check(self, now_s: float) -> None:
        """Do what has become due. To be called a few times a second.

        Args:
            now_s: Monotonic time.
        """
        if self._watchdog is None:
            return
        match self._watchdog.check(now_s):
            case Remedy.RESUBSCRIBE:
                self._orders.put_nowait(_Order.RESUBSCRIBE)
            case Remedy.DROP:
                self.leave()
            case None:
                pass
        if now_s >= self._battery_due_s:
            self._battery_due_s = now_s + _BATTERY_EVERY_S
            self._orders.put_nowait(_Order.READ_BATTERY)

    def _maker(self) -> str:
        return self._register.maker_of(self._sensor_id)

    async def _question(self, request: Awaitable[None]) -> None:
        self._is_asking = True
        try:
            await self.ask(request)
        finally:
            self._is_asking = False

    async def _read_identity(self, client: BleakClient) -> None:
        maker, serial = await read_identity(client)
        self._register.set_details(self._sensor_id, maker, serial)
        if serial:
            self._listener.on_serial(self._sensor_id, serial)

    async def _read_battery(self, client: BleakClient) -> None:
        self._register.set_battery(self._sensor_id, await read_battery(client))

    async def _subscribe_again(self, client: BleakClient) -> None:
        for uuid in self._decoder.subscriptions if self._decoder else ():
            if client.services.get_characteristic(uuid) is not None:
                await client.stop_notify(uuid)
                await client.start_notify(uuid, self._receiver(uuid))

    def _receiver(self, uuid: str) -> Callable[[object, bytearray], None]:
        return lambda _characteristic, data: self._on_notification(uuid, bytes(data))

    def _on_notification(self, uuid: str, data: bytes) -> None:
        decoder, watchdog = self._decoder, self._watchdog
        if decoder is None or watchdog is None:
            return
        at = self._clock.now()
        self._listener.tap.packet(at, self._sensor_id, uuid, data)
        try:
            reading = decoder.decode(uuid, data, at)
        except MalformedPacketError as error:
            self._listener.on_malformed()
            _log.info("sensor %s: %s", self._sensor_id, error)
            return
        watchdog.heard(self._clock.monotonic())
        self._listener.on_packet(at)
        if reading is not None:
            self._listener.on_reading(reading)
