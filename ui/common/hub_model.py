"""What all screens over the hub's data share: asking, doing, being refused, taking back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum, auto

from PySide6.QtCore import QObject, Signal

from core.errors import HockeyHubError
from ui.common.feedback import Notice, may_go_later, notice_of
from ui.common.spawner import Spawner
from widgets.inputs import BannerKind

Back = Callable[[], Awaitable[object]]


class Phase(StrEnum):
    """What a screen is busy with."""

    LOADING = auto()
    READY = auto()
    FAILED = auto()
    """There is nothing to show; `problem` says why."""


@dataclass(frozen=True)
class Undo:
    """How the last change is taken back."""

    text: str
    """What was done."""
    back: Back


class HubModel(QObject):
    """Asks the hub, and does one thing after another to it.

    Args:
        tasks: Owner of the background work.
        parent: Owner.
    """

    changed = Signal()
    noticed = Signal(object)
    """A `Notice`."""
    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    refused = Signal(object)
    """A `HockeyHubError` with the field that it is about."""

    def __init__(self, tasks: Spawner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.is_busy = False
        """A change is on its way."""
        self.undo: Undo | None = None
        self._is_asking = False
        self._asks_again = False
        """Somebody wanted to know anew while an answer was on its way."""

    async def fetch(self) -> None:
        """Ask the hub for all that is shown."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask the hub anew."""
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking, self._asks_again = True, False
        self._tasks.spawn(self._reload(), name="ask the hub")

    def do(self, work: Awaitable[object], name: str) -> None:
        """Do something; what is refused is told, at the field where there is one."""
        self.is_busy = True
        self.changed.emit()

        async def done() -> None:
            try:
                await work
            except HockeyHubError as error:
                if error.field:
                    self.refused.emit(error)
                else:
                    self.noticed.emit(notice_of(error))
            except Exception as error:
                self.noticed.emit(notice_of(error))
                raise
            finally:
                self.is_busy = False
                self.changed.emit()
            self.reload()

        self._tasks.spawn(done(), name=name)

    def note(self, text: str, back: Back | None) -> None:
        """Something was done; without a way back it is only said."""
        self.undo = None if back is None else Undo(text, back)
        if back is None:
            self.confirmed.emit(Notice(text, BannerKind.OK))

    def take_back(self) -> None:
        """Undo the last change; where the hub may grant it later, it can be tried again."""
        undo, self.undo = self.undo, None
        if undo is None:
            return

        async def work() -> None:
            try:
                await undo.back()
            except HockeyHubError as error:
                if self.undo is None and may_go_later(error):
                    self.undo = undo
                self.noticed.emit(notice_of(error))
            else:
                self.confirmed.emit(Notice("Taken back.", BannerKind.OK))

        self.do(work(), "take back")

    def forget(self) -> None:
        """The last change stays."""
        self.undo = None

    async def _reload(self) -> None:
        try:
            await self.fetch()
        except HockeyHubError as error:
            self.problem = error
            if self.phase is not Phase.READY:
                self.phase = Phase.FAILED
            else:
                self.noticed.emit(notice_of(error))
        else:
            self.problem = None
            self.phase = Phase.READY
        finally:
            self._is_asking = False
        self.changed.emit()
        if self._asks_again:
            self.reload()
