"""What the hub does by itself: ends sessions that everybody left, copies the database daily."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from core.domain.ids import EventId, SessionId, new_id
from core.errors import HockeyHubError
from core.live.events import Recorded, SessionForceEnded, is_by_the_clock, utc
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.running.sessions import RunningSessions
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

STALE_S: Final = 3600.0
"""A session in which nothing happened for so long is over."""
GRACE_S: Final = 600.0
"""So long after the hub's start nothing is ended: gateways and phones have to find it first."""
_CHECK_S: Final = 60.0
_DAY_S: Final = 24 * 3600.0
_DAY_IN_TRAINING_S: Final = 36 * 3600.0
"""While a session runs the copy can wait for its end, but not for ever."""


class Upkeep:
    """Looks once a minute.

    Args:
        running: The sessions.
        database: What is copied.
        clock: The time.
        tasks: Owner of the background work.
    """

    def __init__(
        self, running: RunningSessions, database: Database, clock: Clock, tasks: TaskScope
    ) -> None:
        self._running = running
        self._database = database
        self._clock = clock
        self._since = clock.monotonic()
        self._heard: dict[SessionId, float] = {}
        """When something arrived last; by the clock that stands while the computer sleeps."""
        self._turn = asyncio.Lock()
        running.happened.connect(self._on_happened)
        tasks.spawn(self._run(), name="upkeep")

    async def check(self) -> None:
        """Do what is due."""
        async with self._turn:
            states = self._running.running_states
            for state in states:
                if self._is_stale(state):
                    await self._end(state)
            try:
                await self._database.back_up_if_older(_DAY_IN_TRAINING_S if states else _DAY_S)
            except HockeyHubError as error:
                _log.warning("no daily copy: %s", error.message)

    async def _run(self) -> None:
        while True:
            await self._clock.sleep(_CHECK_S)
            await self.check()

    def _on_happened(self, recorded: Recorded, _origin: str | None) -> None:
        if not is_by_the_clock(recorded.event):
            self._heard[recorded.event.session_id] = self._clock.monotonic()

    def _is_stale(self, state: SessionState) -> bool:
        now = self._clock.monotonic()
        heard = self._heard.get(state.session_id)
        if heard is not None:
            return now - heard >= STALE_S
        last_at = state.last_event_at or 0.0
        return now - self._since >= GRACE_S and self._clock.now() - last_at >= STALE_S

    async def _end(self, state: SessionState) -> None:
        """End a session as of the last event in it, so that the empty hour does not count."""
        at = self._clock.now() if state.last_event_at is None else state.last_event_at
        event = SessionForceEnded(
            event_id=EventId(new_id()),
            session_id=state.session_id,
            at=utc(at),
            reason="Nothing happened in this session for an hour.",
        )
        try:
            await self._running.submit(event)
        except HockeyHubError as error:
            _log.warning("%s could not be ended: %s", state.session_id, error.message)
            return
        self._heard.pop(state.session_id, None)
        _log.info("%s was ended: nothing happened in it for an hour", state.session_id)
