"""Turns at one radio: one at a time, and those first that are likely to be short."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A lock whose waiters come in order of their rank, then of their arrival.

    A device that fails to answer holds the radio for as long as an attempt may take. So one
    that has failed before waits until those have had their turn that have not.
    """

    def __init__(self) -> None:
        self._is_taken = False
        self._order = itertools.count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, rank: int) -> AsyncIterator[None]:
        """Have the radio for oneself.

        Args:
            rank: Lower comes first.
        """
        await self._take(rank)
        try:
            yield
        finally:
            self._pass_on()

    async def _take(self, rank: int) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._order), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._pass_on()  # it was given just before
            raise

    def _pass_on(self) -> None:
        while self._waiting:
            _, _, next_one = heapq.heappop(self._waiting)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._is_taken = False
