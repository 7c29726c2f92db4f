"""Pushing the next interval to machines, and saying which did not take it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from core.domain.ids import SessionId
from core.errors import HockeyHubError
from core.services.desk.interval_push import IntervalPush
from core.services.desk.machine_answer import OnAnswer
from ui.common.feedback import Notice, notice_of
from ui.common.services import DeskServices
from ui.live.machine_job import MachineJob, complaints, counted_of
from widgets.inputs import BannerKind


class PushJob(QObject):
    """Sends intervals, one push at a time; tells when a machine's control is lost."""

    changed = Signal()
    noticed = Signal(object)
    """A `Notice` that stays until dismissed."""
    confirmed = Signal(object)
    """A `Notice` that goes by itself."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.job = MachineJob(services, self)
        """How far the machines are, with this and with all else that they are told."""
        self.job.changed.connect(self.changed)
        self.job.noticed.connect(self.noticed)
        self.job.confirmed.connect(self.confirmed)
        self._undo = services.machines.control_lost.connect(self._on_control_lost)

    def close(self) -> None:
        """Stop listening."""
        self._undo()

    def can_push(self, session_ids: Iterable[SessionId]) -> bool:
        """Whether one of these sessions has something to push, and no machine is being told."""
        machines = self._services.machines
        return not self.job.is_running and any(machines.can_push(one) for one in session_ids)

    def start(self, session_ids: Iterable[SessionId]) -> None:
        """Send those of these sessions that have a next interval their own."""
        machines = self._services.machines
        wanted = [one for one in session_ids if machines.can_push(one)]

        async def work(on_answer: OnAnswer) -> Notice:
            pushes, errors = await machines.push_next(wanted, on_answer)
            return notice_of_pushes(pushes, errors)

        if wanted:
            self.job.start(len(machines.room.machines(wanted)), work)

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
    sentences = [f"{what} sent to {counted_of(done, len(machines))}."] if machines else []
    sentences += complaints(machines)
    sentences += [notice_of(error).text for error in errors]
    is_fine = len(sentences) == 1 and done == len(machines) and not errors
    return Notice(" ".join(sentences), BannerKind.OK if is_fine else BannerKind.WARNING)
