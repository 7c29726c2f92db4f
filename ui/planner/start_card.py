"""Ways to begin, above the questions: go on, a template, an earlier training."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QWidget

from core.domain.ids import TemplateId
from ui.planner.beginnings import Beginning, Source
from ui.planner.start_tile import StartTile
from ui.planner.starting import Starting
from ui.planner.unfinished import UnfinishedPlan
from widgets.inputs import Button, ButtonKind, Card, IconLabel, Label, Tone
from widgets.theme import current_theme

_COLUMNS = 3
_ICONS = {Source.TEMPLATE: "copy", Source.EARLIER: "clock"}


class StartCard(Card):
    """Hidden where there is nothing to begin with."""

    chosen = Signal(object)
    """A `Beginning`."""
    take_up_wanted = Signal()
    """Go on with the unfinished plan."""
    forget_wanted = Signal()
    """Throw the unfinished plan away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Start from", parent)
        self.tiles: list[StartTile] = []
        self.take_up_button = Button("Continue", kind=ButtonKind.PRIMARY)
        self.forget_button = Button("Throw away", kind=ButtonKind.QUIET, icon_name="trash")
        self.more_button = Button("More", kind=ButtonKind.QUIET, icon_name="chevron-down")
        self.menu = QMenu(self)
        self._shown: tuple[Beginning, ...] = ()
        self._build()

    def show_starting(self, starting: Starting, template_id: TemplateId | None) -> None:
        """Show what one can begin with, and which template is in use."""
        self._show_unfinished(starting.unfinished)
        if starting.beginnings != self._shown:
            self._shown = starting.beginnings
            self._show_tiles(_first_row(self._shown))
            self._fill_menu()
        for tile in self.tiles:
            beginning = tile.beginning
            is_template = beginning.source is Source.TEMPLATE
            tile.show_chosen(is_chosen=is_template and beginning.id == template_id)
        self.more_button.setVisible(len(self._shown) > len(self.tiles))
        self.setVisible(bool(self._shown) or starting.unfinished is not None)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._unfinished = QFrame()
        self._unfinished.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._unfinished.setProperty("banner", "info")
        self.unfinished_label = Label(wraps=True)
        row = QHBoxLayout(self._unfinished)
        row.setContentsMargins(unit + 4, unit // 2, unit // 2, unit // 2)
        row.setSpacing(unit)
        row.addWidget(IconLabel("info", 18, tone=Tone.INFO))
        row.addWidget(self.unfinished_label, 1)
        row.addWidget(self.forget_button)
        row.addWidget(self.take_up_button)
        self._grid = QGridLayout()
        self._grid.setSpacing(unit)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.tools.addWidget(self.more_button)
        self.content.addWidget(self._unfinished)
        self.content.addLayout(self._grid)
        self.take_up_button.clicked.connect(self.take_up_wanted)
        self.forget_button.clicked.connect(self.forget_wanted)
        self.more_button.clicked.connect(self._on_more)

    def _show_unfinished(self, left: UnfinishedPlan | None) -> None:
        self._unfinished.setVisible(left is not None)
        if left is not None:
            self.unfinished_label.setText(unfinished_text(left))

    def _show_tiles(self, beginnings: Sequence[Beginning]) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = []
        for at, beginning in enumerate(beginnings):
            tile = StartTile(beginning, _ICONS[beginning.source])
            tile.clicked.connect(lambda _=False, one=beginning: self.chosen.emit(one))
            self._grid.addWidget(tile, 0, at)
            self.tiles.append(tile)

    def _fill_menu(self) -> None:
        self.menu.clear()
        for source in Source:
            group = [one for one in self._shown if one.source is source]
            for beginning in group:
                action = self.menu.addAction(f"{beginning.title}\t{beginning.detail}")
                action.triggered.connect(lambda _=False, one=beginning: self.chosen.emit(one))
            self.menu.addSeparator()

    def _on_more(self) -> None:
        self.menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 2)))


def unfinished_text(left: UnfinishedPlan) -> str:
    """What was left behind, and when."""
    plan = left.plan
    when = datetime.fromtimestamp(left.saved_at, UTC).astimezone()
    placed = len(plan.assigned_ids)
    return (
        f"“{plan.name}” was left unfinished on {when:%A} at {when:%H:%M}: {len(plan.groups)} "
        f"groups, {placed} {'player' if placed == 1 else 'players'} placed."
    )


def _first_row(beginnings: Sequence[Beginning]) -> list[Beginning]:
    """As many as fit side by side; of templates and earlier trainings at least one each."""
    templates = [one for one in beginnings if one.source is Source.TEMPLATE]
    earlier = [one for one in beginnings if one.source is Source.EARLIER]
    shown = templates[: _COLUMNS - min(len(earlier), 1)]
    return [*shown, *earlier[: _COLUMNS - len(shown)]]
