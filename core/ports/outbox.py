"""Where readings wait until the hub has them."""

from __future__ import annotations

from typing import Protocol

from core.domain.ids import EventId
from core.domain.sensor import ReadingBatch


class ReadingOutbox(Protocol):
    """Batches on disk, oldest first; they survive the death of the program."""

    def put(self, batch: ReadingBatch) -> None:
        """Keep a batch until it is removed."""
        ...

    def remove(self, event_id: EventId) -> None:
        """The hub has it."""
        ...

    def waiting(self) -> tuple[ReadingBatch, ...]:
        """All that is kept, oldest first."""
        ...

    def close(self) -> None: ...
