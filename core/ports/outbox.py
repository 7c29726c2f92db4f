"""Where readings wait until the hub has them."""

from __future__ import annotations

from typing import Protocol

from core.domain.ids import EventId
from core.domain.sensor import ReadingBatch


class ReadingOutbox(Protocol):
    """Batches on disk, oldest first; they survive the death of the program.

    Everything here raises `UnavailableError` if the disk is full, locked or broken.
    """

    def put(self, batch: ReadingBatch) -> None:
        """Keep a batch until it is removed or refused."""
        ...

    def remove(self, event_id: EventId) -> None:
        """The hub has it."""
        ...

    def refuse(self, event_id: EventId, reason: str) -> None:
        """The hub will never take it: it waits no more, but is kept apart with the reason."""
        ...

    def waiting(self) -> tuple[ReadingBatch, ...]:
        """All that is kept and was not refused, oldest first."""
        ...

    def close(self) -> None: ...
