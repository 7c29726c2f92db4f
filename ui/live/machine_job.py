"""Machines being told something: how many have answered, cancel, and who did not do it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from core.errors import HockeyHubError
from core.services.desk.machine_answer import MachinePush, OnAnswer
from ui.common.feedback import Notice, notice_of
from ui.common.services import DeskServices
from widgets.inputs import BannerKind

_TASK = "tell machines"

Work = Callable[[OnAnswer], Awaitable[Notice]]
"""Tells machines; gives what the trainer reads about it."""


class MachineJob(QObject):
    """At most one at a time; everything else on the page goes on meanwhile."""

    changed = Signal()
    """It began or ended."""
    noticed = Signal(object)
    """A `Notice` that stays until dismissed."""
    confirmed = Signal(object)
    """A `Notice` that goes by itself."""
    answered = Signal(object)
    """A machine did: a `MachinePush`."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._is_running = False
        self._total = 0
        self._answers: list[MachinePush] = []

    @property
    def is_running(self) -> bool:
        """Whether machines are still to answer."""
        return self._is_running

    @property
    def percent(self) -> int:
        """How many have answered."""
        return round(len(self._answers) / self._total * 100) if self._total else 0

    @property
    def text(self) -> str:
        """How far it is, in words."""
        if not self._is_running:
            return ""
        return f"Setting machines: {len(self._answers)} of {self._total} have answered"

    def start(self, total: int, work: Work) -> None:
        """Begin, unless machines are being told something already."""
        if not self._is_running:
            self._is_running, self._total, self._answers = True, total, []
            self.changed.emit()
            self._services.tasks.replace(self._run(work), name=_TASK)

    def cancel(self) -> None:
        """Wait for the others no more; who has answered keeps what he was told."""
        if self._is_running:
            self._services.tasks.replace(_nothing(), name=_TASK)

    async def _run(self, work: Work) -> None:
        try:
            notice = await work(self._on_answer)
            signal = self.confirmed if notice.kind is BannerKind.OK else self.noticed
            signal.emit(notice)
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))
        except asyncio.CancelledError:
            self.noticed.emit(self._cancelled())
            raise
        except Exception as error:
            self.noticed.emit(notice_of(error))
            raise
        finally:
            self._is_running = False
            self.changed.emit()

    def _on_answer(self, answer: MachinePush) -> None:
        self._answers.append(answer)
        self.answered.emit(answer)

    def _cancelled(self) -> Notice:
        done = sum(one.is_done for one in self._answers)
        rest = self._total - len(self._answers)
        text = (
            f"Cancelled: {counted(done)} did it; {counted(rest)} had not answered and may still "
            "do it. Undo puts back those that did."
        )
        return Notice(text, BannerKind.WARNING)


async def _nothing() -> None:
    """Takes the place of the task that is to be cancelled."""


def counted(number: int) -> str:
    """So many machines, in words."""
    return f"{number} machine{'' if number == 1 else 's'}"


def counted_of(done: int, total: int) -> str:
    """So many of so many machines."""
    return counted(total) if done == total else f"{done} of {counted(total)}"


def complaints(machines: Iterable[MachinePush]) -> list[str]:
    """One sentence for each reason, with all machines that gave it, and the next step."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for machine in machines:
        if machine.reason:
            by_reason.setdefault((machine.reason, machine.next_step), []).append(machine.machine)
    return [
        f"{listed(names)}{': each' if len(names) > 1 else ''} {reason}. {step}".strip()
        for (reason, step), names in by_reason.items()
    ]


def listed(names: Sequence[str]) -> str:
    """Machines with their numbers only once: "Rower 1, 2, 3, Ski Erg 4"."""
    shown: list[str] = []
    before = ""
    for name in names:
        kind, _, number = name.rpartition(" ")
        is_more = bool(kind) and kind == before and number.isdecimal()
        shown.append(number if is_more else name)
        before = kind
    return ", ".join(shown)
