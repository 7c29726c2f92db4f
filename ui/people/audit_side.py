"""The audit log's side: who did what, when, and to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.audit import AuditFilter
from core.services.desk.audit import AuditLine, name_of
from core.services.desk.audit_words import action_choices
from ui.people.audit_bar import AuditBar
from ui.people.audit_detail import AuditDetail
from ui.people.audit_model import AuditModel, Phase
from ui.people.audit_rows import Column
from widgets.inputs import Button, ElidedLabel, EmptyState, Tone
from widgets.tables import RowTable
from widgets.theme import current_theme

_SIDE_PX = 392
_ROW_PX = 28
_AHEAD_ROWS = 60
"""So far before the end the next page is asked for, so that scrolling does not stop."""
_WIDTHS: dict[int, int] = {
    Column.WHEN: 152,
    Column.WHO: 132,
    Column.WHAT: 142,
    Column.WHOM: 152,
}


def exports_folder() -> Path:
    """Where exports of the log go."""
    return Path.home() / "HockeyHub" / "audit"


class AuditSide(QWidget):
    """The log on the left, the line under the cursor on the right.

    Args:
        model: What is shown.
        folder: Where exports go.
        parent: Owner.
    """

    confirmed = Signal(object)
    noticed = Signal(object)

    def __init__(
        self,
        model: AuditModel,
        folder: Callable[[], Path] = exports_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self._folder = folder
        self.bar = AuditBar(model.now)
        self.table = RowTable(
            model.rows, "Audit log, newest first", _WIDTHS, wide=Column.GIST, row_px=_ROW_PX
        )
        self.state = EmptyState("search", "Asking the hub", "")
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.cancel = Button("Cancel", tooltip="Write no more")
        self.detail = AuditDetail()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    @property
    def current(self) -> AuditLine | None:
        """The line under the cursor."""
        return self.model.rows.row_at(self.table.current_row)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.open()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.close()

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self.model
        index = model.index
        actors = [(one, name_of(one, index.names)) for one in index.actors]
        self.bar.show_choices(
            sorted(actors, key=lambda one: one[1].casefold()), action_choices(index.actions)
        )
        is_closed = model.phase is Phase.CLOSED
        self.bar.setVisible(not is_closed)
        self.detail.setVisible(bool(model.rows.rows))
        self.bar.export.setEnabled(bool(model.rows.rows) and model.exported is None)
        self.cancel.setVisible(model.exported is not None)
        self._show_state()
        self._show_summary()
        self._show_current()

    def export(self) -> None:
        """Write what is looked for into a file of its own."""
        moment = datetime.fromtimestamp(self.model.now()).astimezone()
        self.model.export(self._folder() / f"audit-{moment:%Y-%m-%d-%H%M%S}.csv")

    def _show_state(self) -> None:
        model = self.model
        self._stack.setCurrentIndex(1 if model.rows.rows else 0)
        if model.rows.rows:
            return
        if model.phase is Phase.CLOSED:
            self.state.show_text(
                "lock",
                "Administrators read the audit log",
                "It tells who changed what, and who was refused. Ask one of them if you need to "
                "know something of it.",
            )
        elif model.phase is Phase.FAILED and model.problem is not None:
            words = f"{model.problem.message} {model.problem.suggested_action}".strip()
            self.state.show_text("warning", "The log cannot be read", words, "Try again")
        elif model.is_loading or model.phase is Phase.LOADING:
            self.state.show_text("search", "Asking the hub", "The lines appear in a moment.")
        elif model.wanted != AuditFilter():
            self.state.show_text(
                "search",
                "Nothing matches",
                "Use fewer words, another person or a longer period.",
                "Show all lines",
            )
        else:
            self.state.show_text(
                "search", "Nothing happened yet", "Each change and each refusal gets a line here."
            )

    def _show_summary(self) -> None:
        model = self.model
        count = len(model.rows.rows)
        if model.exported is not None:
            words = f"Writing the file: {model.exported:,} lines so far"
        elif model.problem is not None and count:
            words = f"{model.problem.message} What is shown was true before."
        elif model.rows.has_more:
            words = f"The newest {count:,} lines; older ones come as you scroll"
        else:
            words = "" if not count else "1 line" if count == 1 else f"All {count:,} lines"
        self.summary.set_whole(words)

    def _show_current(self) -> None:
        self.detail.show_line(self.current)

    def _on_scrolled(self, row: int) -> None:
        if row + self.table.height() // _ROW_PX + _AHEAD_ROWS >= len(self.model.rows.rows):
            self.model.more()

    def _on_action(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.reload()
        else:
            self.bar.reset()

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.cancel)
        left = QVBoxLayout()
        left.setSpacing(unit)
        left.addWidget(self._stack, 1)
        left.addLayout(foot)
        self.detail.setFixedWidth(_SIDE_PX)
        row = QHBoxLayout()
        row.setSpacing(unit + 4)
        row.addLayout(left, 1)
        row.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(self.bar)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self.refresh)
        model.noticed.connect(self.noticed)
        model.confirmed.connect(self.confirmed)
        self.detail.confirmed.connect(self.confirmed)
        self.detail.person_wanted.connect(self.bar.show_all_of)
        self.bar.changed.connect(model.look_for)
        self.bar.refresh_wanted.connect(model.look)
        self.bar.export_wanted.connect(self.export)
        self.cancel.clicked.connect(model.cancel_export)
        self.state.action_triggered.connect(self._on_action)
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        model.rows.modelReset.connect(self._show_current)
        self._key("Ctrl+F", self.bar.search.setFocus)
        self._key("F5", model.look)
        self._key("Ctrl+E", self.bar.export.click)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.detail.copy_line)

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(slot)
