"""The list of templates with the card of the chosen one."""

from __future__ import annotations

from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import Signal

from core.domain.bundle_template import KeptTemplate
from ui.common.hub_model import Phase
from ui.common.shelf_side import ShelfSide
from ui.templates.template_card import TemplateCard
from ui.templates.view_model import TemplatesModel
from ui.templates.words import crowd_text
from widgets.inputs import Tone
from widgets.tables import ColumnTable, RowTable, TableColumn

_DETAIL_PX = 520


class Column(IntEnum):
    """Columns from left to right."""

    NAME = 0
    SIZE = 1
    TIME = 2
    TAGS = 3
    SEEN = 4
    USED = 5


def _soft(_template: KeptTemplate) -> Tone:
    return Tone.SOFT


_COLUMNS: dict[Column, TableColumn[KeptTemplate]] = {
    Column.NAME: TableColumn("Name", lambda one: one.name),
    Column.SIZE: TableColumn("Size", crowd_text, _soft),
    Column.TIME: TableColumn("Time", lambda one: f"{one.default_duration:g} min", _soft),
    Column.TAGS: TableColumn("Tags", lambda one: ", ".join(one.tags), _soft),
    Column.SEEN: TableColumn("Who", lambda one: "Shared" if one.is_public else "Private", _soft),
    Column.USED: TableColumn(
        "Used",
        lambda one: f"{one.usage_count} ×" if one.usage_count else "–",
        lambda one: None if one.usage_count else Tone.FAINT,
    ),
}
_WIDTHS: dict[int, int] = {
    Column.SIZE: 160,
    Column.TIME: 70,
    Column.TAGS: 136,
    Column.SEEN: 74,
    Column.USED: 58,
}
_TEXTS: dict[Phase, tuple[str, ...]] = {
    Phase.LOADING: ("sessions", "Asking the hub", "The templates come in a moment."),
    Phase.READY: (
        "sessions",
        "No template yet",
        "Plan a bundle and tick “Save as template”: its groups, machines and workouts are kept.",
        "Create Multiple Sessions",
    ),
}


class TemplateSide(ShelfSide[KeptTemplate]):
    """Find, change, copy and delete templates.

    Args:
        model: Templates and what they are made of.
    """

    start_wanted = Signal(str)
    """Plan a bundle from this template."""
    programme_wanted = Signal(object)
    """Unfold this `KeptTemplate` over weeks."""
    plan_wanted = Signal()
    """There is no template: plan something first."""

    def __init__(self, model: TemplatesModel) -> None:
        rows = ColumnTable([_COLUMNS[one] for one in Column], lambda one: one.id)
        table = RowTable(rows, "Templates", _WIDTHS, wide=Column.NAME)
        self._detail = TemplateCard()
        super().__init__(model.templates, rows, table, self._detail, _DETAIL_PX)
        self.model = model
        self.proposal = dict
        self.list.searched.connect(model.look_for)
        self.list.add_key("Ctrl+D", self._copy)
        self.list.state.action_triggered.connect(self._on_state)
        table.doubleClicked.connect(lambda _index: self._start())
        detail = self._detail
        detail.start_wanted.connect(self._start)
        detail.programme_wanted.connect(
            lambda: self.programme_wanted.emit(self.current) if self.current else None
        )
        detail.copy_wanted.connect(self._copy)
        detail.delete_wanted.connect(self.delete)

    @override
    def start_new(self) -> None:
        """A template comes from a bundle: it is planned first."""
        self.plan_wanted.emit()

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self.model
        self.show_things(model.templates.things)
        template = self.current
        if template is None:
            self._detail.show_nothing(
                "sessions", "No template chosen", "What it is made of is shown here."
            )
        else:
            self._detail.show_template(template, model)
        if model.text and model.phase is Phase.READY:
            self.list.state.show_text("search", "No template is like that", "Look for other words.")
        else:
            self.list.show_state(_TEXTS)

    def _start(self) -> None:
        if self.current is not None:
            self.start_wanted.emit(self.current.id)

    def _copy(self) -> None:
        if self.current is not None and not self.model.is_busy:
            self.model.duplicate(self.current)

    def _on_state(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.reload()
        else:
            self.plan_wanted.emit()
