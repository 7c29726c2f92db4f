"""Clocks: the wall's, and a paced one that plays an hour of training in a minute.

Both fulfil `core.ports.clock.Clock`. Time is an input everywhere, so tests and the
accelerated demo run the same code as a real hour.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

_COUNTS_SLEEP = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}
_IDLE_S = 0.005
"""How often a paced clock looks whether somebody wants to be woken earlier."""


class SystemClock:
    """The computer's own clock."""

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00Z."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds that never jump; only differences mean anything."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


def uptime_s() -> float:
    """Seconds that never jump and, where the system tells, also count while it sleeps."""
    name = _COUNTS_SLEEP.get(sys.platform)
    return time.monotonic() if name is None else time.clock_gettime(getattr(time, name))


class ManualClock:
    """A clock that stands still until somebody moves it.

    Args:
        start: Its first instant, seconds since 1970.
    """

    def __init__(self, start: float = 0.0) -> None:
        self._start = start
        self._now = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00Z."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since this clock began."""
        return self._now - self._start

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was moved far enough."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), future))
        await future

    def next_wake(self) -> float | None:
        """Instant at which the next sleeper wants to wake; None if nobody sleeps."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    def move_to(self, instant: float) -> None:
        """Set the time and wake all who waited for it; never goes back."""
        self._now = max(self._now, instant)
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)

    async def advance(self, seconds: float) -> None:
        """Play `seconds`, waking each sleeper at its own instant and in order."""
        end = self._now + seconds
        while (wake := self.next_wake()) is not None and wake <= end:
            self.move_to(wake)
            await _let_others_run()
        self.move_to(end)
        await _let_others_run()


class PacedClock(ManualClock):
    """Plays time at up to `speed` times the wall's, and slows down rather than lose anything.

    After each step it waits for `settle` (say, until the radio link is quiet), so that what
    happens in one instant is over before the next begins, however fast the time runs.

    Args:
        start: First instant, seconds since 1970.
        speed: Upper limit, session seconds per wall second; `inf` for as fast as it goes.
        settle: Awaited after each step.
    """

    def __init__(
        self,
        start: float,
        speed: float = 1.0,
        settle: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(start)
        self._speed = speed
        self.settle = settle or _let_others_run
        self._paced_from = (self._now, time.monotonic())
        self._running = asyncio.Event()
        self._running.set()

    def set_speed(self, speed: float) -> None:
        """Play at another speed from now on."""
        self._speed = speed
        self._paced_from = (self._now, time.monotonic())

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Let the time stand while something outside of it (the hub) is waited for."""
        self._running.clear()
        try:
            yield
        finally:
            self._paced_from = (self._now, time.monotonic())
            self._running.set()

    async def run(self) -> None:
        """Drive the time until cancelled."""
        while True:
            await self._running.wait()
            wake = self.next_wake()
            if wake is None:
                await asyncio.sleep(_IDLE_S)
                continue
            session_from, wall_from = self._paced_from
            ahead_s = (wake - session_from) / self._speed - (time.monotonic() - wall_from)
            if ahead_s > 0:
                await asyncio.sleep(min(ahead_s, _IDLE_S))
                continue
            self.move_to(wake)
            await self.settle()


async def _let_others_run() -> None:
    for _ in range(3):
        await asyncio.sleep(0)
