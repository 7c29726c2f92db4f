"""What the trainer tells the sessions; ending takes two steps, none of them a dialog."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from PySide6.QtCore import QObject, Signal

from core.domain.ids import SessionId
from core.domain.session import SessionStatus
from core.ports.hub_link import SessionAction
from ui.common.feedback import Notice, reporting
from ui.common.services import DeskServices
from ui.live.choices import actions_for_all, actions_in
from widgets.inputs import BannerKind

ALL = "all"
"""Where a session's id would stand, when all are meant."""

_WHOLE_PERCENT = 100.0
_DONE_WORDS = {
    SessionAction.START: "started",
    SessionAction.PAUSE: "paused",
    SessionAction.RESUME: "running again",
    SessionAction.END: "ended",
}


class SessionCommands(QObject):
    """Start, pause, resume, end, broadcast: for all sessions or one."""

    acted = Signal()
    """A command was sent or has come back."""
    told_all = Signal(object)
    """Every session that could has done this `SessionAction`."""
    stopped = Signal()
    """The trainer has given the emergency stop."""
    ending_changed = Signal()
    noticed = Signal(object)
    """A `Notice` that stays until dismissed."""
    confirmed = Signal(object)
    """A `Notice` that goes by itself."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._floor = services.floor
        self._ending: str | None = None
        self._pending = 0

    @property
    def is_running(self) -> bool:
        """Whether any session is started and not ended."""
        return any(status.is_running for status in self._statuses())

    @property
    def is_over(self) -> bool:
        """Whether all sessions have ended."""
        statuses = self._statuses()
        return bool(statuses) and all(status.is_over for status in statuses)

    @property
    def is_waiting(self) -> bool:
        """Whether no session has started, or a command is on its way."""
        statuses = self._statuses()
        is_unstarted = all(status is SessionStatus.SCHEDULED for status in statuses)
        return is_unstarted or (self._pending > 0 and self.is_running)

    @property
    def is_plan_over(self) -> bool:
        """Whether every session that goes on has used up its planned time."""
        board, now = self._floor.board, self._services.now()
        progress = [
            state.progress_percent(now)
            for state in map(board.session, self._session_ids())
            if state is not None and state.status.is_running
        ]
        return bool(progress) and min(progress) >= _WHOLE_PERCENT

    @property
    def ending(self) -> str | None:
        """What waits for the second step of ending: a session's id, `ALL`, or None."""
        return self._ending

    def allowed(self, action: SessionAction) -> bool:
        """Whether at least one session can be told this, and nothing is on its way."""
        return self._pending == 0 and action in actions_for_all(self._statuses())

    def allowed_in(self, session_id: SessionId) -> tuple[SessionAction, ...]:
        """What one session can be told now."""
        state = self._floor.board.session(session_id)
        return actions_in(state.status) if state is not None and self._pending == 0 else ()

    def act_all(self, action: SessionAction) -> None:
        """Tell every session that can. Ending only asks; `confirm_end` does it."""
        if not self.allowed(action):
            return
        if action is SessionAction.END:
            self._set_ending(ALL)
        else:
            self._set_ending(None)
            self._send(self._tell_all(action), f"All sessions {_DONE_WORDS[action]}.")

    def act(self, session_id: SessionId, action: SessionAction) -> None:
        """Tell one session. Ending only asks; `confirm_end` does it."""
        if action not in self.allowed_in(session_id):
            return
        if action is SessionAction.END:
            self._set_ending(session_id)
        else:
            self._set_ending(None)
            done = f"{self._name(session_id)} {_DONE_WORDS[action]}."
            self._send(self._floor.act(session_id, action), done)

    @property
    def can_go_on(self) -> bool:
        """Whether a session runs that has a next interval, and nothing is on its way."""
        return self._pending == 0 and self._floor.steps.can_step(self._session_ids())

    @property
    def can_go_back(self) -> bool:
        """Whether sessions were told to go on just now."""
        return self._pending == 0 and bool(self._floor.steps.last)

    def can_go_on_in(self, session_id: SessionId) -> bool:
        """Whether one session runs and has a next interval, and nothing is on its way."""
        return self._pending == 0 and self._floor.steps.can_step((session_id,))

    def can_go_back_in(self, session_id: SessionId) -> bool:
        """Whether one session was told to go on just now."""
        return self._pending == 0 and self._floor.steps.can_undo(session_id)

    def go_on(self, session_id: SessionId | None = None) -> None:
        """Let one session, or every one that can, go on to its next interval."""
        sessions = self._session_ids() if session_id is None else (session_id,)
        if self._pending == 0 and self._floor.steps.can_step(sessions):
            whose = self._whose(sessions)
            self._send(self._floor.steps.step(sessions), f"{whose} next interval.")

    def go_back(self, session_id: SessionId | None = None) -> None:
        """Take that back: of one session, or of all that were told so together the last time."""
        sessions = self._floor.steps.last if session_id is None else (session_id,)
        if self._pending == 0 and any(map(self._floor.steps.can_undo, sessions)):
            is_one = len(sessions) == 1 and len(self._session_ids()) > 1
            who = f"{self._name(sessions[0])} is" if is_one else "All groups are"
            where = "it was" if is_one else "they were"
            self._send(self._floor.steps.undo(sessions), f"{who} back where {where}.")

    def keep(self) -> None:
        """Do not end after all."""
        self._set_ending(None)

    def confirm_end(self) -> None:
        """Second step of ending."""
        target = self._ending
        self._set_ending(None)
        if target == ALL:
            self._send(self._floor.act_all(SessionAction.END), "All sessions ended.")
        elif target is not None:
            session_id = SessionId(target)
            done = f"{self._name(session_id)} ended."
            self._send(self._floor.act(session_id, SessionAction.END), done)

    def emergency_stop(self) -> None:
        """End everything at once, whatever else is on its way."""
        self._set_ending(None)
        self._send(self._stop_all(), "Emergency stop: every session has ended.")

    def broadcast(self, text: str) -> None:
        """Say a sentence to everybody."""
        if text.strip():
            self._send(self._floor.broadcast(text.strip()), "Message sent to all sessions.")

    def forget(self) -> None:
        """Another bundle was opened."""
        self._set_ending(None)

    def _send(self, command: Awaitable[object], done: str) -> None:
        async def work() -> None:
            try:
                if await reporting(command, self.noticed.emit):
                    self.confirmed.emit(Notice(done, BannerKind.OK))
            finally:
                self._pending -= 1
                self.acted.emit()

        self._pending += 1
        self.acted.emit()
        self._services.tasks.spawn(work(), name="command to sessions")

    async def _stop_all(self) -> None:
        self.stopped.emit()
        await self._floor.emergency_stop()

    async def _tell_all(self, action: SessionAction) -> None:
        await self._floor.act_all(action)
        self.told_all.emit(action)

    def _set_ending(self, target: str | None) -> None:
        if target != self._ending:
            self._ending = target
            self.ending_changed.emit()

    def _whose(self, sessions: Sequence[SessionId]) -> str:
        if len(sessions) == 1 and len(self._session_ids()) > 1:
            return f"{self._name(sessions[0])} is in its"
        return "All groups are in their"

    def _name(self, session_id: SessionId) -> str:
        state = self._floor.board.session(session_id)
        return state.session.name if state is not None else "Session"

    def _statuses(self) -> tuple[SessionStatus, ...]:
        states = map(self._floor.board.session, self._session_ids())
        return tuple(state.status for state in states if state is not None)

    def _session_ids(self) -> tuple[SessionId, ...]:
        bundle = self._floor.bundle
        return tuple(item.id for item in bundle.sessions) if bundle is not None else ()
