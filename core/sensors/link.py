"""One sensor's link: connect, listen, watch, and connect again, for as long as it is wanted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from random import Random

from bleak import BleakClient
from bleak.backends.device import BLEDevice
from bleak.exc import BleakError

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, SensorKind, SensorReading
from core.domain.value import Value
from core.errors import MalformedPacketError
from core.ports.clock import Clock
from core.sensors.adapter import LINK_ERRORS, Adapter
from core.sensors.deadline import Deadline
from core.sensors.decoding import Decoder, decoder_of
from core.sensors.identity import read_battery, read_identity
from core.sensors.kinds import recognise_connected
from core.sensors.register import SensorRegister
from core.sensors.watchdog import (
    LOST_AFTER_S,
    STALE_AFTER_S,
    Remedy,
    Watchdog,
    patience_with,
)
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_CONNECT_LIMIT_S = 20.0
_REQUEST_LIMIT_S = 5.0
_BATTERY_EVERY_S = 600.0
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 15.0
_RETURN_JITTER_S = 1.0
"""A whole team comes back from the break at once; its links need not."""


class PacketCounts(Value, frozen=True, kw_only=True):
    """What came from a sensor since it was connected for the first time."""

    received: int
    malformed: int
    """Of these, such that could not be read."""


class _Order(Enum):
    RESUBSCRIBE = "resubscribe"
    READ_BATTERY = "read battery"
    LEAVE = "leave"


@dataclass(frozen=True, kw_only=True)
class LinkContext:
    """What all links share."""

    adapter: Adapter
    register: SensorRegister
    """Where a sensor's state is told."""
    clock: Clock
    """For time stamps, ages and pauses."""
    random: Random
    """For the jitter of pauses."""
    on_reading: Callable[[SensorReading], None]
    """Called with every reading, in the notification callback."""


class SensorLink:
    """Keeps one sensor connected from `start` to `close`; `check` is its sense of time.

    Args:
        sensor_id: Whose link.
        device: As the scanner saw it last.
        context: What it works with.
    """

    def __init__(self, sensor_id: SensorId, device: BLEDevice, context: LinkContext) -> None:
        self.went_live = asyncio.Event()
        self._sensor_id = sensor_id
        self._device = device
        self._adapter = context.adapter
        self._register = context.register
        self._clock = context.clock
        self._random = context.random
        self._on_reading = context.on_reading
        self._tasks = TaskScope()
        self._seen = asyncio.Event()
        self._seen.set()
        self._orders: asyncio.Queue[_Order] = asyncio.Queue()
        self._decoder: Decoder | None = None
        self._watchdog: Watchdog | None = None
        self._last_packet_s: float | None = None
        self._battery_due_s = 0.0
        self._deadline = Deadline(context.clock)
        self._received = 0
        self._malformed = 0

    @property
    def packet_counts(self) -> PacketCounts:
        """What came so far."""
        return PacketCounts(received=self._received, malformed=self._malformed)

    def saw(self, device: BLEDevice) -> None:
        """The scanner heard it advertise."""
        self._device = device
        self._seen.set()

    def start(self) -> None:
        """Connect, and stay connected."""
        self._tasks.spawn(self._run(), name=f"link {self._sensor_id}")

    async def close(self) -> None:
        """Disconnect."""
        await self._tasks.close()

    async def _run(self) -> None:
        failures = 0
        while True:
            await self._seen.wait()
            try:
                await self._connect_and_listen()
                failures = 0
                pause_s = self._random.uniform(0, _RETURN_JITTER_S)
            except LINK_ERRORS as error:
                _log.info("sensor %s: %s", self._sensor_id, str(error) or type(error).__name__)
                failures += 1
                self._tell_unlinked(f"no connection, attempt {failures + 1} follows")
                pause_s = min(_FIRST_PAUSE_S * 2**failures, _LONGEST_PAUSE_S)
                pause_s *= self._random.uniform(0.5, 1.5)
            await self._clock.sleep(pause_s)

    def check(self) -> None:
        """Do what has become due. To be called a few times a second."""
        now_s = self._clock.monotonic()
        self._deadline.check(now_s)
        self._check_age(now_s)
        if self._watchdog is None:
            return
        match self._watchdog.check(now_s):
            case Remedy.RESUBSCRIBE:
                self._orders.put_nowait(_Order.RESUBSCRIBE)
            case Remedy.DROP:
                self._leave()
            case None:
                pass
        if now_s >= self._battery_due_s:
            self._battery_due_s = now_s + _BATTERY_EVERY_S
            self._orders.put_nowait(_Order.READ_BATTERY)

    async def _connect_and_listen(self) -> None:
        if self._last_packet_s is None:
            self._register.set_state(self._sensor_id, LinkState.CONNECTING, "")
        orders = self._orders
        async with self._adapter.turn():
            client = await self._deadline.within(
                _CONNECT_LIMIT_S,
                self._adapter.connect(self._device, lambda: self._on_disconnected(orders)),
            )
        try:
            await self._deadline.within(_REQUEST_LIMIT_S * 2, self._subscribe(client))
            await self._follow_orders(client)
        finally:
            self._decoder = self._watchdog = None
            self._orders = asyncio.Queue()
            self._seen.clear()
            await self._ask(client.disconnect())
        self._tell_unlinked("connection lost")

    async def _follow_orders(self, client: BleakClient) -> None:
        await self._ask(self._read_identity(client))
        while (order := await self._orders.get()) is not _Order.LEAVE:
            if order is _Order.READ_BATTERY:
                await self._ask(self._read_battery(client))
            else:
                await self._ask(self._subscribe_again(client))

    async def _ask(self, request: Awaitable[None]) -> None:
        """Make a request that may be refused: a strap without a name still has a heart rate."""
        try:
            await self._deadline.within(_REQUEST_LIMIT_S, request)
        except LINK_ERRORS as error:
            _log.info("sensor %s refused: %s", self._sensor_id, str(error) or type(error).__name__)

    async def _read_identity(self, client: BleakClient) -> None:
        maker, serial = await read_identity(client)
        self._register.set_details(self._sensor_id, maker, serial)

    async def _read_battery(self, client: BleakClient) -> None:
        self._register.set_battery(self._sensor_id, await read_battery(client))

    async def _subscribe(self, client: BleakClient) -> None:
        sensor = self._register.get(self._sensor_id)
        offered = {one.uuid for service in client.services for one in service.characteristics}
        kind = sensor.kind
        if kind is SensorKind.UNKNOWN:
            kind = recognise_connected(offered)
            self._register.set_identity(self._sensor_id, sensor.name, kind)
        decoder = decoder_of(kind, self._sensor_id)
        wanted = [uuid for uuid in decoder.subscriptions if uuid in offered] if decoder else []
        if not wanted:
            message = "it does not offer what can be read here"
            raise BleakError(message)
        self._decoder = decoder
        now_s = self._clock.monotonic()
        self._watchdog = Watchdog(patience_with(kind), now_s)
        self._battery_due_s = now_s
        for uuid in wanted:
            await client.start_notify(uuid, self._receiver(uuid))

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
        self._received += 1
        try:
            reading = decoder.decode(uuid, data, at)
        except MalformedPacketError as error:
            self._malformed += 1
            _log.info("sensor %s: %s", self._sensor_id, error)
            return
        now_s = self._clock.monotonic()
        watchdog.heard(now_s)
        self._last_packet_s = now_s
        self._register.heard(self._sensor_id, at)
        self._register.set_state(self._sensor_id, LinkState.LIVE, "")
        self.went_live.set()
        if reading is not None:
            self._on_reading(reading)

    def _on_disconnected(self, orders: asyncio.Queue[_Order]) -> None:
        if orders is self._orders:  # else an old connection's late farewell
            self._leave()

    def _leave(self) -> None:
        """End the present connection, whatever it waits for."""
        self._orders.put_nowait(_Order.LEAVE)
        self._deadline.interrupt()

    def _check_age(self, now_s: float) -> None:
        """Staleness is shown, linked or not: it is the data's age that counts."""
        if self._last_packet_s is None:
            return
        age_s = now_s - self._last_packet_s
        state = self._register.state_of(self._sensor_id)
        if age_s >= LOST_AFTER_S and state is not LinkState.LOST:
            self._register.set_state(self._sensor_id, LinkState.LOST, "no data, still trying")
        elif age_s >= STALE_AFTER_S and state is LinkState.LIVE:
            self._register.set_state(self._sensor_id, LinkState.STALE, "no data")

    def _tell_unlinked(self, reason: str) -> None:
        if self._last_packet_s is None:
            self._register.set_state(self._sensor_id, LinkState.CONNECTING, reason)
        elif self._register.state_of(self._sensor_id) is not LinkState.LOST:
            self._register.set_state(self._sensor_id, LinkState.RECONNECTING, reason)
