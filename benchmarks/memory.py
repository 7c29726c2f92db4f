"""What the desk keeps: hours of 200 notifications a second, played as fast as they go.

64 virtual devices are connected through real Bluetooth packets and heard for some seconds. Then
the gym's clock stands still, and what each device has said comes again and again in the desk's
own notification callbacks, while the desk's clock runs through the hours: decoding, supervision
(data age, scan, straps) and board are the true ones, the peripherals cost nothing. Readings are
not sent on to the hub.

`HOURS` are played in `dev.py bench`; all eight with `python -m benchmarks.memory 8`.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import NotifyCallback
from typing_extensions import override

from app.composition import Desk, Gym, open_desk, start_hub
from app.demo import Demo
from app.settings import Settings
from benchmarks.figure import Figure, table
from benchmarks.gym_scale import PER_SECOND, ROOM, pair_the_rest
from core.clock import PacedClock
from core.sensors.virtual.backend import VirtualClient
from core.tasks import TaskScope

HOURS = 0.5
WARM_UP_S = 960.0
"""Curves and the check of straps look 15 minutes back."""
LISTEN_S = 20.0
STEP_S = 0.25
TRACED_S = 300.0
LOOKS = 10
GLANCES = 20
GLANCE_S = 30.0
LIMIT_MB = 10.0
MB = 1e6


class Said:
    """What devices said, and to whom."""

    def __init__(self) -> None:
        self._of: list[tuple[NotifyCallback, list[bytearray]]] = []

    def noting(self, callback: NotifyCallback) -> NotifyCallback:
        packets: list[bytearray] = []
        self._of.append((callback, packets))

        def note(data: bytearray) -> None:
            packets.append(data)
            callback(data)

        return note

    def again(self) -> Iterator[Callable[[], None]]:
        """Every packet, device by device, for ever."""

        def of(callback: NotifyCallback, packets: list[bytearray]) -> Iterator[Callable[[], None]]:
            while True:
                for data in packets:
                    yield lambda: callback(data)  # noqa: B023 - called at once

        lines = [of(callback, packets) for callback, packets in self._of if packets]
        while True:
            for line in lines:
                yield next(line)


class NotingClient(VirtualClient):
    """The virtual gym's client, noting what it hears."""

    said: Said

    @override
    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: NotifyCallback, **kwargs: Any
    ) -> None:
        await super().start_notify(characteristic, self.said.noting(callback), **kwargs)


class NotingGym(Gym):
    """A gym whose packets are noted."""

    @property
    @override
    def client_backend(self) -> type[VirtualClient]:
        return NotingClient


class Playing:
    """The hours."""

    def __init__(self, desk: Desk, clock: PacedClock, said: Said) -> None:
        self._desk = desk
        self._clock = clock
        self._again = said.again()
        self.readings = 0
        desk.sensors.reading_received.connect(self._count)

    async def play(self, seconds: float) -> None:
        end = self._clock.now() + seconds
        count = round(PER_SECOND * STEP_S)
        while self._clock.now() < end:
            for say in itertools.islice(self._again, count):
                say()
            self._clock.move_to(self._clock.now() + STEP_S)
            for _ in range(3):
                await asyncio.sleep(0)

    def _count(self, _reading: object) -> None:
        self.readings += 1


def measure(hours: float = HOURS) -> list[Figure]:
    return asyncio.run(_measure(hours))


async def _measure(hours: float) -> list[Figure]:
    async with _playing() as playing:
        await playing.play(WARM_UP_S)
        before_mb = await _usual_resident_mb(playing)
        started, heard = time.perf_counter(), playing.readings
        await playing.play(hours * 3600)
        wall_s = time.perf_counter() - started
        per_second = (playing.readings - heard) / (hours * 3600)
        grown_mb = await _usual_resident_mb(playing) - before_mb
        traced_mb = await _traced(playing)
    print(
        f"{per_second:.0f} readings/s, {hours * 3600 / wall_s:.0f} times as fast as they happened"
    )
    name = f"{hours:g} of 8 h at {PER_SECOND} packets/s"
    share_mb = LIMIT_MB * TRACED_S / (8 * 3600)
    return [
        Figure(f"{name}, resident memory grows", grown_mb, "MB", "limit", LIMIT_MB, 1.0),
        Figure(f"{TRACED_S:g} s more, objects grow", traced_mb, "MB", "share", share_mb, 1.0),
    ]


@asynccontextmanager
async def _playing() -> AsyncIterator[Playing]:
    """A desk with 64 devices that have been heard, whose time now stands still."""
    said = NotingClient.said = Said()
    tasks, began = TaskScope(), time.time()
    clock, gym_clock = PacedClock(began), PacedClock(began)
    running = [tasks.start(one.run(), name="time") for one in (clock, gym_clock)]
    with tempfile.TemporaryDirectory() as home:
        gym = NotingGym(gym_clock, scenario=ROOM)
        settings = Settings(home=Path(home))
        hub = await start_hub(settings, tasks, sample_club=True)
        desk = await open_desk(settings, hub, gym.source(clock, 1), clock, tasks)
        demo = Demo(desk, gym)
        await demo.set_up()
        pair_the_rest(desk)
        await gym.start()
        await demo.connect()
        await demo.start()
        await clock.sleep(LISTEN_S)
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        desk.courier.add = lambda _session_id, _reading: None  # type: ignore[method-assign]
        yield Playing(desk, clock, said)
        for one in (clock, gym_clock):
            tasks.spawn(one.run(), name="time")
        await desk.close(stop_hub=True)
        await gym.close()
        await tasks.close()


async def _usual_resident_mb(playing: Playing) -> float:
    """The median of ten minutes: single looks differ by MBs, as straps are checked or not."""
    seen: list[float] = []
    for _ in range(GLANCES):
        await playing.play(GLANCE_S)
        seen.append(resident_mb())
    return statistics.median(seen)


async def _traced(playing: Playing) -> float:
    """How much more is kept after some minutes, by Python's own account, in MB."""
    tracemalloc.start()
    await playing.play(TRACED_S)
    before = await _kept_mb()
    await playing.play(TRACED_S)
    after = await _kept_mb()
    tracemalloc.stop()
    return after - before


async def _kept_mb() -> float:
    """The least of some looks: a check of straps may be at work in its thread."""
    sizes: list[int] = []
    for _ in range(LOOKS):
        await asyncio.sleep(0.1)
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
    return min(sizes) / MB


def resident_mb() -> float:
    """Resident memory of this process; where the system does not tell (no /proc), nothing."""
    gc.collect()
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MB


if __name__ == "__main__":
    print(table(measure(float(sys.argv[1]))))
