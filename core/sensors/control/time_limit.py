"""Time limits on the injected clock, for any number of things at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from core.ports.clock import Clock
from core.tasks import TaskScope

T = TypeVar("T")


class TimeLimit:
    """Ends what takes too long.

    Args:
        clock: Whose time counts.
        tasks: Where the alarms run.
    """

    def __init__(self, clock: Clock, tasks: TaskScope) -> None:
        self._clock = clock
        self._tasks = tasks

    async def within(self, limit_s: float, work: Awaitable[T]) -> T:
        """Await something, but not longer than that.

        Raises:
            TimeoutError: It took too long.
        """
        async with asyncio.timeout(None) as deadline:
            alarm = self._tasks.start(self._ring(limit_s, deadline), name="time limit")
            try:
                return await work
            finally:
                alarm.cancel()

    async def _ring(self, limit_s: float, deadline: asyncio.Timeout) -> None:
        await self._clock.sleep(limit_s)
        deadline.reschedule(asyncio.get_running_loop().time())
