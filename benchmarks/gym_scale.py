"""64 virtual devices: until all are live, until a team is back, and what 200 packets a second cost.

Peripherals, air and desk share one process here. So what the desk does is timed where it does
it: in the notification callbacks (decoding, supervision, board) and in the periodic checks.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path
from typing import Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import NotifyCallback
from typing_extensions import override

from app.composition import Desk, Gym, open_desk, start_hub
from app.demo import Demo
from app.settings import Settings
from benchmarks.figure import Figure
from core.clock import SystemClock
from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Pairing, Sensor, SensorKind
from core.gatt import uuids
from core.gatt.pm5 import sample_rate
from core.ports.sensors import SensorSource
from core.sensors.broadcasts import Broadcasts
from core.sensors.link import SensorLink
from core.sensors.radio_watch import RadioWatch
from core.sensors.virtual.backend import VirtualClient
from core.sensors.virtual.devices import Furnishing
from core.sensors.virtual.scenario import Scenario
from core.tasks import TaskScope

ROOM = Scenario(
    gym=Furnishing(
        straps=34, pm5_rowers=8, pm5_skis=8, ftms_rowers=0, ftms_bikes=8, power_meter_bikes=6
    )
)
TEAM = 24
SECONDS = 20
AWAY_S = 4.0
PATIENCE_S = 30.0
PM5_PERIOD_MS = 250
PER_SECOND = 200
LIVE_LIMIT_S = 5.0
LATENCY_LIMIT_MS = 5.0
SHARE_LIMIT = 10.0


class Stopwatch:
    """Times every call of some functions while it runs."""

    def __init__(self) -> None:
        self.is_on = False
        self.packets_s: list[float] = []
        self.checks_s = 0.0

    def around_packet(self, callback: Callable[..., None]) -> Callable[..., None]:
        def timed(*arguments: object) -> None:
            started = time.perf_counter()
            callback(*arguments)
            if self.is_on:
                self.packets_s.append(time.perf_counter() - started)

        return timed

    def around_check(self, check: Callable[..., None]) -> Callable[..., None]:
        def timed(*arguments: object) -> None:
            started = time.perf_counter()
            check(*arguments)
            if self.is_on:
                self.checks_s += time.perf_counter() - started

        return timed


class TimedClient(VirtualClient):
    """The virtual gym's client, with a stopwatch around what it calls."""

    stopwatch: Stopwatch

    @override
    async def start_notify(
        self,
        characteristic: BleakGATTCharacteristic,
        callback: NotifyCallback,
        **kwargs: Any,
    ) -> None:
        timed = self.stopwatch.around_packet(callback)
        await super().start_notify(characteristic, timed, **kwargs)


class TimedGym(Gym):
    """A gym whose desk is timed."""

    @property
    @override
    def client_backend(self) -> type[VirtualClient]:
        return TimedClient


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    stopwatch = TimedClient.stopwatch = Stopwatch()
    for watched in (SensorLink, Broadcasts, RadioWatch):
        watched.check = stopwatch.around_check(watched.check)  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as home:
        tasks, clock = TaskScope(), SystemClock()
        gym = TimedGym(clock, scenario=ROOM)
        settings = Settings(home=Path(home))
        hub = await start_hub(settings, tasks, sample_club=True)
        desk = await open_desk(settings, hub, gym.source(clock, 1), clock, tasks)
        demo = Demo(desk, gym)
        await demo.set_up()
        pair_the_rest(desk)
        await gym.start()
        started = time.perf_counter()
        live = await demo.connect()
        live_s = time.perf_counter() - started
        await demo.start()
        back_s = await _return(desk, gym)
        per_second, busy_s = await _run(desk, gym, stopwatch)
        await desk.close(stop_hub=True)
        await gym.close()
    packets_s = stopwatch.packets_s
    p99_ms = statistics.quantiles(packets_s, n=100)[98] * 1000
    desk_share = (sum(packets_s) + stopwatch.checks_s) / SECONDS * 100
    rate = f"{per_second:.0f} packets/s"
    return [
        Figure(f"{live} of 64 devices found and live", live_s, "s", "limit", LIVE_LIMIT_S, 1.0),
        Figure("64 against devices live", 64, "", "live", max(live, 0.01), 1.0),
        Figure(f"team of {TEAM} back and live", back_s, "s", "limit", LIVE_LIMIT_S, 1.0),
        Figure("wanted against packets a second", PER_SECOND, "/s", "sent", per_second, 1.0),
        Figure(f"{rate}, reception to board, p99", p99_ms, "ms", "limit", LATENCY_LIMIT_MS, 1.0),
        Figure(f"{rate}, desk's share of a core", desk_share, "%", "limit", SHARE_LIMIT, 1.0),
        Figure(f"{rate}, with peripherals and air", busy_s / SECONDS * 100, "%", "core", 100, 1.0),
    ]


def pair_the_rest(desk: Desk) -> None:
    """Give every device an owner, so that all readings reach the board."""
    pairings = desk.pairings.all()
    players = cycle([one.player_id for one in pairings if one.player_id is not None])
    units = cycle([one.unit_id for one in pairings if one.unit_id is not None])

    def give(sensor: Sensor) -> None:
        if desk.pairings.owner_of(sensor.id) is not None:
            return
        if sensor.kind is SensorKind.HEART_RATE:
            desk.pairings.pair(Pairing(sensor_id=sensor.id, player_id=next(players)))
        else:
            desk.pairings.pair(Pairing(sensor_id=sensor.id, unit_id=next(units)))

    desk.sensors.sensor_changed.connect(give)


async def _return(desk: Desk, gym: Gym) -> float:
    """The team walks out and comes back: seconds until all are live."""
    team = {SensorId(one.address) for one in gym.devices if one.kind is SensorKind.HEART_RATE}
    team = set(sorted(team)[:TEAM])
    for address in team:
        await gym.faults.vanish(address)
    await _until(desk.sensors, lambda: not _live(desk, team))
    await desk.clock.sleep(AWAY_S)
    for address in team:
        gym.faults.appear(address)
    started = time.perf_counter()
    await _until(desk.sensors, lambda: _live(desk, team) == team)
    return time.perf_counter() - started


async def _run(desk: Desk, gym: Gym, stopwatch: Stopwatch) -> tuple[float, float]:
    """Packets a second, and all processor seconds of this process."""
    for device in gym.devices:
        if device.kind in (SensorKind.PM5_ROWER, SensorKind.PM5_SKI):
            client = desk.sensors.client_of(SensorId(device.address))  # type: ignore[attr-defined]
            await client.write_gatt_char(
                uuids.PM5_SAMPLE_RATE, sample_rate.encode(PM5_PERIOD_MS), response=True
            )
    await desk.clock.sleep(2)
    sent, busy_s = gym.notifications_sent, time.process_time()
    stopwatch.is_on = True
    await desk.clock.sleep(SECONDS)
    stopwatch.is_on = False
    return (gym.notifications_sent - sent) / SECONDS, time.process_time() - busy_s


def _live(desk: Desk, sensor_ids: Iterable[SensorId]) -> set[SensorId]:
    wanted = set(sensor_ids)
    return {
        one.id for one in desk.sensors.sensors if one.id in wanted and one.state is LinkState.LIVE
    }


async def _until(sensors: SensorSource, condition: Callable[[], bool]) -> None:
    """Wait for what the desk tells of its sensors, but not for ever."""
    is_so = asyncio.Event()
    undo = sensors.sensor_changed.connect(lambda _: is_so.set() if condition() else None)
    if not condition():
        async with asyncio.timeout(PATIENCE_S):
            await is_so.wait()
    undo()
