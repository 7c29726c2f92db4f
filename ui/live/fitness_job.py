"""Says how a player is, tells what the hub made of it, and can take it back."""

from __future__ import annotations

from collections.abc import Awaitable

from typing_extensions import override

from PySide6.QtCore import QObject, Signal

from core.domain.ids import PlayerId, SessionId
from core.live.events import MedicalStatus
from core.live.fitness import FitnessWord
from ui.common.feedback import reporting
from ui.common.services import DeskServices
from ui.live.fitness_words import outcome_kind, outcome_text
from ui.live.told import Told
from ui.live.undoable_job import UndoableJob


class FitnessJob(UndoableJob):
    """One word at a time. What became of it follows the board until nobody looks any more."""

    wanted = Signal(object)
    """The trainer wants to say something of the chosen player: a `MedicalStatus`, or None."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._fitness = services.floor.fitness
        self._word: FitnessWord | None = None
        self._last: Told | None = None
        self._is_running = False

    @property
    @override
    def is_running(self) -> bool:
        """Whether the hub has not answered yet."""
        return self._is_running

    def can_say(self, session_id: SessionId, player_id: PlayerId) -> bool:
        """Whether anything can be said of this player now."""
        return not self._is_running and self._fitness.can_say(session_id, player_id)

    def ask(self, status: MedicalStatus | None = None) -> None:
        """Open the form for the chosen player."""
        self.wanted.emit(status)

    def start(self, word: FitnessWord) -> None:
        """Say it."""
        if self.can_say(word.session_id, word.player_id):
            self._send(self._say(word))

    @override
    def undo(self) -> None:
        """Take the last word back."""
        if not self._is_running and self._fitness.can_undo:
            self._send(self._take_back())

    @override
    def forget(self) -> None:
        """Nobody looks at what was told any more."""
        self._word = self._last = None

    def refresh(self) -> None:
        """Tell what has become of the last word, if that is news."""
        if self._word is None or self._is_running:
            return
        outcome = self._fitness.outcome(self._word)
        if outcome is None:
            return
        told = Told(outcome_text(outcome), self._fitness.can_undo, outcome_kind(outcome))
        if told != self._last:
            self._last = told
            self.told.emit(told)

    async def _say(self, word: FitnessWord) -> None:
        await self._fitness.say(word)
        self._word, self._last = word, None

    async def _take_back(self) -> None:
        outcome = None if self._word is None else self._fitness.outcome(self._word)
        await self._fitness.undo()
        self.forget()
        if outcome is not None:
            self.told.emit(Told(f"Taken back: {outcome.name} is as he was before."))

    def _send(self, work: Awaitable[object]) -> None:
        async def run() -> None:
            try:
                await reporting(work, self.noticed.emit)
            finally:
                self._is_running = False
                self.changed.emit()
                self.refresh()

        self._is_running = True
        self.changed.emit()
        self._services.tasks.spawn(run(), name="fitness of a player")
