"""Machines: every machine of the bundle, and what the chosen ones are told."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.ids import SessionId
from ui.common.services import DeskServices
from ui.live.machine_controls import MachineControls
from ui.live.machine_table import NOTE_COLUMN, MachineTable
from ui.live.machines_model import MachinesModel
from ui.live.use_table import UseTable
from ui.live.view_model import LiveViewModel
from widgets.inputs import Button, ButtonKind, FlowLayout, plain_container
from widgets.theme import current_theme

_ROW_PX = 32
_CONTROLS_PX = 352
_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class MachinesTab(QWidget):
    """The table on the left chooses, the card on the right tells."""

    def __init__(
        self, services: DeskServices, live: LiveViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._live = live
        self.model = MachinesModel(services, live, self)
        self.table = MachineTable(self)
        self.view = QTableView()
        self.controls = MachineControls(self.model, self)
        self.use = UseTable(live.use)
        self.groups: list[Button] = []
        self._group_row = plain_container()
        self._flow = FlowLayout(current_theme().space.unit, self._group_row)
        self._is_following = False
        self._build()
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.changed.connect(self._show)
        live.selection_changed.connect(self._on_player_selected)

    def refresh(self) -> None:
        """Show the state of now."""
        self.model.refresh()
        self._live.use.refresh()
        self.use.refresh()

    def show_bundle(self) -> None:
        """Offer the groups of the bundle that was opened."""
        for button in self.groups:
            self._flow.removeWidget(button)
            button.deleteLater()
        names: list[tuple[SessionId | None, str]] = [(None, "All machines")]
        names += [(state.session_id, state.session.name) for state in self._live.states]
        self.groups = [self._group_button(session_id, name) for session_id, name in names]
        for button in self.groups:
            self._flow.addWidget(button)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.model.chosen:
            self._on_player_selected()

    def _show(self) -> None:
        self._is_following = True
        self.table.show_machines(self.model.rows, self.model.answers)
        if self._selected_rows() != self._wanted_rows():
            selection = QItemSelection()
            for row in self._wanted_rows():
                index = self.table.index(row, 0)
                selection.select(index, index)
            chooser = self.view.selectionModel()
            chooser.clearSelection()
            chooser.select(selection, _SELECT)
        self._is_following = False
        self.controls.refresh()

    def _selected_rows(self) -> set[int]:
        return {index.row() for index in self.view.selectionModel().selectedRows()}

    def _wanted_rows(self) -> set[int]:
        ids = self.table.player_ids
        return {row for row, one in enumerate(ids) if one in self.model.chosen}

    def _on_selection_changed(self) -> None:
        if not self._is_following:
            ids = self.table.player_ids
            self.model.choose(ids[row] for row in self._selected_rows())

    def _on_player_selected(self) -> None:
        selected = self._live.selected
        if selected is not None:
            self.model.refresh()
            self.model.choose([selected.player.id])

    def _group_button(self, session_id: SessionId | None, name: str) -> Button:
        button = Button(name, kind=ButtonKind.SECONDARY, tooltip=f"Choose all machines of {name}")
        if session_id is None:
            button.setToolTip("Choose all machines of the bundle")
        button.clicked.connect(self._chooser(session_id))
        return button

    def _chooser(self, session_id: SessionId | None) -> Callable[[], None]:
        return lambda: self.model.choose_group(session_id)

    def _build(self) -> None:
        unit = current_theme().space.unit
        view = self.view
        view.setModel(self.table)
        view.setShowGrid(False)
        view.setProperty("cells", "plain")
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAccessibleName("Machines of the bundle; choose one or several")
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NOTE_COLUMN, QHeaderView.ResizeMode.Stretch)
        left = QVBoxLayout()
        left.setSpacing(unit)
        for part in (self._group_row, view, self.use):
            left.addWidget(part, 1 if part is view else 0)
        side = QScrollArea()
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setWidget(self.controls)
        side.setFixedWidth(_CONTROLS_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addLayout(left, 1)
        layout.addWidget(side)
