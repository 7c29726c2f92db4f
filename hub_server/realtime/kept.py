"""What came too soon is not lost: the newest of each is kept, and handled when there is room.

The sender was told no, and when to come again; if he does, with the same event id, he learns
that it is recorded. Kept requests live in memory only: nobody was promised anything.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from core.domain.ids import EventId, new_id
from core.errors import HockeyHubError, TooManyError
from core.ports.clock import Clock
from core.protocol.realtime import Ack, Request
from core.tasks import TaskScope
from hub_server.realtime.limits import RateLimits
from hub_server.realtime.peers import Peer

_log = logging.getLogger(__name__)

MOST_KEPT: Final = 20
"""Requests of one kind, player and session that wait; of values that replace each other, one."""

Apply = Callable[[str, Peer, Request], Awaitable[Ack]]


@dataclass(slots=True)
class _Queue:
    """What waits of one kind, player and session, in the order in which it came."""

    waiting: dict[object, tuple[Peer, Request]] = field(default_factory=dict)


class KeptRequests:
    """Keeps requests until their limit lets them through.

    Args:
        clock: Waits, and dates requests that do not say when they happened.
        tasks: Owner of the waiting.
        limits: Say when there is room.
        apply: Handles a request: name, sender, request.
    """

    def __init__(self, clock: Clock, tasks: TaskScope, limits: RateLimits, apply: Apply) -> None:
        self._clock = clock
        self._tasks = tasks
        self._limits = limits
        self._apply = apply
        self._queues: dict[tuple[str, str], _Queue] = {}

    def keep(self, name: str, key: str, peer: Peer, request: Request, which: object) -> bool:
        """Keep a refused request in place of an older one; whether that was possible.

        Args:
            name: Of the event.
            key: Whose limit it is.
            peer: Who sent it.
            request: What.
            which: Requests with the same one replace each other.
        """
        queue = self._queues.get((name, key))
        is_first = queue is None
        queue = queue or _Queue()
        _ = queue.waiting.pop(which, None)
        if len(queue.waiting) >= MOST_KEPT:
            return False
        queue.waiting[which] = (peer, self._dated(request))
        if is_first:
            self._queues[name, key] = queue
            self._tasks.spawn(self._work(name, key, queue), name="kept requests")
        return True

    def forget(self, name: str, key: str, which: object) -> None:
        """A newer one was let through."""
        queue = self._queues.get((name, key))
        if queue is not None:
            _ = queue.waiting.pop(which, None)

    def _dated(self, request: Request) -> Request:
        return msgspec.structs.replace(
            request,
            event_id=request.event_id or EventId(new_id()),
            timestamp=self._clock.now() * 1000 if request.timestamp is None else request.timestamp,
        )

    async def _work(self, name: str, key: str, queue: _Queue) -> None:
        try:
            while queue.waiting:
                try:
                    self._limits.take(name, key)
                except TooManyError as error:
                    await self._clock.sleep((error.retry_after_ms or 1) / 1000)
                    continue
                which = next(iter(queue.waiting))
                await self._handle(name, *queue.waiting.pop(which))
        finally:
            _ = self._queues.pop((name, key), None)

    async def _handle(self, name: str, peer: Peer, request: Request) -> None:
        if peer.is_leaving:
            return
        try:
            _ = await self._apply(name, peer, request)
        except HockeyHubError as error:
            _log.info("a kept %s was refused: %s", name, error.message)
