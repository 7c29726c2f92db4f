import asyncio
import math

from core.clock import ManualClock, PacedClock
from core.tasks import TaskScope


async def test_that_sleepers_wake_in_order_and_each_at_its_own_instant():
    clock = ManualClock(start=100.0)
    woken: list[tuple[str, float]] = []

    async def sleep(label: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((label, clock.now()))

    scope = TaskScope()
    scope.spawn(sleep("late", 3), name="late")
    scope.spawn(sleep("early", 1), name="early")
    await asyncio.sleep(0)
    await clock.advance(5)
    await scope.close()

    assert woken == [("early", 101.0), ("late", 103.0)]
    assert clock.now() == 105.0


async def test_that_a_paced_clock_ends_one_instant_before_the_next_begins():
    steps: list[str] = []

    async def settle() -> None:
        await asyncio.sleep(0)
        steps.append(f"settled {clock.now():.0f}")

    clock = PacedClock(start=0.0, speed=math.inf, settle=settle)

    async def tick() -> None:
        for _ in range(3):
            await clock.sleep(1)
            steps.append(f"tick {clock.now():.0f}")

    scope = TaskScope()
    scope.spawn(clock.run(), name="clock")
    await tick()
    await scope.close()

    assert steps[:5] == ["tick 1", "settled 1", "tick 2", "settled 2", "tick 3"]


async def test_that_time_stands_while_a_paced_clock_is_held():
    clock = PacedClock(start=0.0, speed=math.inf)
    scope = TaskScope()
    scope.spawn(clock.run(), name="clock")

    async def tick() -> None:
        while True:
            await clock.sleep(1)

    scope.spawn(tick(), name="tick")
    await clock.sleep(5)
    async with clock.held():
        before = clock.now()
        for _ in range(50):
            await asyncio.sleep(0)
        assert clock.now() == before
    await clock.sleep(2)
    await scope.close()
    assert clock.now() >= before + 2
