"""One sensor's link: connect, listen, and connect again, for as long as it is wanted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bleak import BleakClient
from bleak.exc import BleakError

from core.domain.ids import SensorId
from core.domain.sensor import LinkTrouble, SensorReading
from core.domain.value import Value
from core.ports.clock import Clock
from core.sensors.adapter import LINK_ERRORS, Adapter
from core.sensors.conversation import REQUEST_LIMIT_S, Conversation, Listener
from core.sensors.deadline import Deadline
from core.sensors.identity import read_identity
from core.sensors.known import KnownSensors
from core.sensors.link_report import LinkReport
from core.sensors.register import SensorRegister
from core.sensors.sightings import Sighting, Sightings
from core.sensors.tap import Tap
from core.sensors.trouble import (
    NO_FREE_LINK_PAUSE_S,
    OUTDATED,
    Phase,
    SilentError,
    pause_after_s,
    trouble_of,
    why,
)
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_CONNECT_LIMIT_S = 20.0
_RETURN_JITTER_S = 1.0
"""A whole team comes back from the break at once; its links need not."""


class PacketCounts(Value, frozen=True, kw_only=True):
    """What came from a sensor since it was connected for the first time."""

    received: int
    malformed: int
    """Of these, such that could not be read."""


class StrangerError(BleakError):
    """The device has another serial number than the one it was taken for."""


@dataclass(frozen=True, kw_only=True)
class LinkContext:
    """What all links share."""

    sightings: Sightings
    """Where a sensor is heard, and by which adapter it is connected best."""
    known: KnownSensors
    """Who a device is."""
    register: SensorRegister
    """Where a sensor's state is told."""
    clock: Clock
    """For time stamps, ages and pauses."""
    random: Random
    """For the jitter of pauses."""
    is_broadcasting: Callable[[SensorId], bool]
    """Whether a sensor tells its values without a connection."""
    has_radio: Callable[[], bool]
    """Whether there is Bluetooth at all."""
    on_no_radio: Callable[[Adapter], None]
    """Called when an adapter seems to be gone."""
    on_serial: Callable[[SensorId, str], None]
    """Called when a sensor has told its serial number."""
    on_reading: Callable[[SensorReading], None]
    """Called with every reading, in the notification callback."""
    tap: Tap
    """Told of every packet as it came."""


class SensorLink:
    """Keeps one sensor connected from `start` to `close`; `check` is its sense of time.

    Args:
        sensor_id: Whose link.
        context: What it works with.
    """

    def __init__(self, sensor_id: SensorId, context: LinkContext) -> None:
        self.went_live = asyncio.Event()
        self.client: BleakClient | None = None
        """The connection, while there is one that can be used."""
        self.receiver = ""
        """Which adapter holds it; empty while there is no connection."""
        self._sensor_id = sensor_id
        self._context = context
        self._clock = context.clock
        self._report = LinkReport(
            sensor_id, context.register, context.clock, context.is_broadcasting, context.has_radio
        )
        self._listener = Listener(
            on_packet=self._on_packet,
            on_malformed=self._on_malformed,
            on_reading=context.on_reading,
            on_serial=context.on_serial,
            tap=context.tap,
        )
        self._deadline = Deadline(context.clock)
        self._tasks = TaskScope()
        self._seen = asyncio.Event()
        self._seen.set()
        self._conversation: Conversation | None = None
        self._phase = Phase.CONNECTING
        self._failures = 0
        self._is_shy = False
        self._was_asked_anew = False
        self._received = 0
        self._malformed = 0

    @property
    def packet_counts(self) -> PacketCounts:
        """What came so far."""
        return PacketCounts(received=self._received, malformed=self._malformed)

    @property
    def is_linked(self) -> bool:
        """Whether there is a connection."""
        return self._conversation is not None and self._phase is not Phase.CONNECTING

    @property
    def is_listening(self) -> bool:
        """Whether the connection gives data now."""
        return self.is_linked and self._report.is_fresh

    @property
    def is_missing(self) -> bool:
        """Whether it is waited for, and has not advertised for a while."""
        return self._report.is_missing

    def saw(self) -> None:
        """The scanner heard it advertise."""
        self._seen.set()

    def held_elsewhere(self) -> None:
        """It is connected, but not to us."""
        self._report.unlinked(why(LinkTrouble.IN_USE), LinkTrouble.IN_USE)

    def start(self) -> None:
        """Connect, and stay connected."""
        self._tasks.spawn(self._run(), name=f"link {self._sensor_id}")

    async def close(self) -> None:
        """Disconnect."""
        await self._tasks.close()

    def check(self) -> None:
        """Do what has become due. To be called a few times a second."""
        now_s = self._clock.monotonic()
        self._deadline.check(now_s)
        self._report.check(now_s)
        if self._conversation is not None:
            self._conversation.check(now_s)

    async def _run(self) -> None:
        while True:
            self._report.waiting()
            await self._seen.wait()
            await self._clock.sleep(await self._attempt())

    async def _attempt(self) -> float:
        """Connect and listen until it ends; how long to pause then, in seconds."""
        place = self._context.sightings.best(self._sensor_id)
        if place is None:
            self._seen.clear()
            return 0.0
        capacity = place.adapter.capacity
        if capacity.is_crowded and self._context.is_broadcasting(self._sensor_id):
            return NO_FREE_LINK_PAUSE_S  # it is heard as it is, and leaves its link to others
        if not capacity.may_try(self._clock.monotonic()):
            return self._failed(LinkTrouble.NO_FREE_LINK, place)
        return await self._try(place)

    async def _try(self, place: Sighting) -> float:
        self._seen.clear()
        self._failures += 1  # until a packet comes
        try:
            await self._connect_and_listen(place)
        except StrangerError:
            self._report.unlinked("another sensor of that name is here", LinkTrouble.NOT_HEARD)
            return 0.0
        except LINK_ERRORS as error:
            _log.info("sensor %s: %s", self._sensor_id, str(error) or type(error).__name__)
            if isinstance(error, OUTDATED) and not self._was_asked_anew:
                self._was_asked_anew = await place.adapter.forget_services(place.device.address)
            return self._failed(trouble_of(error, self._phase), place)
        return self._context.random.uniform(0, _RETURN_JITTER_S)

    async def _connect_and_listen(self, place: Sighting) -> None:
        self._phase = Phase.CONNECTING
        self._report.connecting()
        adapter, device, context = place.adapter, place.device, self._context
        talk = Conversation(
            self._sensor_id, context.register, self._clock, self._deadline, self._listener
        )
        async with adapter.turn(self._failures):
            client = await self._deadline.within(
                _CONNECT_LIMIT_S, adapter.connect(device, talk.leave)
            )
        context.sightings.tried(self._sensor_id, place, worked=True)
        await self._converse(client, talk, place)
        if not adapter.capacity.used:
            context.on_no_radio(adapter)  # it was the last one of all: the adapter may have gone
        if self._failures:
            raise SilentError
        self._phase = Phase.CONNECTING
        self._report.unlinked(Phase.LISTENING.value, LinkTrouble.BROKE_OFF)

    async def _converse(self, client: BleakClient, talk: Conversation, place: Sighting) -> None:
        self._conversation = talk
        self._phase = Phase.SUBSCRIBING
        self.receiver = place.adapter.name
        place.adapter.capacity.linked()
        try:
            proof = self._prove(client, place.device.address)
            await self._deadline.within(REQUEST_LIMIT_S, proof)
            await self._deadline.within(REQUEST_LIMIT_S * 2, talk.subscribe(client))
            self._phase = Phase.LISTENING
            self._report.listening()
            self.client = client
            await talk.listen(client, is_shy=self._is_shy)
            self._is_shy = self._is_shy or talk.broke_at_question
        finally:
            self.client = self._conversation = None
            self.receiver = ""
            talk.over()
            self._seen.clear()
            await talk.ask(client.disconnect())
            place.adapter.capacity.unlinked()

    async def _prove(self, client: BleakClient, address: str) -> None:
        """See whether a device at a new address is whom its name makes it.

        Raises:
            StrangerError: It is not.
        """
        known = self._context.known
        if not known.needs_proof(address):
            return
        _, serial = await read_identity(client)
        if serial != known.serial_of(self._sensor_id):
            known.reject(address)
            self._context.sightings.forget(self._sensor_id)
            raise StrangerError(address)
        known.adopt(address, self._sensor_id, is_proven=True)

    def _failed(self, trouble: LinkTrouble, place: Sighting) -> float:
        adapter, now_s = place.adapter, self._clock.monotonic()
        if self._phase is Phase.CONNECTING:
            self._context.sightings.tried(self._sensor_id, place, worked=False)
        reason = why(trouble, self._phase, self._failures, adapter.capacity)
        if trouble is LinkTrouble.NO_FREE_LINK and not adapter.capacity.is_full:
            adapter.capacity.refused(now_s)
        elif trouble is LinkTrouble.NO_ANSWER:
            adapter.capacity.failed(self._sensor_id, now_s)
        elif trouble is LinkTrouble.NO_RADIO:
            self._context.on_no_radio(adapter)
        self._report.unlinked(reason, trouble)
        return pause_after_s(trouble, self._failures)

    def _on_packet(self, at: float) -> None:
        self._received += 1
        self._failures = 0
        self._report.packet(at)
        self.went_live.set()

    def _on_malformed(self) -> None:
        self._received += 1
        self._malformed += 1
