"""Moves a player to another session, and can take that back."""

from __future__ import annotations

from collections.abc import Awaitable

from typing_extensions import override

from PySide6.QtCore import QObject

from core.domain.ids import PlayerId, SessionId
from core.live.state import SessionState
from ui.common.feedback import reporting
from ui.common.services import DeskServices
from ui.live.told import Told
from ui.live.undoable_job import UndoableJob
from ui.live.use_job import UseJob


class MoveJob(UndoableJob):
    """One move at a time.

    Args:
        use: Knows which machines are free.
    """

    def __init__(self, services: DeskServices, use: UseJob, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._use = use
        self._moves = services.floor.moves
        self._is_running = False

    @property
    @override
    def is_running(self) -> bool:
        """Whether the hub has not answered yet."""
        return self._is_running

    def targets(self, session_id: SessionId) -> tuple[SessionState, ...]:
        """Where a player of this session can go."""
        return () if self._is_running else self._moves.targets(session_id)

    def free(self, target: SessionState) -> tuple[str, ...] | None:
        """The machines on which he could train there; None while nobody knows."""
        return self._use.free(target.session.equipment)

    def start(self, player_id: PlayerId, source: SessionId, target: SessionId) -> None:
        """Bring a player from one session to another."""
        if self._is_running or source == target:
            return
        words = f"{self._name(source, player_id)} trains in {self._session(target)} now"
        self._send(self._moves.move(player_id, source, target), words, can_undo=True)

    @override
    def undo(self) -> None:
        """Bring back the player who was moved last."""
        last = self._moves.last
        if self._is_running or last is None:
            return
        name = self._name(last.to_session_id, last.player_id)
        words = f"{name} is back in {self._session(last.from_session_id)}"
        self._send(self._moves.undo(), words, can_undo=False)

    def _send(self, work: Awaitable[object], words: str, *, can_undo: bool) -> None:
        async def run() -> None:
            try:
                if await reporting(work, self.noticed.emit):
                    self._use.look()
                    self.told.emit(Told(f"{words}.", can_undo))
            finally:
                self._is_running = False
                self.changed.emit()

        self._is_running = True
        self.changed.emit()
        self._services.tasks.spawn(run(), name="move a player")

    def _name(self, session_id: SessionId, player_id: PlayerId) -> str:
        state = self._services.floor.board.session(session_id)
        player = None if state is None else state.players.get(player_id)
        return "The player" if player is None else player.player.name

    def _session(self, session_id: SessionId) -> str:
        state = self._services.floor.board.session(session_id)
        return "the other session" if state is None else f"“{state.session.name}”"
