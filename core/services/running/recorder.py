"""The group commit: what arrives while one group is being written goes into the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.domain.ids import SessionId
from core.errors import HockeyHubError, UnavailableError
from core.live.events import SessionEvent
from core.live.state import SessionState
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

LARGEST_GROUP = 500
"""Events written together, so that one commit stays well under 200 ms."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An event is durable under this number."""

    seq: int
    is_repeat: bool = False
    """It had been recorded before; nothing was changed."""


@dataclass(slots=True, eq=False)
class Request:
    """An event to be recorded, or (without one) a session to be looked at."""

    session_id: SessionId
    event: SessionEvent | None
    origin: str | None
    done: asyncio.Future[tuple[Receipt, SessionState]]

    def refuse(self, error: Exception) -> None:
        """Answer with an error."""
        if not self.done.done():
            self.done.set_exception(error)

    def answer(self, receipt: Receipt, state: SessionState) -> None:
        """Answer; whoever waits goes on."""
        if not self.done.done():
            self.done.set_result((receipt, state))


class GroupRecorder:
    """One task that handles requests in order of arrival, as many at a time as have come.

    Args:
        write: Handles a group and answers all its requests, or raises.
        tasks: Owner of the writing task.
    """

    def __init__(self, write: Callable[[list[Request]], Awaitable[None]], tasks: TaskScope) -> None:
        self._write = write
        self._waiting: list[Request] = []
        self._arrived = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_closed = False
        tasks.spawn(self._run(), name="recorder")

    async def request(
        self, session_id: SessionId, event: SessionEvent | None, origin: str | None = None
    ) -> tuple[Receipt, SessionState]:
        """Queue up at once, return when durable.

        Raises:
            UnavailableError: It could not be stored; nothing was recorded as far as known.
        """
        if self._is_closed:
            raise _could_not_store()
        done: asyncio.Future[tuple[Receipt, SessionState]] = (
            asyncio.get_running_loop().create_future()
        )
        self._waiting.append(Request(session_id, event, origin, done))
        self._idle.clear()
        self._arrived.set()
        return await done

    async def close(self) -> None:
        """Take nothing more, and wait until everything taken is answered."""
        self._is_closed = True
        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            group, self._waiting = self._waiting[:LARGEST_GROUP], self._waiting[LARGEST_GROUP:]
            if not self._waiting:
                self._arrived.clear()
            if not await self._attempt(group, is_last=False):
                # One poisonous event must not take its neighbours along.
                for request in group:
                    if not request.done.done():
                        await self._attempt([request], is_last=True)
            for request in group:
                request.refuse(_could_not_store())
            if not self._waiting:
                self._idle.set()

    async def _attempt(self, group: list[Request], *, is_last: bool) -> bool:
        """Write; whether that is settled, for better or worse."""
        (failure,) = await asyncio.gather(self._write(group), return_exceptions=True)
        if isinstance(failure, HockeyHubError):
            for request in group:
                request.refuse(failure)
            return True
        if failure is not None and is_last:
            _log.error("an event could not be recorded", exc_info=failure)
        return failure is None


def _could_not_store() -> UnavailableError:
    return UnavailableError(
        "The hub could not store this just now.",
        suggested_action="Send it again; nothing is counted twice.",
        retry_after_ms=1000,
    )
