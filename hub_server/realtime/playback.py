"""Plays recordings back at 1 to 60 times their pace; nothing of it gets into any log."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from core.domain.ids import SessionId, new_id
from core.domain.user import Principal
from core.errors import NotFoundError, TooManyError
from core.live.events import Recorded
from core.live.reducer import open_session, reduce
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.storage import Database
from core.protocol.playback import (
    PLAYBACK_EVENT,
    PLAYBACK_STATUS,
    PlaybackAck,
    PlaybackEvent,
    PlaybackPhase,
    PlaybackStart,
    PlaybackStatus,
)
from core.services.running.roster import before_start, read_roster
from core.tasks import TaskScope
from hub_server.realtime.visibility import seen_by, state_for

MOST: Final = 8
"""Playbacks at a time, so that looking back never gets in the way of training."""
_FOLD_AT_ONCE: Final = 100


@dataclass(slots=True)
class _Playing:
    """One playback: where it was when its speed last changed."""

    id: str
    viewer: Principal
    session_id: SessionId
    starts_at: float
    duration_s: float
    after_seq: int
    position_s: float
    speed: float
    since: float
    task: asyncio.Task[None] | None = None

    def at(self, now: float) -> float:
        """Seconds of the recording at an instant of the monotonic clock."""
        if self.task is None:
            return self.position_s
        return min(self.position_s + (now - self.since) * self.speed, self.duration_s)


class Playbacks:
    """At most one for each connection.

    Args:
        database: Where recordings are.
        clock: Sets the pace.
        tasks: Owner of the playing.
        post: Tells rooms something: name, payload, rooms.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        tasks: TaskScope,
        post: Callable[[str, object, Iterable[str]], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._tasks = tasks
        self._post = post
        self._playing: dict[str, _Playing] = {}

    async def start(self, sid: str, viewer: Principal, request: PlaybackStart) -> PlaybackAck:
        """Begin, in the place of what was played to this connection before.

        Args:
            sid: The connection.
            viewer: Who looks: medical details are for those who may read them.
            request: What to play, from where, how fast.

        Raises:
            NotFoundError: There is no such session, or it has no recording.
            TooManyError: Too many are played at once.
        """
        self.stop(sid)
        if len(self._playing) >= MOST:
            raise TooManyError(
                f"{MOST} recordings are played back already.",
                suggested_action="Stop one of them.",
            )
        session_id = request.session_id
        starts_at, ends_at = await self._span(session_id)
        duration_s = ends_at - starts_at
        from_s = min(request.from_s, duration_s)
        state = await self._state(session_id, starts_at + from_s)
        playing = _Playing(
            id=new_id(),
            viewer=viewer,
            session_id=session_id,
            starts_at=starts_at,
            duration_s=duration_s,
            after_seq=state.seq,
            position_s=from_s,
            speed=request.speed,
            since=self._clock.monotonic(),
        )
        self._playing[sid] = playing
        self._go(sid, playing)
        return PlaybackAck(
            ok=True,
            session=state_for(viewer, state),
            playback_id=playing.id,
            starts_at=starts_at,
            duration_s=duration_s,
        )

    def set_speed(self, sid: str, speed: float) -> None:
        """Go on slower or faster; 0 holds.

        Raises:
            NotFoundError: Nothing is played to this connection.
        """
        playing = self._playing.get(sid)
        if playing is None:
            raise NotFoundError("Nothing is played back.", suggested_action="Start it again.")
        self._hold(playing)
        playing.speed = speed
        self._go(sid, playing)
        self._tell(sid, playing)

    def stop(self, sid: str) -> None:
        """Play no more; nothing being played is no matter."""
        playing = self._playing.pop(sid, None)
        if playing is not None:
            self._hold(playing)

    def _hold(self, playing: _Playing) -> None:
        playing.position_s = playing.at(self._clock.monotonic())
        if playing.task is not None:
            playing.task.cancel()
            playing.task = None

    def _go(self, sid: str, playing: _Playing) -> None:
        playing.since = self._clock.monotonic()
        if playing.speed > 0:
            playing.task = self._tasks.start(self._play(sid, playing), name="playback")

    async def _play(self, sid: str, playing: _Playing) -> None:
        async for recorded in self._recorded(playing.session_id, playing.after_seq):
            due_s = recorded.event.instant - playing.starts_at
            ahead_s = due_s - playing.at(self._clock.monotonic())
            if ahead_s > 0:
                await self._clock.sleep(ahead_s / playing.speed)
            playing.after_seq = recorded.seq
            seen = seen_by(playing.viewer, recorded)
            if seen is not None:
                told = PlaybackEvent(playback_id=playing.id, recorded=seen)
                self._post(PLAYBACK_EVENT, told, [sid])
        playing.position_s, playing.task = playing.duration_s, None
        if self._playing.get(sid) is playing:
            self._tell(sid, playing, is_over=True)

    def _tell(self, sid: str, playing: _Playing, *, is_over: bool = False) -> None:
        phase = PlaybackPhase.PLAYING if playing.speed > 0 else PlaybackPhase.HELD
        status = PlaybackStatus(
            playback_id=playing.id,
            phase=PlaybackPhase.ENDED if is_over else phase,
            speed=playing.speed,
            position_s=playing.at(self._clock.monotonic()),
        )
        self._post(PLAYBACK_STATUS, status, [sid])

    async def _recorded(self, session_id: SessionId, after_seq: int) -> AsyncIterator[Recorded]:
        """One short transaction a piece, so that a held playback keeps nothing open."""
        while page := await self._page(session_id, after_seq):
            for recorded in page:
                yield recorded
            after_seq = page[-1].seq

    async def _page(self, session_id: SessionId, after_seq: int) -> list[Recorded]:
        async with (
            self._database.read() as work,
            aclosing(work.recordings.pages(session_id, after_seq)) as pages,
        ):
            empty: list[Recorded] = []
            return await anext(pages, empty)

    async def _span(self, session_id: SessionId) -> tuple[float, float]:
        """First and last instant of a recording."""
        first, last = math.inf, -math.inf
        async with self._database.read() as work:
            async for page in work.recordings.pages(session_id, 0):
                for recorded in page:
                    first = min(first, recorded.event.instant)
                    last = max(last, recorded.event.instant)
        if last < first:
            raise NotFoundError(
                "This session has no recording.", suggested_action="Choose one that has run."
            )
        return first, last

    async def _state(self, session_id: SessionId, until: float) -> SessionState:
        """The state right after everything that had happened by an instant."""
        async with self._database.read() as work:
            roster = await read_roster(work, session_id)
        state = open_session(before_start(roster))
        async for recorded in self._recorded(session_id, 0):
            if recorded.event.instant > until:
                break
            state = reduce(state, recorded)
            if recorded.seq % _FOLD_AT_ONCE == 0:
                await asyncio.sleep(0)
        return state
