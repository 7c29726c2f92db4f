"""Tells trainers where the sessions of a bundle stand, whether they follow them or not ([S2])."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from core.live.events import (
    Recorded,
    SessionEnded,
    SessionForceEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)
from core.protocol.realtime import BULK_SESSION_UPDATE, BulkSessionUpdate
from core.services.running.sessions import RunningSessions
from hub_server.realtime.rooms import TRAINERS

_CHANGES_STATUS: Final = (
    SessionStarted,
    SessionPaused,
    SessionResumed,
    SessionEnded,
    SessionForceEnded,
)


class StatusNews:
    """Posts an update of the bundle with each change of a session's status.

    Args:
        running: What happens.
        post: Puts a message into rooms.
    """

    def __init__(
        self, running: RunningSessions, post: Callable[[str, object, Iterable[str]], None]
    ) -> None:
        self._running = running
        self._post = post
        running.happened.connect(self._on_happened)

    def _on_happened(self, recorded: Recorded, _origin: str | None) -> None:
        if not isinstance(recorded.event, _CHANGES_STATUS):
            return
        state = self._running.in_memory(recorded.event.session_id)
        if state is None or state.session.bundle_id is None:
            return
        # In the form of a change of the plan, so that both are read alike.
        updates: dict[str, object] = {"individual": {state.session_id: {"status": state.status}}}
        news = BulkSessionUpdate(bundle_id=state.session.bundle_id, updates=updates)
        self._post(BULK_SESSION_UPDATE, news, [TRAINERS])
