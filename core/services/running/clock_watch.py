"""Notices that somebody has set the computer's clock, so that no session gets longer by it.

Instants of events are by the wall's clock. When it is put forward, the sessions that run are
paused as of the last moment before and resumed at the first one after, so that the hour nobody
has trained is in no duration. When it is put back, nothing can be added that would not be a
guess; what was recorded stays, and no interval is negative. Both are in the audit log.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

import msgspec

from core.domain.ids import EventId, new_id
from core.domain.session import SessionStatus
from core.errors import HockeyHubError
from core.live.events import SessionPaused, SessionResumed, utc
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.running.sessions import RunningSessions
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_CHECK_S: Final = 1.0
_JUMP_S: Final = 5.0
"""Less is the clock being slewed, or a busy computer."""


class ClockWatch:
    """Compares the wall's clock with one that nobody can set, once a second.

    Args:
        running: The sessions.
        database: Where jumps are noted.
        clock: The wall's.
        elapsed_s: Seconds that never jump and also count while the computer sleeps.
        tasks: Owner of the background work.
    """

    def __init__(
        self,
        running: RunningSessions,
        database: Database,
        clock: Clock,
        elapsed_s: Callable[[], float],
        tasks: TaskScope,
    ) -> None:
        self._running = running
        self._database = database
        self._clock = clock
        self._elapsed_s = elapsed_s
        self._seen = (clock.now(), elapsed_s())
        tasks.spawn(self._run(), name="clock watch")

    async def check(self) -> None:
        """Look now."""
        wall_before, elapsed_before = self._seen
        self._seen = now, elapsed = self._clock.now(), self._elapsed_s()
        expected = wall_before + elapsed - elapsed_before
        if abs(now - expected) < _JUMP_S:
            return
        _log.warning("the clock was set by %+.0f s", now - expected)
        if now > expected:
            await self._leave_out(expected, now)
        await self._note(expected, now)

    async def _run(self) -> None:
        while True:
            await self._clock.sleep(_CHECK_S)
            await self.check()

    async def _leave_out(self, before: float, after: float) -> None:
        for state in self._running.running_states:
            if state.status is not SessionStatus.IN_PROGRESS:
                continue
            try:
                for kind, instant in ((SessionPaused, before), (SessionResumed, after)):
                    await self._running.submit(
                        kind(
                            event_id=EventId(new_id()),
                            session_id=state.session_id,
                            at=utc(instant),
                        )
                    )
            except HockeyHubError as error:
                _log.warning("%s counts the clock's jump: %s", state.session_id, error.message)

    async def _note(self, before: float, after: float) -> None:
        detail = {"from": utc(before), "to": utc(after), "byS": round(after - before, 1)}
        try:
            async with self._database.write() as work:
                await work.audit.note(
                    actor="hub",
                    action="clock.set",
                    subject="clock",
                    detail=msgspec.json.encode(detail),
                )
                await work.commit()
        except HockeyHubError as error:
            _log.warning("the clock's jump could not be noted: %s", error.message)
