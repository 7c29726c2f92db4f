"""The whole team on the virtual link, in real time."""

import asyncio
from collections import Counter
from itertools import pairwise
from random import Random

from core.clock import PacedClock
from core.domain.sensor import LinkState, SensorKind
from core.sensors.radio import BleakSource
from core.sensors.virtual.gym import VirtualGym
from core.tasks import TaskScope
from tests.helpers.waiting import until

START = 1_700_000_000.0


async def test_that_a_whole_team_is_live_in_seconds_and_loses_nothing_at_sixty_times_speed():
    clock = PacedClock(START)
    gym = VirtualGym(clock, seed=3)
    clock.settle = gym.settle
    source = BleakSource(
        clock,
        Random(3),  # noqa: S311 - jitter
        scanner_backend=gym.scanner_backend,
        client_backend=gym.client_backend,
    )
    heard: dict[str, list[float]] = {}
    source.reading_received.connect(lambda one: heard.setdefault(one.sensor_id, []).append(one.at))
    tasks = TaskScope()
    await gym.start()
    await source.start()
    tasks.spawn(clock.run(), name="clock")
    await until(lambda: len(source.sensors) == 36, "all found")
    await asyncio.gather(*(source.connect(sensor.id) for sensor in source.sensors))

    assert {sensor.state for sensor in source.sensors} == {LinkState.LIVE}
    assert Counter(sensor.kind for sensor in source.sensors) == {
        SensorKind.HEART_RATE: 18,
        SensorKind.PM5_ROWER: 4,
        SensorKind.FTMS_ROWER: 2,
        SensorKind.FTMS_BIKE: 3,
        SensorKind.CYCLING_POWER: 3,
        SensorKind.PM5_SKI: 6,
    }
    await until(lambda: all(sensor.serial for sensor in source.sensors), "all told their serial")
    await until(lambda: charges(source) == 21, "straps and pedals told their charge")

    heard.clear()
    before = clock.now()
    clock.set_speed(60)
    await until(lambda: clock.now() > before + 60, "a minute of training")
    await tasks.close()
    await source.close()
    await gym.close()
    for strap in (one.id for one in source.sensors if one.kind is SensorKind.HEART_RATE):
        assert {b - a for a, b in pairwise(heard[strap])} == {1.0}


def charges(source: BleakSource) -> int:
    return sum(sensor.battery_percent is not None for sensor in source.sensors)
