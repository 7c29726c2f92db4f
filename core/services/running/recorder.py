"""The group commit: what arrives while one group is being written goes into the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from core.domain.ids import SessionId
from core.errors import HockeyHubError, UnavailableError
from core.live.events import SessionEvent
from core.live.state import SessionState
from core.services.running.deed import Deed
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
    """An event to be recorded, a deed to be done, or (without either) a session to look at."""

    session_id: SessionId
    event: SessionEvent | None
    origin: str | None
    done: asyncio.Future[tuple[Receipt, SessionState]]
    deed: Deed | None = None
    asked_at: float = 0.0
    """By the recorder's own count of seconds."""

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
        monotonic: Seconds that never jump, to tell how long requests wait.
    """

    def __init__(
        self,
        write: Callable[[list[Request]], Awaitable[None]],
        tasks: TaskScope,
        monotonic: Callable[[], float],
    ) -> None:
        self._write = write
        self._monotonic = monotonic
        self._waiting: list[Request] = []
        self._in_hand: list[Request] = []
        self._arrived = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_closed = False
        tasks.spawn(self._run(), name="recorder")

    @property
    def waiting(self) -> int:
        """Requests that nobody has begun to write."""
        return len(self._waiting)

    @property
    def lag_s(self) -> float:
        """How long the oldest unanswered request has waited; 0 when there is none."""
        oldest = next(iter((*self._in_hand[:1], *self._waiting[:1])), None)
        return 0.0 if oldest is None else self._monotonic() - oldest.asked_at

    async def request(
        self,
        session_id: SessionId,
        event: SessionEvent | None,
        origin: str | None = None,
        deed: Deed | None = None,
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
        self._waiting.append(Request(session_id, event, origin, done, deed, self._monotonic()))
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
            size = _group_size(self._waiting)
            group, self._waiting = self._waiting[:size], self._waiting[size:]
            self._in_hand = group
            if not self._waiting:
                self._arrived.clear()
            await self._settle(group)
            self._in_hand = []
            if not self._waiting:
                self._idle.set()

    async def _settle(self, group: list[Request]) -> None:
        """Write and answer them all; one poisonous event must not take its neighbours along."""
        is_settled = await self._attempt(group, is_last=False)
        for request in group:
            if not (is_settled or request.done.done()):
                await self._attempt([request], is_last=True)
            if not request.done.done():
                request.refuse(_could_not_store())

    async def _attempt(self, group: list[Request], *, is_last: bool) -> bool:
        """Write; whether that is settled, for better or worse."""
        try:
            await self._write(group)
        except HockeyHubError as error:
            for request in group:
                request.refuse(error)
        except Exception:  # noqa: BLE001 - the writer must outlive whatever one event does to it
            if is_last:
                _log.exception("an event could not be recorded")
            return False
        return True


def _group_size(waiting: Sequence[Request]) -> int:
    """How many may be written together: a deed has a transaction of its own."""
    largest = waiting[:LARGEST_GROUP]
    until_deed = next((at for at, one in enumerate(largest) if one.deed is not None), len(largest))
    return max(until_deed, 1)


def _could_not_store() -> UnavailableError:
    return UnavailableError(
        "The hub could not store this just now.",
        suggested_action="Send it again; nothing is counted twice.",
        retry_after_ms=1000,
    )
