"""The library: all workouts of the club at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from typing_extensions import override

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.workouts.entry_card import EntryCard
from ui.workouts.library_list import Phase
from ui.workouts.library_model import LibraryModel
from ui.workouts.library_rows import Column, LibraryRows
from ui.workouts.words import KIND_NAMES
from widgets.inputs import Banner, BannerKind, EmptyState, SegmentedControl
from widgets.inputs.choice import Choice, Option
from widgets.tables import RowTable
from widgets.theme import current_theme

_TYPING_MS = 150
_TAG_PX = 170
_WIDTHS: dict[int, int] = {
    Column.NAME: 178,
    Column.KIND: 126,
    Column.TIME: 74,
    Column.USED: 78,
    Column.CHANGED: 84,
}
_LEAST_PX = {Column.CHANGED: 1100, Column.USED: 1000, Column.KIND: 860}
"""Width of the library from which on there is room for a column."""
_KINDS = (("", "All"), *((kind.value, name) for kind, name in KIND_NAMES.items()))
_ARCHIVED = "archived"


class Library(QWidget):
    """Search, list and detail."""

    edit_wanted = Signal()
    """The chosen workout is to be changed."""
    new_wanted = Signal()

    def __init__(
        self, model: LibraryModel, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search name and tags  (Ctrl+F)")
        self.search.setAccessibleName("Search the workouts")
        self.search.setClearButtonEnabled(True)
        self.kinds = SegmentedControl(_KINDS, name="Kind")
        self.tag = Choice(name="Tag")
        self.rows = LibraryRows(now)
        self.table = RowTable(
            self.rows, "Workouts: Enter edits, Delete puts away", _WIDTHS, wide=Column.TAGS
        )
        self.card = EntryCard(now)
        self.state = EmptyState("sessions", "Asking the hub", "")
        self.undone = Banner()
        self._stack = QStackedWidget()
        self._left = QWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._is_showing = False
        self._build()
        self._connect()
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.open()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least_px in _LEAST_PX.items():
            self.table.setColumnHidden(column, self.width() < least_px)

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self.model
        self._is_showing = True
        self.rows.show_rows(model.entries)
        ids = [one.workout.id for one in model.entries]
        row = next((at for at, one in enumerate(ids) if one == model.chosen), -1)
        if row >= 0 and row != self.table.current_row:
            self.table.selectRow(row)
        self._show_tags()
        self.card.show_entry(model.entry, model.versions, is_busy=model.is_busy)
        self._show_state()
        self._show_undo()
        self._is_showing = False

    def _show_tags(self) -> None:
        model = self.model
        options = [
            Option(id="", text="All tags"),
            *(Option(id=f"#{tag}", text=tag) for tag in model.tags),
            Option(id=_ARCHIVED, text="Put away"),
        ]
        wanted = model.wanted
        chosen = _ARCHIVED if wanted.is_archived else (f"#{wanted.tag}" if wanted.tag else "")
        self.tag.show_options(options, chosen)

    def _show_state(self) -> None:
        model = self.model
        self._stack.setCurrentIndex(1 if model.entries else 0)
        has_some = bool(model.entries) or model.is_filtered or model.wanted.is_archived
        self._left.setVisible(has_some or model.undo is not None)
        if model.phase is Phase.LOADING:
            self.state.show_text("sessions", "Asking the hub", "The workouts come in a moment.")
        elif model.phase is Phase.FAILED and model.problem is not None:
            words = f"{model.problem.message} {model.problem.suggested_action}".strip()
            self.state.show_text("warning", "The workouts are not known", words, "Try again")
        elif model.wanted.is_archived:
            self.state.show_text("sessions", "Nothing is put away", "What you put away comes here.")
        elif model.is_filtered:
            self.state.show_text(
                "search", "No workout is like that", "Look for other words, or for all kinds."
            )
        elif not model.entries:
            self.state.show_text(
                "sessions",
                "No workout yet",
                "Write one: intervals with targets, lifts, drills on the rink, or all of them.",
                "New workout",
            )

    def _show_undo(self) -> None:
        undo = self.model.undo
        if undo is None:
            self.undone.clear()
        elif self.undone.text != undo.text:
            self.undone.announce(undo.text, BannerKind.OK, action="Undo")

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.tag.setFixedWidth(_TAG_PX)
        filters = QHBoxLayout()
        filters.setSpacing(unit)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.tag)
        kinds = QHBoxLayout()
        kinds.addWidget(self.kinds)
        kinds.addStretch(1)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(unit)
        left.addLayout(filters)
        left.addLayout(kinds)
        left.addWidget(self.table, 1)
        left.addWidget(self.undone)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.card)
        self._stack.addWidget(self.state)
        self._stack.addWidget(both)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(unit + 4)
        whole.addWidget(self._left, 12)
        whole.addWidget(self._stack, 10)

    def _connect(self) -> None:
        model, card = self.model, self.card
        model.changed.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(lambda: model.look_for(text=self.search.text()))
        self.kinds.chosen.connect(lambda kind: model.look_for(kind=kind))
        self.tag.chosen.connect(self._on_tag)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.doubleClicked.connect(lambda _index: self._edit())
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.state.action_triggered.connect(self._on_state)
        self.undone.action_triggered.connect(model.take_back)
        self.undone.dismissed.connect(model.forget_undo)
        card.edit_wanted.connect(self._edit)
        card.doubling_wanted.connect(self._double)
        card.archiving_wanted.connect(self._archive)
        card.bringing_back_wanted.connect(
            lambda: model.bring_back(model.chosen) if model.chosen else None
        )
        card.restoring_wanted.connect(model.restore)
        for keys, slot, owner in (
            ("Return", self._edit, self.table),
            ("Delete", self._archive, self.table),
            ("Ctrl+D", self._double, self),
            ("Ctrl+F", self.search.setFocus, self),
            ("Ctrl+Z", model.take_back, self),
            ("Ctrl+N", self.new_wanted.emit, self),
        ):
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _edit(self) -> None:
        entry = self.model.entry
        if entry is not None and not entry.is_archived:
            self.edit_wanted.emit()

    def _double(self) -> None:
        if self.model.chosen is not None and not self.model.is_busy:
            self.model.duplicate(self.model.chosen)

    def _archive(self) -> None:
        entry = self.model.entry
        if entry is not None and not entry.is_archived and not self.model.is_busy:
            self.model.archive(entry.workout.id)

    def _on_row(self) -> None:
        entry = self.rows.row_at(self.table.current_row)
        if not self._is_showing and entry is not None:
            self.model.choose(entry.workout.id)

    def _on_tag(self, chosen: str) -> None:
        self.model.look_for(
            tag=chosen.removeprefix("#") if chosen.startswith("#") else "",
            is_archived=chosen == _ARCHIVED,
        )

    def _on_scrolled(self, value: int) -> None:
        if value >= self.table.verticalScrollBar().maximum():
            self.model.more()

    def _on_state(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.reload()
        else:
            self.new_wanted.emit()
