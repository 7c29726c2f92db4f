"""Several events, perhaps of several sessions, that become durable together or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from core.domain.ids import EventId, SessionId
from core.live.events import SessionEvent
from core.live.state import SessionState
from core.ports.storage import UnitOfWork

StateOf = Callable[[SessionId], Awaitable[SessionState]]
"""How a session stands at this point of the queue."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done in one transaction with the events that tell of it."""

    event_id: EventId
    """Of the first event; if the session has it, the deed is done already."""
    session_id: SessionId
    """Of the first event."""
    prepare: Callable[[UnitOfWork, StateOf], Awaitable[Sequence[SessionEvent]]]
    """Checks and changes what is planned, and gives the events; a refusal undoes all of it."""
