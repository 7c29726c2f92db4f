"""What one group of events would change, until it is committed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.domain.ids import EventId, SessionId
from core.live.events import Recorded
from core.live.state import SessionState
from core.ports.storage import UnitOfWork
from core.services.running.recorder import Receipt, Request


class GroupDraft:
    """What a group would change: nothing of it counts before the commit."""

    def __init__(self) -> None:
        self.recorded: list[tuple[Recorded, SessionState, str | None]] = []
        self.states: dict[SessionId, SessionState] = {}
        self.places: dict[EventId, tuple[SessionId, int]] = {}
        self.receipts: list[tuple[Request, Receipt]] = []
        self.prepare: Callable[[UnitOfWork], Awaitable[None]] | None = None
        """What is done first in the transaction; it may add events."""

    def add(self, request: Request, recorded: Recorded, state: SessionState) -> None:
        """An admitted event, with the state after it."""
        self.recorded.append((recorded, state, request.origin))
        session_id = recorded.event.session_id
        self.states[session_id] = state
        self.places[recorded.event.event_id] = (session_id, recorded.seq)
        self.receipts.append((request, Receipt(recorded.seq)))

    def of(self, session_id: SessionId) -> list[Recorded]:
        """What was admitted of one session so far."""
        return [one for one, _, _ in self.recorded if one.event.session_id == session_id]
