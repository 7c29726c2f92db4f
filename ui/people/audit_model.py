"""The audit log behind its page: one page at a time, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from enum import StrEnum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.audit import AuditFilter, AuditIndex, AuditPage
from core.domain.user import Role
from core.errors import HockeyHubError
from core.services.desk.audit import AuditLine
from core.services.desk.audit_export import export_audit
from core.services.desk.hub_side import HubSide
from core.tasks import TaskScope
from ui.common.feedback import Notice, reporting
from ui.people.audit_rows import AuditRows
from widgets.inputs import BannerKind

PAGE = 200
_POLL_MS = 10_000
_EXPORT = "export the audit log"


class Phase(StrEnum):
    """What the list is busy with."""

    LOADING = auto()
    READY = auto()
    CLOSED = auto()
    """Whoever sits here may not see it."""
    FAILED = auto()
    """There is nothing to show; `problem` says why."""


class AuditModel(QObject):
    """Asks for what is looked at, and for what is new while it is shown.

    Args:
        hub: The hub's side of the desk.
        tasks: Owner of the background work.
        parent: Owner.
    """

    changed = Signal()
    noticed = Signal(object)
    confirmed = Signal(object)

    def __init__(self, hub: HubSide, tasks: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._tasks = tasks
        self.rows = AuditRows()
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.wanted = AuditFilter()
        self.index = AuditIndex(actors=(), actions=(), names={})
        self.is_loading = False
        self.exported: int | None = None
        """Lines written so far; None while no file is being written."""
        self._cursor: int | None = None
        self._round = 0
        """Counts the lists asked for: an answer to an earlier one is not shown."""
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.look)
        self.rows.more_wanted.connect(self.more)

    def now(self) -> float:
        """The wall's clock, seconds since 1970."""
        return self._hub.clock.now()

    def open(self) -> None:
        """The page is shown."""
        if self.rows.rows:
            self.look()
        else:
            self.reload()
        self._poll.start()

    def close(self) -> None:
        """The page is hidden."""
        self._poll.stop()

    def look_for(self, wanted: AuditFilter) -> None:
        """Show other lines."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.reload()

    def reload(self) -> None:
        """Begin anew with the newest lines."""
        self._round += 1
        self._begin(self._first(self._round))

    def more(self) -> None:
        """Add the next older page."""
        if self.rows.has_more and not self.is_loading:
            self._begin(self._read(self._round, self._cursor, self._append))

    def look(self) -> None:
        """Put above what was written since; the place that one looks at stays."""
        if not self.is_loading and self.phase is not Phase.CLOSED:
            self._begin(self._read(self._round, None, self._put_above))

    def export(self, path: Path) -> None:
        """Write the lines that are looked for, all of them, into a file."""
        if self.exported is None:
            self.exported = 0
            self._tasks.replace(self._export(path), name=_EXPORT)
            self.changed.emit()

    def cancel_export(self) -> None:
        """Write no more; nothing is left of the file."""
        if self.exported is not None:
            self._tasks.replace(_nothing(), name=_EXPORT)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.is_loading = True
        self.changed.emit()
        self._tasks.spawn(work, name="read the audit log")

    async def _first(self, number: int) -> None:
        try:
            me = await self._hub.people.me()
            if me.role is not Role.ADMIN:
                self._stop(number, Phase.CLOSED, None)
                return
            self.index = await self._hub.audit.index()
        except HockeyHubError as error:
            self._stop(number, Phase.FAILED, error)
            return
        await self._read(number, None, self._show)

    async def _read(
        self, number: int, cursor: int | None, use: Callable[[AuditPage], object]
    ) -> None:
        try:
            page = await self._hub.audit.page(self.wanted, limit=PAGE, cursor=cursor)
        except HockeyHubError as error:
            self._stop(number, Phase.READY if self.rows.rows else Phase.FAILED, error)
            return
        if number == self._round:
            use(page)
            self._stop(number, Phase.READY, None)

    def _stop(self, number: int, phase: Phase, problem: HockeyHubError | None) -> None:
        if number == self._round:
            self.phase, self.problem, self.is_loading = phase, problem, False
            self.changed.emit()

    def _show(self, page: AuditPage) -> None:
        self.rows.show_rows(self._lines(page))
        self._continue_at(page.next_cursor)

    def _append(self, page: AuditPage) -> None:
        self.rows.add_rows(self._lines(page))
        self._continue_at(page.next_cursor)

    def _put_above(self, page: AuditPage) -> None:
        newest = self.rows.rows[0].id if self.rows.rows else 0
        fresh = [line for line in self._lines(page) if line.id > newest]
        if len(fresh) == len(page.items):
            self._show(page)  # So much happened that there would be a gap.
        else:
            self.rows.add_rows(fresh, at=0)

    def _lines(self, page: AuditPage) -> list[AuditLine]:
        return [AuditLine(entry, self.index.names) for entry in page.items]

    def _continue_at(self, cursor: int | None) -> None:
        self._cursor = cursor
        self.rows.has_more = cursor is not None

    async def _export(self, path: Path) -> None:
        def told(done: int) -> None:
            self.exported = done
            self.changed.emit()

        async def work() -> None:
            count = await export_audit(self._hub.audit, self.wanted, path, told)
            words = "1 line" if count == 1 else f"{count:,} lines"
            self.confirmed.emit(Notice(f"{words} written to {path}.", BannerKind.OK))

        try:
            await reporting(work(), self.noticed.emit)
        finally:
            self.exported = None
            self.changed.emit()


async def _nothing() -> None:
    """Takes the place of the task that is to be cancelled."""
