"""How well recording keeps up, for whoever watches over the hub."""

from __future__ import annotations

from core.events import Event
from core.services.running.ledger import Ledger
from core.services.running.recorder import GroupRecorder


class RecordingVitals:
    """Looks at the recorder and its ledger.

    Args:
        recorder: What waits.
        ledger: What was stored.
    """

    def __init__(self, recorder: GroupRecorder, ledger: Ledger) -> None:
        self.stored: Event[[int, float]] = ledger.stored
        """So many events became durable together, in so many seconds."""
        self._recorder = recorder

    @property
    def waiting(self) -> int:
        """Requests that nobody has begun to write."""
        return self._recorder.waiting

    @property
    def lag_s(self) -> float:
        """How long the oldest unanswered request has waited; 0 when there is none."""
        return self._recorder.lag_s
