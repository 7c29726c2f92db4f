"""The sessions a desk attends: those on the dashboard, and those that still run besides."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.ids import SessionId
from core.domain.session import Session, SessionStatus
from core.live.board import LiveBoard
from core.live.state import SessionState


class AttendedSessions:
    """What is followed and recorded, apart from what is displayed.

    Opening another bundle takes a running session off the dashboard, not off the record: its
    sensors are heard until it is over.

    Args:
        board: Holds the states of the attended sessions.
    """

    def __init__(self, board: LiveBoard) -> None:
        self._board = board
        self._shown: tuple[SessionId, ...] = ()
        self._sessions: dict[SessionId, Session] = {}

    def __contains__(self, session_id: SessionId) -> bool:
        return session_id in self._sessions

    def attend(self, sessions: Iterable[Session]) -> None:
        """Follow these, too; the board has their states."""
        self._sessions.update({session.id: session for session in sessions})

    def show(self, sessions: Iterable[Session]) -> tuple[SessionId, ...]:
        """Have exactly these on the dashboard.

        Returns:
            Sessions that nobody needs any more: neither displayed nor running. They are
            forgotten here.
        """
        shown = tuple(sessions)
        self.attend(shown)
        self._shown = tuple(session.id for session in shown)
        idle = tuple(
            key for key in self._sessions if key not in self._shown and not self.is_running(key)
        )
        for key in idle:
            del self._sessions[key]
        return idle

    def status(self, session: Session) -> SessionStatus:
        """How a session stands."""
        state = self._board.session(session.id)
        return state.status if state is not None else session.status

    def is_running(self, session_id: SessionId) -> bool:
        """Whether an attended session runs."""
        session = self._sessions.get(session_id)
        return session is not None and self.status(session).is_running

    @property
    def running(self) -> tuple[SessionId, ...]:
        """All attended sessions that run, displayed or not."""
        return tuple(key for key in self._sessions if self.is_running(key))

    def sessions(self) -> tuple[Session, ...]:
        """All by how much they matter: who is in several trains in the last of them."""
        ordered = sorted(self._sessions, key=lambda key: (self.is_running(key), key in self._shown))
        return tuple(self._now(key) for key in ordered)

    def _now(self, session_id: SessionId) -> Session:
        """A session with those who are in it now: players move."""
        state = self._board.session(session_id)
        return self._sessions[session_id] if state is None else state.session

    def states(self) -> tuple[SessionState, ...]:
        """Their states, in the same order."""
        states = (self._board.session(session.id) for session in self.sessions())
        return tuple(state for state in states if state is not None)
