"""Pushing the next interval to machines, and saying which did not take it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from core.domain.ids import SessionId
from core.errors import HockeyHubError
from core.services.desk.interval_push import IntervalPush, MachinePush
from ui.common.feedback import Notice, notice_of
from ui.common.services import DeskServices
from widgets.inputs import BannerKind


class PushJob(QObject):
    """At most one push at a time; everything else on the page goes on meanwhile."""

    changed = Signal()
    noticed = Signal(object)
    """A `Notice` that stays until dismissed."""
    confirmed = Signal(object)
    """A `Notice` that goes by itself."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._is_running = False
        self._undo = services.machines.control_lost.connect(self._on_control_lost)

    @property
    def is_running(self) -> bool:
        """Whether machines are still to answer."""
        return self._is_running

    def close(self) -> None:
        """Stop listening."""
        self._undo()

    def can_push(self, session_ids: Iterable[SessionId]) -> bool:
        """Whether at least one of these sessions has something to push, and none is on its way."""
        machines = self._services.machines
        return not self._is_running and any(machines.can_push(one) for one in session_ids)

    def start(self, session_ids: Iterable[SessionId]) -> None:
        """Send those of these sessions that have a next interval their own."""
        machines = self._services.machines
        wanted = [one for one in session_ids if machines.can_push(one)]
        if wanted and not self._is_running:
            self._is_running = True
            self.changed.emit()
            self._services.tasks.spawn(self._push(wanted), name="push interval")

    async def _push(self, session_ids: Sequence[SessionId]) -> None:
        try:
            pushes, errors = await self._services.machines.push_next(session_ids)
            notice = notice_of_pushes(pushes, errors)
            signal = self.confirmed if notice.kind is BannerKind.OK else self.noticed
            signal.emit(notice)
        except Exception as error:
            self.noticed.emit(notice_of(error))
            raise
        finally:
            self._is_running = False
            self.changed.emit()

    def _on_control_lost(self, sentence: str) -> None:
        self.noticed.emit(Notice(sentence, BannerKind.WARNING))


def notice_of_pushes(
    pushes: Sequence[IntervalPush], errors: Sequence[HockeyHubError] = ()
) -> Notice:
    """What the trainer reads about the machines' answers: who did not do as asked, by name."""
    machines = [machine for push in pushes for machine in push.machines]
    done = sum(machine.is_done for machine in machines)
    names = list(dict.fromkeys(push.interval for push in pushes))
    what = names[0] if len(names) == 1 else "The next intervals" if names else ""
    sentences = [f"{what} sent to {_count(done, len(machines))}."] if machines else []
    sentences += _complaints(machines)
    sentences += [notice_of(error).text for error in errors]
    is_fine = len(sentences) == 1 and done == len(machines) and not errors
    return Notice(" ".join(sentences), BannerKind.OK if is_fine else BannerKind.WARNING)


def _count(done: int, total: int) -> str:
    number = f"{done}" if done == total else f"{done} of {total}"
    return f"{number} machine{'' if total == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    """Machines with their numbers only once: "Rower 1, 2, 3, Ski Erg 4"."""
    shown: list[str] = []
    before = ""
    for name in names:
        kind, _, number = name.rpartition(" ")
        is_more = bool(kind) and kind == before and number.isdecimal()
        shown.append(number if is_more else name)
        before = kind
    return ", ".join(shown)


def _complaints(machines: Iterable[MachinePush]) -> list[str]:
    """One sentence for each reason, with all machines that gave it, and the next step."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for machine in machines:
        if machine.reason:
            by_reason.setdefault((machine.reason, machine.next_step), []).append(machine.machine)
    return [
        f"{_listed(names)}{': each' if len(names) > 1 else ''} {reason}. {step}".strip()
        for (reason, step), names in by_reason.items()
    ]
