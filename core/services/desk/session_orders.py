"""What the trainer tells the sessions on the dashboard: start, pause, resume, end, stop, a word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from core.domain.bulk import BulkOperation, BulkStatus
from core.domain.ids import SessionId
from core.domain.session import Bundle, Session, SessionStatus
from core.errors import UnavailableError, WrongStateError
from core.ports.clock import Clock
from core.ports.hub_link import LinkStatus, SessionAction, SessionLink
from core.services.desk.attended import AttendedSessions
from core.services.desk.courier import ReadingCourier

_ALLOWED_IN: Final = {
    SessionAction.START: (SessionStatus.SCHEDULED,),
    SessionAction.PAUSE: (SessionStatus.IN_PROGRESS,),
    SessionAction.RESUME: (SessionStatus.PAUSED,),
    SessionAction.END: (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED),
}
_FOR_ALL: Final = {
    SessionAction.START: BulkOperation.START_ALL,
    SessionAction.PAUSE: BulkOperation.PAUSE_ALL,
    SessionAction.RESUME: BulkOperation.RESUME_ALL,
    SessionAction.END: BulkOperation.END_ALL,
}
_DONE: Final = {
    BulkOperation.START_ALL: "started",
    BulkOperation.PAUSE_ALL: "paused",
    BulkOperation.RESUME_ALL: "resumed",
    BulkOperation.END_ALL: "ended",
    BulkOperation.EMERGENCY_STOP_ALL: "stopped",
}


class SessionOrders:
    """Commands to one session or to the whole bundle, each as of the instant of the click.

    Args:
        link: The hub.
        courier: Brings readings to the hub; before an end they must all be there.
        clock: The time of commands.
        attended: How the sessions stand.
        bundle: The one on the dashboard; raises if there is none.
    """

    def __init__(
        self,
        link: SessionLink,
        courier: ReadingCourier,
        clock: Clock,
        attended: AttendedSessions,
        bundle: Callable[[], Bundle],
    ) -> None:
        self._link = link
        self._courier = courier
        self._clock = clock
        self._attended = attended
        self._bundle = bundle

    async def act(self, session_id: SessionId, action: SessionAction) -> None:
        """Start, pause, resume or end one session.

        Raises:
            HockeyHubError: The hub refuses or is away.
        """
        at = self._clock.now()
        if action is SessionAction.END:
            await self._bring_in((session_id,))
        await self._link.act(session_id, action, at)

    async def act_all(self, action: SessionAction) -> None:
        """Do it to every session of the bundle that is in a state for it, as of one instant.

        Raises:
            WrongStateError: No session is in a state for it.
            UnavailableError: Some sessions could not do it; the others have.
            HockeyHubError: The hub refuses or is away.
        """
        bundle = self._bundle()
        sessions = self._able(bundle.sessions, _ALLOWED_IN[action])
        if not sessions:
            raise WrongStateError(
                f"No session can be told to {action} now.",
                suggested_action="Look at the state beside each session.",
            )
        at = self._clock.now()
        if action is SessionAction.END:
            await self._bring_in(sessions)
        _check_all_done(await self._link.act_all(bundle.id, _FOR_ALL[action], at))

    async def emergency_stop(self) -> None:
        """End everything at once; what was heard and is still on its way is taken afterwards.

        Raises:
            UnavailableError: Some sessions could not be stopped; the others are.
            HockeyHubError: The hub refuses or is away.
        """
        operation = BulkOperation.EMERGENCY_STOP_ALL
        _check_all_done(await self._link.act_all(self._bundle().id, operation, self._clock.now()))

    async def broadcast(self, text: str) -> None:
        """Say a sentence to everybody in the bundle."""
        at = self._clock.now()
        sessions = self._bundle().sessions
        await asyncio.gather(*(self._link.send_message(item.id, text, at) for item in sessions))

    def _able(
        self, sessions: Sequence[Session], statuses: Sequence[SessionStatus]
    ) -> list[SessionId]:
        return [item.id for item in sessions if self._attended.status(item) in statuses]

    async def _bring_in(self, session_ids: Sequence[SessionId]) -> None:
        """What was heard must be at the hub before a session ends: its report is made then."""
        if self._link.status is not LinkStatus.ONLINE:
            raise UnavailableError(
                "The hub is away; a session can only be ended with all its readings at the hub.",
                suggested_action="Wait until the connection is back, then end it.",
            )
        await self._courier.delivered(session_ids)


def _check_all_done(status: BulkStatus) -> None:
    if not status.failures:
        return
    progress, first = status.progress, status.failures[0]
    done = f"{progress.completed} of {progress.total} sessions {_DONE[status.operation]}."
    raise UnavailableError(
        f"{done} {first.name}: {first.message}",
        suggested_action="Try again; what is done is not done twice.",
    )
