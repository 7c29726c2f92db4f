"""Takes a player out of a session, and tells that it is done."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QObject, Signal

from core.domain.ids import PlayerId, SessionId
from ui.common.feedback import reporting
from ui.common.services import DeskServices
from ui.live.told import Told
from ui.live.undoable_job import UndoableJob


class RemovalJob(UndoableJob):
    """One player at a time. It cannot be taken back, so the page asks before it starts."""

    wanted = Signal()
    """The trainer wants to take the chosen player out: ask him."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._removal = services.floor.removal
        self._is_running = False

    @property
    @override
    def is_running(self) -> bool:
        """Whether the hub has not answered yet."""
        return self._is_running

    def can_remove(self, session_id: SessionId, player_id: PlayerId) -> bool:
        """Whether this player can be taken out now."""
        return not self._is_running and self._removal.can_remove(session_id, player_id)

    def ask(self) -> None:
        """Open the question for the chosen player."""
        self.wanted.emit()

    def start(self, session_id: SessionId, player_id: PlayerId) -> None:
        """Take him out."""
        if not self.can_remove(session_id, player_id):
            return
        words = self._words(session_id, player_id)

        async def run() -> None:
            try:
                work = self._removal.remove(session_id, player_id)
                if await reporting(work, self.noticed.emit):
                    self.told.emit(Told(words))
            finally:
                self._is_running = False
                self.changed.emit()

        self._is_running = True
        self.changed.emit()
        self._services.tasks.spawn(run(), name="take a player out")

    def _words(self, session_id: SessionId, player_id: PlayerId) -> str:
        state = self._services.floor.board.session(session_id)
        player = None if state is None else state.players.get(player_id)
        if state is None or player is None:
            return "The player was taken out."
        return f"{player.player.name} was taken out of “{state.session.name}”."
