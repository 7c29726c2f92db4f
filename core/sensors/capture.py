"""Raw packets of a session into a file, to be played back by `core.sensors.replay_source`.

JSON lines: a header, then what happened in the order in which it did. Nothing is decoded, so a
recording outlives every mistake of our decoders.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import BinaryIO

import msgspec

from core.domain.ids import SensorId
from core.domain.sensor import Sensor, SensorKind
from core.domain.value import Value
from core.errors import UnavailableError
from core.ports.clock import Clock
from core.sensors.radio import BleakSource
from core.tasks import TaskScope

VERSION = 1
_WRITE_EVERY_S = 1.0
_LINES_PER_TURN = 500
"""Encoded in about a millisecond."""


class Line(Value, frozen=True, kw_only=True, tag_field="line"):
    """One line of a recording."""

    at: float
    """Seconds since 1970."""


class Began(Line, frozen=True, kw_only=True, tag="began"):
    """The first line."""

    version: int


class Changed(Line, frozen=True, kw_only=True, tag="sensor"):
    """A sensor appeared, or its state, signal or battery changed."""

    sensor: Sensor


class Merged(Line, frozen=True, kw_only=True, tag="merged"):
    """A sensor turned out to be another one."""

    gone: SensorId
    kept: SensorId


class Opened(Line, frozen=True, kw_only=True, tag="opened"):
    """A connection began to be listened to."""

    device: SensorId
    kind: SensorKind


class Packet(Line, frozen=True, kw_only=True, tag="packet"):
    """A notification, or what was new in an advertisement."""

    receiver: str
    device: SensorId
    uuid: str
    """Of the characteristic, or `advertisement/0x006b`."""
    hex: str


AnyLine = Began | Changed | Merged | Opened | Packet


class Capture:
    """Listens in on a source and writes what it hears, a second's worth at a time.

    To be made before the source is started: decoders begin with the connection.

    Args:
        path: The file; one that is there is replaced.
        source: Whose packets.
        clock: For the times of what is not a packet.

    Raises:
        UnavailableError: The file cannot be made.
    """

    def __init__(self, path: Path, source: BleakSource, clock: Clock) -> None:
        self._clock = clock
        self._encoder = msgspec.json.Encoder()
        self._waiting: list[AnyLine] = [Began(at=clock.now(), version=VERSION)]
        self._turn = asyncio.Lock()
        self._tasks = TaskScope()
        self._source = source
        self._file = _create(path)
        self._undo = (
            source.sensor_changed.connect(self._on_changed),
            source.sensor_merged.connect(self._on_merged),
        )
        source.tap.listener = self
        for sensor in source.sensors:
            self._on_changed(sensor)
        self._tasks.spawn(self._write_often(), name=f"capture {path.name}")

    def opened(self, at: float, sensor_id: SensorId, kind: SensorKind) -> None:
        """A connection begins to be listened to."""
        self._waiting.append(Opened(at=at, device=sensor_id, kind=kind))

    def packet(self, at: float, receiver: str, sensor_id: SensorId, uuid: str, data: bytes) -> None:
        """A packet came."""
        line = Packet(at=at, receiver=receiver, device=sensor_id, uuid=uuid, hex=data.hex())
        self._waiting.append(line)

    async def close(self) -> None:
        """Listen no more, write the rest and close the file."""
        self._source.tap.listener = None
        for undo in self._undo:
            undo()
        async with self._turn:  # what is being written is written to its end
            await self._tasks.close()
        await self._write()
        self._file.close()

    def _on_changed(self, sensor: Sensor) -> None:
        self._waiting.append(Changed(at=self._clock.now(), sensor=sensor))

    def _on_merged(self, gone: SensorId, kept: SensorId) -> None:
        self._waiting.append(Merged(at=self._clock.now(), gone=gone, kept=kept))

    async def _write_often(self) -> None:
        while True:
            await self._clock.sleep(_WRITE_EVERY_S)
            async with self._turn:
                await self._write()

    async def _write(self) -> None:
        """Encode here, a bit at a time; the disk is waited for in a thread."""
        while self._waiting:
            lines, self._waiting = (
                self._waiting[:_LINES_PER_TURN],
                self._waiting[_LINES_PER_TURN:],
            )
            text = self._encoder.encode_lines(lines)
            await asyncio.to_thread(self._file.write, text)
        await asyncio.to_thread(self._file.flush)


def _create(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        raise UnavailableError(
            f"The recording {path} cannot be written.",
            suggested_action="Name a file in a folder that is there and not read-only.",
        ) from error
