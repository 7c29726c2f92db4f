"""Bundle overview: sessions with their tiles on the left, curves on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.live.events import MedicalStatus
from core.live.views import Quantity
from core.services.desk.alarms import FloorAlarms
from ui.common.actions import ActionId, add_action
from ui.live.alarm_panel import AlarmPanel
from ui.live.alarm_rows import AlarmRow
from ui.live.session_card import SessionCard
from ui.live.sparks import sparks_of
from ui.live.undo_strip import UndoStrip
from ui.live.view_model import LiveViewModel
from widgets.inputs import Label, SegmentedControl, TextRole, plain_container
from widgets.theme import current_theme
from widgets.tiles.face import MainNumber

if TYPE_CHECKING:
    from ui.live.chart_panels import ChartPanels

_WIDE_PX = 900
"""Below this the curves stand under the sessions."""
_PANEL_SHARE = 0.3
_PANEL_MIN_PX = 344
_PANEL_MAX_PX = 560
_PANEL_MIN_HEIGHT_PX = 380


class OverviewTab(QWidget):
    """The tab a trainer looks at while the sessions run."""

    def __init__(
        self, model: LiveViewModel, alarms: FloorAlarms, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.cards: list[SessionCard] = []
        self.panels: ChartPanels | None = None
        self._heading = Label("", TextRole.HEADING)
        self.main_number = SegmentedControl(
            [(MainNumber.HEART_RATE, "Heart rate"), (MainNumber.POWER, "Power")],
            name="Big number on the tiles",
        )
        self._list = QVBoxLayout()
        self.moved = UndoStrip((model.moves, model.fitness, model.removal))
        self.moved.add_shortcut(self)
        add_action(self, ActionId.SAY_FITNESS, self._on_fitness)
        self.alarms = AlarmPanel(alarms)
        self._charts = _scroll_area(plain_container())
        self._side = plain_container()
        self._columns = QHBoxLayout(self)
        self._build()
        self.main_number.chosen.connect(self._on_main_chosen)
        model.selection_changed.connect(self._on_selection_changed)
        model.commands.acted.connect(self.refresh)
        model.commands.ending_changed.connect(self.refresh)
        model.push.changed.connect(self.refresh)
        model.fitness.wanted.connect(self._on_fitness_wanted)
        model.removal.wanted.connect(self._on_removal_wanted)
        self.alarms.player_wanted.connect(self._on_player_wanted)

    def show_bundle(self) -> None:
        """Make a card per session of the bundle that was opened."""
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [SessionCard(self._model, state.session_id) for state in self._model.states]
        for index, card in enumerate(self.cards):
            self._list.insertWidget(index + 2, card, 1)
            card.folded.connect(self._share_height)
        self._on_main_chosen(self.main_number.current)
        self._share_height()
        self.refresh()

    def refresh(self) -> None:
        """Show the numbers of now."""
        running = sum(state.status.is_running for state in self._model.states)
        self._heading.setText(
            f"Active sessions ({running})" if running else f"Sessions ({len(self.cards)})"
        )
        for card in self.cards:
            card.refresh()
        self.alarms.refresh()
        self._model.fitness.refresh()
        if self.panels is not None:
            self.panels.refresh()

    def refresh_sparks(self) -> None:
        """Show the last minute of everybody."""
        quantity = Quantity(self.main_number.current)
        for card in self.cards:
            if not card.is_folded:
                card.wall.show_sparks(sparks_of(self._model, card.session_id, quantity))

    def draw(self) -> None:
        """Draw the curves; loads the charts the first time."""
        if self.panels is None:
            from ui.live.chart_panels import (  # noqa: PLC0415 - pyqtgraph loads with the first curve
                ChartPanels,
            )

            self.panels = ChartPanels(self._model)
            self._charts.setWidget(self.panels)
        self.panels.draw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE_PX
        if is_wide and self._columns.indexOf(self._side) < 0:
            self._list.removeWidget(self._side)
            self._columns.addWidget(self._side)
        elif not is_wide and self._list.indexOf(self._side) < 0:
            self._columns.removeWidget(self._side)
            self._list.insertWidget(self._list.count() - 1, self._side)
        if is_wide:
            wanted = round(self.width() * _PANEL_SHARE)
            self._side.setFixedWidth(min(max(wanted, _PANEL_MIN_PX), _PANEL_MAX_PX))
            self._side.setMinimumHeight(0)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_MAX_WIDTH_PX)
            self._side.setMinimumHeight(_PANEL_MIN_HEIGHT_PX)

    def _build(self) -> None:
        unit = current_theme().space.unit
        inner = plain_container()
        inner.setLayout(self._list)
        self._list.setContentsMargins(0, 0, unit // 2, 0)
        self._list.setSpacing(unit)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(Label("Tiles show", TextRole.CAPTION))
        head.addWidget(self.main_number)
        self._list.addLayout(head)
        self._list.addWidget(self.moved)
        self._list.addStretch(0)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(unit)
        side.addWidget(self.alarms)
        side.addWidget(self._charts, 1)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(unit)
        self._columns.addWidget(_scroll_area(inner), 1)
        self._columns.addWidget(self._side)

    def _share_height(self) -> None:
        """Open cards grow with the window, folded ones keep to one line."""
        for card in self.cards:
            self._list.setStretchFactor(card, 0 if card.is_folded else 1)
        is_all_folded = all(card.is_folded for card in self.cards)
        self._list.setStretch(self._list.count() - 1, 1 if is_all_folded else 0)

    def _on_main_chosen(self, chosen: str) -> None:
        for card in self.cards:
            card.wall.set_main_number(MainNumber(chosen))
        self.refresh_sparks()

    def _on_player_wanted(self, row: AlarmRow) -> None:
        selected = self._model.selected
        if selected is None or selected.player.id != row.player_id:
            self._model.select(row.session_id, row.player_id)

    def _on_fitness(self) -> None:
        if self._model.selected is None:
            self.moved.announce("Choose a player first: click a tile, or move to it with Tab.")
        else:
            self._model.fitness.ask()

    def _on_fitness_wanted(self, status: MedicalStatus | None) -> None:
        if self.panels is None:
            self.draw()  # the trainer was faster than the first curve
        if self.panels is not None:
            self.panels.ask_fitness(status)

    def _on_removal_wanted(self) -> None:
        if self.panels is None:
            self.draw()
        if self.panels is not None:
            self.panels.ask_removal()

    def _on_selection_changed(self) -> None:
        selected, session = self._model.selected, self._model.selected_state
        for card in self.cards:
            is_here = session is not None and session.session_id == card.session_id
            card.wall.set_selected(selected.player.id if selected is not None and is_here else None)


_MAX_WIDTH_PX = 16777215
"""Qt's own "no limit"."""


def _scroll_area(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area
