"""The list of programmes, and the weeks of the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.programme import Programme
from ui.common.hub_model import Phase
from ui.common.list_side import ListSide
from ui.templates.timeline_panel import TimelinePanel
from ui.templates.view_model import TemplatesModel
from ui.templates.words import count_text, span_text
from widgets.inputs import (
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    EmptyState,
    TextRole,
    Tone,
)
from widgets.tables import ColumnTable, RowTable, TableColumn
from widgets.theme import current_theme

_DETAIL_PX = 700


class Column(IntEnum):
    """Columns from left to right."""

    NAME = 0
    TEMPLATE = 1
    COUNT = 2


def _tone(programme: Programme) -> Tone | None:
    return Tone.FAINT if programme.ended_at is not None else None


_COLUMNS: dict[Column, TableColumn[Programme]] = {
    Column.NAME: TableColumn("Name", lambda one: one.plan.name, _tone, tip=span_text),
    Column.TEMPLATE: TableColumn("Template", lambda one: one.template_name, lambda _: Tone.SOFT),
    Column.COUNT: TableColumn(
        "Trainings",
        lambda one: "Called off" if one.ended_at is not None else str(one.training_count),
        _tone,
    ),
}
_WIDTHS: dict[int, int] = {Column.TEMPLATE: 150, Column.COUNT: 84}
_TEXTS: dict[Phase, tuple[str, ...]] = {
    Phase.LOADING: ("calendar", "Asking the hub", "The programmes come in a moment."),
    Phase.READY: (
        "calendar",
        "No programme yet",
        "Choose a template and unfold it over weeks: loads rise, and every few weeks rest.",
        "Choose a template",
    ),
}


class ProgrammeSide(QWidget):
    """Look at programmes, fill their gaps, call them off.

    Args:
        model: All programmes.
    """

    bundle_wanted = Signal(str)
    templates_wanted = Signal()

    def __init__(self, model: TemplatesModel) -> None:
        super().__init__()
        self.model = model
        rows = ColumnTable([_COLUMNS[one] for one in Column], lambda one: one.id)
        table = RowTable(rows, "Programmes", _WIDTHS, wide=Column.NAME)
        self.card = Card()
        self.name = ElidedLabel("", TextRole.TITLE)
        self.caption = ElidedLabel("", TextRole.CAPTION, tone=Tone.SOFT)
        self.rest = Button("Plan what is missing", icon_name="plus")
        self.off = Button("Call off", kind=ButtonKind.QUIET, icon_name="trash")
        self.panel = TimelinePanel(model.now)
        self.empty = EmptyState(
            "calendar", "No programme chosen", "Its weeks are shown here.", sentence_px=320
        )
        self._stack = QStackedWidget()
        self.list: ListSide[Programme] = ListSide(model, rows, table, self.card, _DETAIL_PX)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Show what the hub said last."""
        model, text = self.model, self.list.search.text().strip().lower()
        shown = [one for one in model.programmes if text in one.plan.name.lower()]
        chosen = model.programme
        wanted = chosen.id if chosen is not None and chosen in shown else None
        self.list.show_rows(shown, wanted=wanted)
        self.list.show_state(_TEXTS)
        if text and model.programmes:
            self.list.state.show_text(
                "search", "No programme is like that", "Look for other words."
            )
        self._stack.setCurrentIndex(0 if chosen is None else 1)
        if chosen is not None:
            self._show(chosen)

    def _show(self, programme: Programme) -> None:
        self.name.set_whole(programme.plan.name)
        trainings = count_text(programme.training_count, "training")
        state = "called off" if programme.ended_at is not None else trainings
        self.caption.set_whole(f"{span_text(programme)} · {state}")
        missing = [one for one in programme.weeks if one.trainings and not one.is_planned]
        self.rest.setVisible(bool(missing))
        self.rest.setEnabled(not self.model.is_busy)
        self.rest.setToolTip(f"Plan {count_text(len(missing), 'week')} without trainings")
        self.off.setVisible(programme.ended_at is None)
        self.off.setEnabled(not self.model.is_busy)
        self.off.setToolTip("Delete its trainings that have not begun; can be undone")
        self.panel.show_weeks(programme.weeks)

    def _build(self) -> None:
        unit = current_theme().space.unit
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addWidget(self.caption)
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addLayout(names, 1)
        head.addWidget(self.rest)
        head.addWidget(self.off)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit + 4)
        column.addLayout(head)
        column.addWidget(self.panel, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(whole)
        self.card.content.addWidget(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    def _connect(self) -> None:
        self.list.searched.connect(lambda _text: self.refresh())
        self.list.current_changed.connect(self._on_current)
        self.list.state.action_triggered.connect(self._on_state)
        self.panel.bundle_wanted.connect(self.bundle_wanted)
        self.rest.clicked.connect(lambda: self._with_chosen(self.model.plan_rest))
        self.off.clicked.connect(lambda: self._with_chosen(self.model.call_off))

    def _with_chosen(self, deed: Callable[[Programme], None]) -> None:
        if self.model.programme is not None and not self.model.is_busy:
            deed(self.model.programme)

    def _on_current(self) -> None:
        if self.list.current is not None:
            self.model.choose_programme(self.list.current.id)

    def _on_state(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.reload()
        else:
            self.templates_wanted.emit()
