"""Carries readings from the desk to the hub, through the outbox, in order, until acknowledged."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict

from core.domain.ids import EventId, SessionId, new_id
from core.domain.sensor import Reading, ReadingBatch
from core.errors import HockeyHubError, UnavailableError
from core.ports.hub_link import LinkStatus, SessionLink
from core.ports.outbox import ReadingOutbox
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

FLUSH_S = 0.25
"""How long readings gather before they travel. The eye does not wait for it."""
_MAX_BATCH = 1500
"""Readings in one message; keeps it well under the hub's size limit."""


class ReadingCourier:
    """Gathers readings and brings them to the hub; nothing is forgotten before its acknowledgement.

    Batches left over from an earlier run of the program are sent first. A session's batches
    arrive in order; sessions do not wait for each other.

    Args:
        link: Where to.
        outbox: Where batches wait on disk.
        tasks: Owner of the background work.
    """

    def __init__(self, link: SessionLink, outbox: ReadingOutbox, tasks: TaskScope) -> None:
        self._link = link
        self._outbox = outbox
        self._gathered: defaultdict[SessionId, list[Reading]] = defaultdict(list)
        self._queues: defaultdict[SessionId, list[ReadingBatch]] = defaultdict(list)
        for batch in outbox.waiting():
            self._queues[batch.session_id].append(batch)
        self._gathered_count = 0
        self._empty = asyncio.Event()
        self._pushed = asyncio.Event()
        tasks.spawn(self._run(), name="reading courier")

    @property
    def waiting(self) -> int:
        """Readings that the hub has not acknowledged yet."""
        queued = (batch for queue in self._queues.values() for batch in queue)
        return self._gathered_count + sum(len(batch.readings) for batch in queued)

    def add(self, session_id: SessionId, reading: Reading) -> None:
        """Take a reading along."""
        self._gathered[session_id].append(reading)
        self._gathered_count += 1
        self._empty.clear()

    async def delivered(self) -> None:
        """Wait until the hub has acknowledged everything added so far."""
        while self.waiting:
            self._empty.clear()
            self._pushed.set()
            await self._empty.wait()

    async def _run(self) -> None:
        try:
            while True:
                await self._pause()
                self._gather()
                if self._link.status is LinkStatus.ONLINE:
                    sessions = [key for key, queue in self._queues.items() if queue]
                    await asyncio.gather(*(self._send(session_id) for session_id in sessions))
                if not self.waiting:
                    self._empty.set()
        finally:
            self._gather()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(FLUSH_S):
                await self._pushed.wait()
        except TimeoutError:
            return
        self._pushed.clear()
        await asyncio.sleep(0)

    def _gather(self) -> None:
        for session_id, readings in self._gathered.items():
            for start in range(0, len(readings), _MAX_BATCH):
                batch = ReadingBatch(
                    event_id=EventId(new_id()),
                    session_id=session_id,
                    readings=tuple(readings[start : start + _MAX_BATCH]),
                )
                self._outbox.put(batch)
                self._queues[session_id].append(batch)
        self._gathered.clear()
        self._gathered_count = 0

    async def _send(self, session_id: SessionId) -> None:
        queue = self._queues[session_id]
        while queue:
            batch = queue[0]
            try:
                await self._link.send_readings(batch)
            except UnavailableError:
                return
            except HockeyHubError as refusal:
                _log.warning(
                    "hub refused %d readings of session %s: %s",
                    len(batch.readings),
                    session_id,
                    refusal.message,
                )
            self._outbox.remove(batch.event_id)
            queue.pop(0)
