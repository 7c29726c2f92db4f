"""What remains of ended sessions: figures and 1 Hz traces, made once and stored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from core.domain.ids import SessionId
from core.domain.session import SessionStatus
from core.domain.summary import PlayerTrace, SessionSummary
from core.live.events import Recorded
from core.live.state import Roster
from core.ports.storage import Database
from core.services.running.roster import before_start, read_roster
from core.tasks import TaskScope

Result = tuple[SessionSummary, tuple[PlayerTrace, ...]]

_OVER = (SessionStatus.COMPLETED, SessionStatus.FORCE_ENDED)


class SessionResults:
    """Makes results off the loop, stores them, and hands them out.

    Args:
        database: Where logs are read and results are stored.
        tasks: Owner of the background work.
    """

    def __init__(self, database: Database, tasks: TaskScope) -> None:
        self._database = database
        self._tasks = tasks
        self._making: dict[SessionId, asyncio.Event] = {}
        self._again: set[SessionId] = set()

    def renew(self, session_id: SessionId) -> None:
        """Make and store the result of an ended session, in the background."""
        if session_id in self._making:
            self._again.add(session_id)
            return
        self._making[session_id] = asyncio.Event()
        self._tasks.spawn(self._keep_making(session_id), name=f"result of {session_id}")

    async def complete(self, since: float) -> None:
        """Make the results that a crash has prevented, of sessions ended after `since`."""
        async with self._database.read() as work:
            over = await work.schedule.sessions(_OVER)
            for session in over:
                ended = session.ended_at
                if ended is None or ended.timestamp() < since:
                    continue
                if await work.recordings.result(session.id) is None:
                    self.renew(session.id)

    async def of(self, session_id: SessionId) -> Result:
        """The stored result; made now if the session still runs or there is none yet.

        Raises:
            NotFoundError: There is no such session.
        """
        if (making := self._making.get(session_id)) is not None:
            await making.wait()
        async with self._database.read() as work:
            stored = await work.recordings.result(session_id)
        return stored if stored is not None else await self._make(session_id)

    async def _keep_making(self, session_id: SessionId) -> None:
        try:
            await self._store(session_id)
            while session_id in self._again:
                self._again.discard(session_id)
                await self._store(session_id)
        finally:
            self._again.discard(session_id)
            self._making.pop(session_id).set()

    async def _store(self, session_id: SessionId) -> None:
        summary, traces = await self._make(session_id)
        async with self._database.write() as work:
            await work.recordings.save_result(summary, traces)
            await work.commit()

    async def _make(self, session_id: SessionId) -> Result:
        async with self._database.read() as work:
            roster = before_start(await read_roster(work, session_id))
            recorded = await work.recordings.read(session_id)
        return await asyncio.to_thread(_summarise, roster, recorded)


def _summarise(roster: Roster, recorded: Sequence[Recorded]) -> Result:
    # Imported here because numpy takes longer to load than the whole hub takes to start.
    from core.reports.summary import summarise  # noqa: PLC0415

    return summarise(roster, recorded)
