"""What remains of ended sessions: figures and 1 Hz traces, made once and stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from core.domain.ids import SessionId
from core.domain.session import SessionStatus
from core.domain.summary import PlayerTrace, SessionSummary
from core.errors import UnavailableError
from core.live.events import Recorded
from core.live.state import Roster
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.running.compaction import Compaction
from core.services.running.roster import before_start, read_roster
from core.tasks import TaskScope

Result = tuple[SessionSummary, tuple[PlayerTrace, ...]]

_log = logging.getLogger(__name__)

_FIRST_WAIT_S, _LONGEST_WAIT_S = 2.0, 60.0
"""Between attempts at storing a result."""
_OVER = (SessionStatus.COMPLETED, SessionStatus.FORCE_ENDED)


class SessionResults:
    """Makes results off the loop, stores them, hands them out, and has recordings packed then.

    Args:
        database: Where logs are read and results are stored.
        clock: Times the attempts at storing.
        tasks: Owner of the background work.
    """

    def __init__(self, database: Database, clock: Clock, tasks: TaskScope) -> None:
        self._database = database
        self._clock = clock
        self._tasks = tasks
        self._making: dict[SessionId, asyncio.Event] = {}
        """Set after the first attempt, however it went."""
        self._again: set[SessionId] = set()
        self._compaction = Compaction(database, clock, tasks)

    def renew(self, session_id: SessionId) -> None:
        """Make and store the result of an ended session, in the background."""
        if session_id in self._making:
            self._again.add(session_id)
            return
        self._making[session_id] = asyncio.Event()
        self._tasks.spawn(self._keep_making(session_id), name=f"result of {session_id}")

    async def complete(self, since: float) -> None:
        """Make the results that a crash has prevented, of sessions ended after `since`.

        What is left to be packed is packed besides.
        """
        async with self._database.read() as work:
            over = await work.schedule.sessions(_OVER)
            for session in over:
                ended = session.ended_at
                if ended is None or ended.timestamp() < since:
                    continue
                if not await work.recordings.has_whole_result(session.id):
                    self.renew(session.id)
        self._compaction.resume()

    async def of(self, session_id: SessionId) -> Result:
        """The stored result; made now if the session still runs, or if it lacks something.

        Raises:
            NotFoundError: There is no such session.
        """
        await self._first_attempt(session_id)
        stored = await self._whole(session_id)
        if stored is None and await self._is_over(session_id):
            self.renew(session_id)
            await self._first_attempt(session_id)
            stored = await self._whole(session_id)
        return stored if stored is not None else (await self._make(session_id))[0]

    async def _first_attempt(self, session_id: SessionId) -> None:
        if (making := self._making.get(session_id)) is not None:
            await making.wait()

    async def _whole(self, session_id: SessionId) -> Result | None:
        """The stored result, if everything is in it."""
        async with self._database.read() as work:
            if not await work.recordings.has_whole_result(session_id):
                return None
            return await work.recordings.result(session_id)

    async def _is_over(self, session_id: SessionId) -> bool:
        async with self._database.read() as work:
            session = await work.schedule.session(session_id)
        return session is not None and session.status in _OVER

    async def _keep_making(self, session_id: SessionId) -> None:
        making = self._making[session_id]
        wait_s = _FIRST_WAIT_S
        try:
            while True:
                self._again.discard(session_id)
                is_stored = await self._store(session_id)
                if is_stored and session_id not in self._again:
                    self._compaction.add(session_id)
                    return
                making.set()
                if not is_stored:
                    await self._clock.sleep(wait_s)
                    wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
        finally:
            self._again.discard(session_id)
            del self._making[session_id]
            making.set()

    async def _store(self, session_id: SessionId) -> bool:
        """Make and store; False if the storage does not answer just now."""
        try:
            (summary, traces), last_seq = await self._make(session_id)
            async with self._database.write() as work:
                await work.recordings.save_result(summary, traces, last_seq=last_seq)
                await work.commit()
        except UnavailableError as error:
            _log.warning("the result of %s could not be stored yet: %s", session_id, error.message)
            return False
        return True

    async def _make(self, session_id: SessionId) -> tuple[Result, int]:
        """The result, and the number of the last event in it."""
        async with self._database.read() as work:
            roster = before_start(await read_roster(work, session_id))
            recorded = await work.recordings.read(session_id)
        result = await asyncio.to_thread(_summarise, roster, recorded)
        return result, recorded[-1].seq if recorded else 0


def _summarise(roster: Roster, recorded: Sequence[Recorded]) -> Result:
    # Imported here because numpy takes longer to load than the whole hub takes to start.
    from core.reports.summary import summarise  # noqa: PLC0415

    return summarise(roster, recorded)
