"""A time limit on the injected clock, for one thing at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from core.ports.clock import Clock

T = TypeVar("T")


class Deadline:
    """Ends what takes too long. Its owner calls `check` a few times a second.

    Args:
        clock: Whose time counts.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._limit: tuple[asyncio.Timeout, float] | None = None

    async def within(self, limit_s: float, work: Awaitable[T]) -> T:
        """Await something, but not longer than that.

        Raises:
            TimeoutError: It took too long, or was interrupted.
        """
        async with asyncio.timeout(None) as timeout:
            self._limit = (timeout, self._clock.monotonic() + limit_s)
            try:
                return await work
            finally:
                self._limit = None

    def check(self, now_s: float) -> None:
        """Interrupt what has come to its limit.

        Args:
            now_s: Monotonic time of the clock.
        """
        if self._limit is not None and now_s >= self._limit[1]:
            self.interrupt()

    def interrupt(self) -> None:
        """Let what is being awaited time out now."""
        limit, self._limit = self._limit, None
        if limit is not None:
            limit[0].reschedule(asyncio.get_running_loop().time())
