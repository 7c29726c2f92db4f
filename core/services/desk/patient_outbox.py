"""The outbox for a disk that may be full or locked: what could not be written is tried again."""

from __future__ import annotations

import logging

from core.domain.ids import EventId
from core.domain.sensor import ReadingBatch
from core.errors import UnavailableError
from core.events import Event
from core.ports.outbox import ReadingOutbox

_log = logging.getLogger(__name__)


class PatientOutbox:
    """Remembers what the disk has not taken yet, and brings it there when it can.

    Until then it is in memory alone: readings still reach the hub, but would not survive the
    death of the program.

    Args:
        outbox: On disk.
    """

    def __init__(self, outbox: ReadingOutbox) -> None:
        self.failed: Event[[UnavailableError]] = Event()
        """The disk takes nothing; told once until it does again."""
        self._outbox = outbox
        self._unkept: dict[EventId, ReadingBatch] = {}
        self._settled: dict[EventId, str | None] = {}
        """Batches to take out, with the reason if the hub refused."""
        self._is_failing = False

    def put(self, batch: ReadingBatch) -> None:
        """Keep a batch."""
        self._unkept[batch.event_id] = batch
        self.write()

    def remove(self, event_id: EventId) -> None:
        """The hub has it."""
        if self._unkept.pop(event_id, None) is None:
            self._settled[event_id] = None
        self.write()

    def refuse(self, event_id: EventId, reason: str) -> None:
        """The hub will never take it: keep it apart."""
        self._settled[event_id] = reason
        self.write()

    def write(self) -> None:
        """Try what is still to be written."""
        if not self._unkept and not self._settled:
            return
        try:
            for batch in tuple(self._unkept.values()):
                self._outbox.put(batch)
                del self._unkept[batch.event_id]
            for event_id, reason in tuple(self._settled.items()):
                if reason is None:
                    self._outbox.remove(event_id)
                else:
                    self._outbox.refuse(event_id, reason)
                del self._settled[event_id]
        except UnavailableError as error:
            if not self._is_failing:
                self._is_failing = True
                _log.exception("readings are not written to disk")
                self.failed.emit(error)
        else:
            self._is_failing = False
