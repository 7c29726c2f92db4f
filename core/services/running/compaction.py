"""Ended sessions' readings leave the event log's rows for columns, a tenth of their size."""

from __future__ import annotations

import logging
from typing import Final

from core.domain.ids import SessionId
from core.errors import UnavailableError
from core.ports.clock import Clock
from core.ports.storage import Database
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_AT_LEAST: Final = 100
"""Batches of readings worth the trouble; stragglers stay in rows."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 2.0, 300.0
"""Between attempts while the storage does not answer."""


class Compaction:
    """Packs one session after the other, in the background.

    Each stretch is one transaction, so a crash leaves it wholly in one form or the other, and
    the next start goes on where this one stopped.

    Args:
        database: Where recordings are stored.
        clock: Times the attempts.
        tasks: Owner of the background work.
    """

    def __init__(self, database: Database, clock: Clock, tasks: TaskScope) -> None:
        self._database = database
        self._clock = clock
        self._tasks = tasks
        self._due: dict[SessionId, None] = {}
        self._is_working = False

    def add(self, session_id: SessionId) -> None:
        """Pack an ended session's readings."""
        self._due[session_id] = None
        if not self._is_working:
            self._is_working = True
            self._tasks.spawn(self._work(), name="pack recordings")

    def resume(self) -> None:
        """Pack what a crash, or an earlier version of the program, has left in rows."""
        self._tasks.spawn(self._find(), name="find recordings to pack")

    async def _find(self) -> None:
        async with self._database.read() as work:
            found = await work.recordings.sessions_to_pack(_AT_LEAST)
        for session_id in found:
            self.add(session_id)

    async def _work(self) -> None:
        try:
            while self._due:
                session_id = next(iter(self._due))
                del self._due[session_id]
                await self._pack(session_id)
        finally:
            self._is_working = False

    async def _pack(self, session_id: SessionId) -> None:
        wait_s = _FIRST_WAIT_S
        while True:
            try:
                if not await self._pack_stretch(session_id):
                    return
            except UnavailableError as error:
                _log.warning("%s could not be packed yet: %s", session_id, error.message)
                await self._clock.sleep(wait_s)
                wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
            except ValueError:
                _log.exception("the recording of %s stays as it is", session_id)
                return

    async def _pack_stretch(self, session_id: SessionId) -> bool:
        """Pack the next stretch; False if there is none, or somebody else is at it."""
        async with self._database.read() as work:
            stretch = await work.recordings.packed_readings(session_id, _AT_LEAST)
        if stretch is None:
            return False
        async with self._database.write() as work:
            if not await work.recordings.store_packed(stretch):
                return False
            await work.commit()
        return True
