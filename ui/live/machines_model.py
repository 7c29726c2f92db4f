"""What the machine panel shows and does: which machines are meant, and what they are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QObject, Signal

from core.domain.control import Scale
from core.domain.ids import PlayerId, SessionId
from core.ports.hub_link import SessionAction
from core.services.desk.machine_answer import MachinePush, OnAnswer
from core.services.desk.machine_order import Order, OrderKind
from core.services.desk.machine_view import MachineView, Standing
from ui.common.feedback import Notice
from ui.common.services import DeskServices
from ui.live.machine_words import hindrances, notice_of_answers, notice_of_undo
from ui.live.view_model import LiveViewModel
from widgets.inputs import BannerKind

_TASK = "ask machines"
_NOBODY = "Choose machines in the list, or a group above it."
_USUAL = {
    OrderKind.POWER: Scale(lowest=0, highest=2000, step=5),
    OrderKind.FTP_SHARE: Scale(lowest=20, highest=200, step=5),
    OrderKind.RESISTANCE: Scale(lowest=0, highest=100, step=1),
    OrderKind.ROAD: Scale(lowest=-20, highest=20, step=0.5),
}
"""Where machines tell no range. FTP in percent, roads in percent of grade."""


class MachinesModel(QObject):
    """Machines of the bundle. Rows are pulled by the page's timer through `refresh`."""

    changed = Signal()
    """Rows, what is chosen, or what can be done with it."""

    def __init__(
        self, services: DeskServices, live: LiveViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._room = services.machines.room
        self._live = live
        self.job = live.push.job
        self.rows: tuple[MachineView, ...] = ()
        self.chosen: frozenset[PlayerId] = frozenset()
        self.answers: dict[PlayerId, MachinePush] = {}
        """The last answer of each machine."""
        self.pauses_machines = False
        """Whether pausing all sessions pauses the machines too, and resuming starts them."""
        self._paused: frozenset[PlayerId] = frozenset()
        self._is_looking = False
        self.job.answered.connect(self._on_answered)
        self.job.changed.connect(self.refresh)
        live.commands.told_all.connect(self._on_told_all)
        live.commands.stopped.connect(self._on_stopped)
        live.phase_changed.connect(self._on_phase_changed)

    def refresh(self) -> None:
        """See how the machines stand now; ask those that have not said what they offer."""
        self._read_rows()
        if not self._is_looking and any(row.standing is Standing.ASKING for row in self.rows):
            self._is_looking = True
            self._services.tasks.spawn(self._look(), name=_TASK)

    @property
    def chosen_rows(self) -> tuple[MachineView, ...]:
        """The machines that are meant."""
        return tuple(row for row in self.rows if row.player_id in self.chosen)

    def choose(self, player_ids: Iterable[PlayerId]) -> None:
        """Mean the machines of these players."""
        chosen = frozenset(player_ids)
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed.emit()

    def choose_group(self, session_id: SessionId | None) -> None:
        """Mean all machines of a session, or of all."""
        self.choose(
            row.player_id for row in self.rows if session_id is None or row.session_id == session_id
        )

    def can(self, kind: OrderKind) -> bool:
        """Whether at least one of the chosen machines can be told this now."""
        is_able = any(not row.hindrance(kind) for row in self.chosen_rows)
        return is_able and not self.job.is_running

    def hindrance(self, kind: OrderKind) -> str:
        """Which of the chosen machines cannot be told this, and why; empty if all can."""
        return hindrances(self.chosen_rows, kind) if self.chosen else _NOBODY

    def scale(self, kind: OrderKind) -> Scale:
        """The numbers that the chosen machines can be set to: the widest of their ranges."""
        usual = _USUAL[kind]
        scales = [
            scale
            for row in self.chosen_rows
            if not row.hindrance(kind) and (scale := row.scale(kind)) is not None
        ]
        if not scales or kind is OrderKind.FTP_SHARE:
            return usual
        return Scale(
            lowest=min(scale.lowest for scale in scales),
            highest=max(scale.highest for scale in scales),
            step=min(scale.step for scale in scales) or usual.step,
        )

    def tell(self, order: Order) -> None:
        """Tell the chosen machines."""
        if self.can(order.kind):
            self._tell(order, self.chosen)

    @property
    def undo_words(self) -> str:
        """What undo takes back; empty if there is nothing, or machines are being told."""
        return "" if self.job.is_running else self._room.undo_words

    def undo(self) -> None:
        """Give the machines of the last order back what they held before."""
        words = self.undo_words

        async def work(on_answer: OnAnswer) -> Notice:
            return notice_of_undo(words, await self._room.undo(on_answer))

        if words:
            self.job.start(self._room.undo_count, work)

    def _tell(self, order: Order, player_ids: Collection[PlayerId]) -> None:
        session_ids = self._live.session_ids

        async def work(on_answer: OnAnswer) -> Notice:
            answers = await self._room.tell(order, session_ids, player_ids, on_answer)
            return notice_of_answers(order, answers)

        self.job.start(len(player_ids), work)

    async def _look(self) -> None:
        try:
            await self._room.look(self._live.session_ids)
        finally:
            self._is_looking = False
        self._read_rows()

    def _read_rows(self) -> None:
        self.rows = self._room.machines(self._live.session_ids)
        self.chosen &= {row.player_id for row in self.rows}
        self.changed.emit()

    def _on_answered(self, answer: MachinePush) -> None:
        self.answers[answer.player_id] = answer

    def _on_told_all(self, action: SessionAction) -> None:
        if not self.pauses_machines:
            return
        if action is SessionAction.PAUSE:
            rows = self._room.machines(self._live.session_ids)
            able = frozenset(row.player_id for row in rows if not row.hindrance(OrderKind.PAUSE))
            self._follow(Order(kind=OrderKind.PAUSE), able)
            self._paused = able
        elif action is SessionAction.RESUME:
            self._follow(Order(kind=OrderKind.START), self._paused)
            self._paused = frozenset()

    def _on_stopped(self) -> None:
        """In an emergency all machines stop that can, whatever was being set."""
        rows = self._room.machines(self._live.session_ids)
        able = frozenset(row.player_id for row in rows if not row.hindrance(OrderKind.STOP))
        if able:
            stopping = self._room.tell(Order(kind=OrderKind.STOP), self._live.session_ids, able)
            self._services.tasks.spawn(stopping, name="stop machines")

    def _follow(self, order: Order, player_ids: frozenset[PlayerId]) -> None:
        if player_ids and self.job.is_running:
            text = "The machines were still being set, so they did not follow. Tell them below."
            self.job.noticed.emit(Notice(text, BannerKind.WARNING))
        elif player_ids:
            self._tell(order, player_ids)

    def _on_phase_changed(self) -> None:
        self.chosen, self.answers, self._paused = frozenset(), {}, frozenset()
