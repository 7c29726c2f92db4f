"""A recording of raw packets, played through the same port and the same decoders."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from core.domain.ids import SensorId
from core.domain.radio import AdapterStatus, RadioState, RadioStatus
from core.domain.sensor import LinkState, Sensor, SensorReading
from core.errors import (
    InvalidInputError,
    MalformedPacketError,
    NotFoundError,
    UnavailableError,
)
from core.events import Event
from core.ports.clock import Clock
from core.sensors import broadcasts
from core.sensors.capture import VERSION, AnyLine, Began, Changed, Merged, Opened, Packet
from core.sensors.decoding import Decoder, decoder_of
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_LINES_PER_TURN = 200
_ACTION = "Name a file that was made with --capture."


def recording_began(path: Path) -> float:
    """When a recording was begun, seconds since 1970.

    Raises:
        InvalidInputError: It is no recording, or one of a newer version.
    """
    first = next(read_lines(path), None)
    if not isinstance(first, Began):
        raise InvalidInputError(f"{path.name} is no recording.", suggested_action=_ACTION)
    if first.version > VERSION:
        raise InvalidInputError(
            f"{path.name} was made by a newer version of this program.",
            suggested_action="Play it with that version.",
        )
    return first.at


def read_lines(path: Path) -> Iterator[AnyLine]:
    """The lines of a recording, read as they are asked for.

    Raises:
        InvalidInputError: The file is not there, or a line is not one of a recording.
    """
    decoder = msgspec.json.Decoder(AnyLine)
    try:
        with path.open("rb") as file:
            for number, text in enumerate(file, start=1):
                try:
                    yield decoder.decode(text)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    if not text.endswith(b"\n"):
                        return  # the program was killed while it wrote this line
                    raise InvalidInputError(
                        f"Line {number} of {path.name} is not one of a recording.",
                        suggested_action=_ACTION,
                    ) from error
    except OSError as error:
        raise InvalidInputError(
            f"The recording {path} cannot be read.", suggested_action=_ACTION
        ) from error


class ReplaySource:
    """Plays a recording on its clock; fulfils `core.ports.sensors.SensorSource`.

    What was recorded at the beginning happens when `start` is called, and everything else as
    much later as it did. A clock that starts when the recording was begun gives exactly the
    readings of that day; any other gives the same ones at present instants.

    Args:
        path: The recording.
        clock: Whose time counts; a paced one plays faster.

    Attributes:
        ended: Set when everything was played.
        malformed: Packets that could not be read, so far.

    Raises:
        InvalidInputError: It is no recording.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self.sensor_changed: Event[[Sensor]] = Event()
        self.reading_received: Event[[SensorReading]] = Event()
        self.sensor_merged: Event[[SensorId, SensorId]] = Event()
        self.radio_changed: Event[[RadioStatus]] = Event()
        self.ended = asyncio.Event()
        self.malformed = 0
        self._path = path
        self._clock = clock
        self._began = recording_began(path)
        self._shift_s = 0.0
        self._sensors: dict[SensorId, Sensor] = {}
        self._decoders: dict[SensorId, Decoder | None] = {}
        self._live: dict[SensorId, asyncio.Event] = {}
        self._muted: set[SensorId] = set()
        self._is_playing = False
        self._tasks = TaskScope()

    @property
    def sensors(self) -> tuple[Sensor, ...]:
        """All sensors seen so far in the recording."""
        return tuple(self._sensors.values())

    @property
    def radio(self) -> RadioStatus:
        """A recording is always heard."""
        state = RadioState.LISTENING if self._is_playing else RadioState.OFF
        return RadioStatus(adapters=(AdapterStatus(name="recording", state=state),))

    async def start(self) -> None:
        """Play, from the beginning; does nothing while it plays."""
        if self._is_playing:
            return
        self._is_playing = True
        self._shift_s = self._clock.now() - self._began
        self._tasks.spawn(self._play(), name=f"replay {self._path.name}")

    async def connect(self, sensor_id: SensorId) -> None:
        """Hear this sensor, as all are heard that are not let go; returns once it has spoken.

        Raises:
            NotFoundError: It has not appeared in the recording.
            UnavailableError: The recording ended first.
        """
        if sensor_id not in self._sensors:
            raise NotFoundError(
                f"The sensor {sensor_id} has not appeared in the recording yet.",
                suggested_action="Wait until it does.",
            )
        self._muted.discard(sensor_id)
        await self._live_event(sensor_id).wait()
        if not self._is_playing:
            raise UnavailableError(
                f"The recording ended before {sensor_id} had spoken.",
                suggested_action="Play another one.",
            )

    async def disconnect(self, sensor_id: SensorId) -> None:
        """Hear this sensor no more."""
        sensor = self._sensors.get(sensor_id)
        if sensor is None or sensor_id in self._muted:
            return
        self._muted.add(sensor_id)
        self._tell(msgspec.structs.replace(sensor, state=LinkState.IN_RANGE, reason=""))

    async def close(self) -> None:
        """Stop playing."""
        await self._tasks.close()
        self._is_playing = False
        for event in self._live.values():
            event.set()

    async def _play(self) -> None:
        for number, line in enumerate(read_lines(self._path)):
            wait_s = line.at + self._shift_s - self._clock.now()
            if wait_s > 0:
                await self._clock.sleep(wait_s)
            elif number % _LINES_PER_TURN == 0:
                await asyncio.sleep(0)
            self._happen(line)
        self.ended.set()

    def _happen(self, line: AnyLine) -> None:
        match line:
            case Packet():
                self._on_packet(line)
            case Opened():
                maker = partial(self._maker_of, line.device)
                self._decoders[line.device] = decoder_of(line.kind, line.device, maker)
            case Changed():
                self._on_changed(line.sensor)
            case Merged():
                self._sensors.pop(line.gone, None)
                self.sensor_merged.emit(line.gone, line.kept)
            case Began():
                pass

    def _on_changed(self, sensor: Sensor) -> None:
        seen = sensor.last_seen
        sensor = msgspec.structs.replace(
            sensor, last_seen=None if seen is None else seen + self._shift_s
        )
        if sensor.id in self._muted:
            sensor = msgspec.structs.replace(sensor, state=LinkState.IN_RANGE, reason="")
        self._tell(sensor)

    def _on_packet(self, line: Packet) -> None:
        if line.device in self._muted:
            return
        try:
            reading = self._read(line, bytes.fromhex(line.hex), line.at + self._shift_s)
        except MalformedPacketError as error:
            self.malformed += 1
            _log.info("sensor %s: %s", line.device, error)
            return
        self._live_event(line.device).set()
        if reading is not None:
            self.reading_received.emit(reading)

    def _read(self, line: Packet, data: bytes, at: float) -> SensorReading | None:
        if "/" in line.uuid:
            return broadcasts.reading_of(line.device, line.uuid, data, at)
        decoder = self._decoders.get(line.device)
        if decoder is None or line.uuid not in decoder.subscriptions:
            return None
        return decoder.decode(line.uuid, data, at)

    def _maker_of(self, sensor_id: SensorId) -> str:
        sensor = self._sensors.get(sensor_id)
        return "" if sensor is None else sensor.maker or ""

    def _tell(self, sensor: Sensor) -> None:
        self._sensors[sensor.id] = sensor
        self.sensor_changed.emit(sensor)

    def _live_event(self, sensor_id: SensorId) -> asyncio.Event:
        return self._live.setdefault(sensor_id, asyncio.Event())
