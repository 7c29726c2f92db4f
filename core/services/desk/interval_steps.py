"""On to the next interval before its time, for one group or for all, and back again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from core.domain.ids import SessionId
from core.domain.value import Value
from core.errors import WrongStateError
from core.live.board import LiveBoard
from core.ports.clock import Clock
from core.ports.hub_link import SessionLink

UNDO_S: Final = 30.0
"""So long a step can be taken back."""


class _Place(Value, frozen=True, kw_only=True):
    """Where a session was."""

    session_id: SessionId
    interval: int
    elapsed_s: float
    left_at: float


class IntervalSteps:
    """The trainer's word that an interval is over; phones and screens follow the hub's timeline.

    Args:
        link: The hub.
        board: How the sessions stand.
        clock: The instant of a step.
    """

    def __init__(self, link: SessionLink, board: LiveBoard, clock: Clock) -> None:
        self._link = link
        self._board = board
        self._clock = clock
        self._left: dict[SessionId, _Place] = {}
        """Where each session was when it was last told to go on."""

    def can_step(self, session_ids: Sequence[SessionId]) -> bool:
        """Whether any of these sessions runs and has an interval after the present one."""
        return bool(self._places(session_ids))

    @property
    def last(self) -> tuple[SessionId, ...]:
        """The sessions of the last step, if that was just now; they went together."""
        recent = [place for place in self._left.values() if self._is_recent(place)]
        latest = max((place.left_at for place in recent), default=None)
        return tuple(place.session_id for place in recent if place.left_at == latest)

    def can_undo(self, session_id: SessionId) -> bool:
        """Whether this session was told to go on just now."""
        place = self._left.get(session_id)
        return place is not None and self._is_recent(place)

    async def step(self, session_ids: Sequence[SessionId]) -> None:
        """Let all of these sessions that can go on to their next interval.

        Raises:
            WrongStateError: None of them can.
            HockeyHubError: The hub refuses or is away.
        """
        places = self._places(session_ids)
        if not places:
            raise WrongStateError(
                "No session has a next interval.",
                suggested_action="Go on while an interval before the last one runs.",
            )
        at = self._clock.now()
        await asyncio.gather(
            *(self._link.go_to_interval(one.session_id, one.interval + 1, at) for one in places)
        )
        self._left.update({place.session_id: place for place in places})

    async def undo(self, session_ids: Sequence[SessionId]) -> None:
        """Go back to where each of these sessions was when it was told to go on.

        Raises:
            HockeyHubError: The hub refuses or is away.
        """
        places = [self._left[one] for one in session_ids if one in self._left]
        at = self._clock.now()
        await asyncio.gather(
            *(
                self._link.go_to_interval(one.session_id, one.interval, at, one.elapsed_s)
                for one in places
            )
        )
        for place in places:
            self._left.pop(place.session_id, None)

    def _is_recent(self, place: _Place) -> bool:
        state = self._board.session(place.session_id)
        is_running = state is not None and state.status.is_running
        return is_running and self._clock.now() - place.left_at <= UNDO_S

    def _places(self, session_ids: Sequence[SessionId]) -> tuple[_Place, ...]:
        now = self._clock.now()
        places = (self._place(session_id, now) for session_id in session_ids)
        return tuple(place for place in places if place is not None)

    def _place(self, session_id: SessionId, now: float) -> _Place | None:
        state = self._board.session(session_id)
        if state is None or not state.status.is_running:
            return None
        running = state.interval_at(now)
        intervals = state.session.intervals
        if running is None or running[0] + 1 >= len(intervals):
            return None
        index, remaining_s = running
        elapsed_s = max(intervals[index].duration_s - remaining_s, 0.0)
        return _Place(session_id=session_id, interval=index, elapsed_s=elapsed_s, left_at=now)
