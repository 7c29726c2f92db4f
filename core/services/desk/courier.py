"""Carries readings from the desk to the hub, through the outbox, in order, until acknowledged."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable

from core.domain.ids import EventId, SessionId, new_id
from core.domain.sensor import Reading, ReadingBatch
from core.errors import (
    ConflictError,
    HockeyHubError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    UnavailableError,
    WrongStateError,
)
from core.events import Event
from core.ports.hub_link import LinkStatus, ReadingLink
from core.ports.outbox import ReadingOutbox
from core.services.desk.patient_outbox import PatientOutbox
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

FLUSH_S = 0.25
"""How long readings gather before they travel. The eye does not wait for it."""
_MAX_BATCH = 1500
"""Readings in one message; keeps it well under the hub's size limit."""
_DELIVERY_S = 15.0
"""Who waits for a delivery is told that it does not come after so long."""
_SLOW_S = 3.0
"""A hub that has not acknowledged a batch after so long does not store just now."""
_REST_ROUNDS = 4
"""A session whose batch the hub cannot take now is left alone for so many rounds."""
_ABOUT_THE_CONTENT = (
    InvalidInputError,
    NotFoundError,
    WrongStateError,
    NotAllowedError,
    ConflictError,
)
"""Refusals that sending the same batch again would only repeat."""


class ReadingCourier:
    """Gathers readings and brings them to the hub; nothing is forgotten before its acknowledgement.

    Batches left over from an earlier run of the program are sent first. A session's batches
    arrive in order; sessions do not wait for each other. What the hub refuses for its content
    is kept apart on disk; after any other failure it is sent again.

    Args:
        link: Where to.
        outbox: Where batches wait on disk.
        tasks: Owner of the background work.
    """

    def __init__(self, link: ReadingLink, outbox: ReadingOutbox, tasks: TaskScope) -> None:
        self.refused: Event[[ReadingBatch, HockeyHubError]] = Event()
        """The hub will never take a batch; it was put apart."""
        self._link = link
        self._outbox = PatientOutbox(outbox)
        self.disk_failed = self._outbox.failed
        """Readings cannot be written to disk and are kept in memory; told once."""
        self._gathered: defaultdict[SessionId, list[Reading]] = defaultdict(list)
        self._queues: defaultdict[SessionId, list[ReadingBatch]] = defaultdict(list)
        for batch in outbox.waiting():
            self._queues[batch.session_id].append(batch)
        self._resting: dict[SessionId, int] = {}
        self._held_up: set[SessionId] = set()
        self._settled = asyncio.Event()
        """Set, and replaced by a fresh one, whenever a batch left a queue or the link changed."""
        self._pushed = asyncio.Event()
        self._undo = link.status_changed.connect(self._on_link_changed)
        tasks.spawn(self._run(), name="reading courier")

    @property
    def waiting(self) -> int:
        """Readings that the hub has not acknowledged yet."""
        queued = sum(len(batch.readings) for queue in self._queues.values() for batch in queue)
        return queued + sum(len(readings) for readings in self._gathered.values())

    @property
    def is_held_up(self) -> bool:
        """The hub hears us, but does not store: its disk is full, or its database locked."""
        return self._link.status is LinkStatus.ONLINE and bool(self._held_up)

    def unacknowledged(self, session_id: SessionId) -> tuple[Reading, ...]:
        """What the hub may not have yet of one session, oldest first."""
        queued = [reading for batch in self._queues[session_id] for reading in batch.readings]
        return (*queued, *self._gathered[session_id])

    def add(self, session_id: SessionId, reading: Reading) -> None:
        """Take a reading along."""
        self._gathered[session_id].append(reading)

    async def delivered(self, session_ids: Iterable[SessionId] | None = None) -> None:
        """Wait until the hub has everything added so far; what comes later is not waited for.

        Args:
            session_ids: Of these sessions; of all by default.

        Raises:
            UnavailableError: The hub is away, or does not take it in time.
        """
        self._gather()
        concerned = tuple(self._queues if session_ids is None else session_ids)
        wanted = {batch.event_id for key in concerned for batch in self._queues[key]}
        self._pushed.set()
        try:
            async with asyncio.timeout(_DELIVERY_S):
                while wanted & {batch.event_id for key in concerned for batch in self._queues[key]}:
                    if self._link.status is not LinkStatus.ONLINE:
                        raise UnavailableError(
                            "The hub is away; readings are kept here until it is back.",
                            suggested_action="Wait until the connection is back, then try again.",
                        )
                    await self._settled.wait()
        except TimeoutError as error:
            raise UnavailableError("The hub has not taken all readings yet.") from error

    async def _run(self) -> None:
        try:
            while True:
                await self._pause()
                self._gather()
                self._outbox.write()
                if self._link.status is LinkStatus.ONLINE:
                    await asyncio.gather(*(self._send(key) for key in self._rested()))
        finally:
            self._undo()
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
        """Make batches of what was added; each has its id for good, whatever the disk does."""
        for session_id, readings in self._gathered.items():
            while readings:
                batch = ReadingBatch(
                    event_id=EventId(new_id()),
                    session_id=session_id,
                    readings=tuple(readings[:_MAX_BATCH]),
                )
                del readings[:_MAX_BATCH]
                self._queues[session_id].append(batch)
                self._outbox.put(batch)

    def _rested(self) -> list[SessionId]:
        """Sessions that have something to send and may."""
        self._resting = {key: rounds - 1 for key, rounds in self._resting.items() if rounds > 1}
        return [key for key, queue in self._queues.items() if queue and key not in self._resting]

    async def _send(self, session_id: SessionId) -> None:
        queue = self._queues[session_id]
        while queue:
            batch = queue[0]
            slow = asyncio.get_running_loop().call_later(_SLOW_S, self._held_up.add, session_id)
            try:
                await self._link.send_readings(batch)
            except _ABOUT_THE_CONTENT as refusal:
                self._put_apart(batch, refusal)
            except UnavailableError:
                self._held_up.add(session_id)
                return
            except HockeyHubError as error:
                _log.warning("readings of session %s wait: %s", session_id, error.message)
                self._resting[session_id] = _REST_ROUNDS
                return
            else:
                self._outbox.remove(batch.event_id)
            finally:
                slow.cancel()
            self._held_up.discard(session_id)
            queue.pop(0)
            self._wake()

    def _put_apart(self, batch: ReadingBatch, refusal: HockeyHubError) -> None:
        _log.warning(
            "hub refused %d readings of session %s: %s",
            len(batch.readings),
            batch.session_id,
            refusal.message,
        )
        self._outbox.refuse(batch.event_id, f"{refusal.code}: {refusal.message}")
        self.refused.emit(batch, refusal)

    def _on_link_changed(self, _status: LinkStatus, _reason: str) -> None:
        self._wake()

    def _wake(self) -> None:
        self._settled.set()
        self._settled = asyncio.Event()
