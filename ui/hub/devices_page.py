"""The devices side: who may come in, who is there, who goes."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.domain.ids import DeviceId
from core.services.desk.devices_health import DeviceLine
from ui.hub.device_actions import DeviceActions
from ui.hub.device_rows import Column, DeviceRows
from ui.hub.devices_model import DevicesModel, Phase
from ui.hub.join_panel import JoinPanel
from ui.hub.reach_card import ReachCard
from ui.hub.sheet_strip import SheetStrip
from widgets.inputs import EmptyState, plain_container
from widgets.inputs.scroll import vertical_scroll
from widgets.tables import RowTable
from widgets.theme import current_theme

_SIDE_PX = 360
_WIDTHS: dict[int, int] = {Column.OWNER: 190, Column.STATE: 178, Column.SEEN: 104, Column.LINE: 96}


def sheets_folder() -> Path:
    """Where sheets with codes go."""
    return Path.home() / "HockeyHub" / "join codes"


class DevicesSide(QWidget):
    """Devices on the left, codes on the right."""

    confirmed = Signal(object)
    noticed = Signal(object)

    def __init__(self, model: DevicesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.rows = DeviceRows(model.now)
        self.table = RowTable(
            self.rows,
            "Devices: F2 renames, Delete sends away",
            _WIDTHS,
            wide=Column.DEVICE,
        )
        self.state = EmptyState("phone", "Asking the hub", "")
        self.actions_row = DeviceActions()
        self.reach = ReachCard()
        self.join = JoinPanel(model)
        self.sheet = SheetStrip(model, sheets_folder)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    @property
    def current(self) -> DeviceLine | None:
        """The device under the cursor."""
        row = self.table.current_row
        return self.rows.lines[row] if 0 <= row < len(self.rows.lines) else None

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
        kept = self.current
        self.rows.show(model.lines, model.farewells.ids)
        ids = [line.id for line in model.lines]
        if ids and self.current is None:
            self.table.selectRow(ids.index(kept.id) if kept is not None and kept.id in ids else 0)
        self._show_state()
        self.reach.show_reach(model.join_address, is_reachable=model.is_reachable)
        self.reach.setVisible(model.phase is Phase.READY)
        self.join.refresh()
        self.sheet.refresh()
        self._show_current()

    def _show_state(self) -> None:
        model = self.model
        self._stack.setCurrentIndex(1 if model.lines else 0)
        if model.phase is Phase.LOADING:
            self.state.show_text("phone", "Asking the hub", "The devices appear in a moment.")
        elif model.phase is Phase.FAILED and model.problem is not None:
            sentence = f"{model.problem.message} {model.problem.suggested_action}".strip()
            self.state.show_text("warning", "The devices are not known", sentence, "Try again")
        elif not model.lines:
            self.state.show_text(
                "phone",
                "No device has joined yet",
                "Choose a player on the right and show the code. He scans it with the camera of "
                "his phone, in the same Wi-Fi, and is in.",
            )

    def _show_current(self) -> None:
        line = self.current
        is_leaving = line is not None and line.id in self.model.farewells.ids
        self.actions_row.show_line(line, is_leaving=is_leaving)
        lines = self.model.lines
        leaving = [one.entry.name for one in lines if one.id in self.model.farewells.ids]
        self.actions_row.show_leaving(leaving)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(unit)
        left.addWidget(self._stack, 1)
        left.addWidget(self.actions_row)
        inner = plain_container()
        side = QVBoxLayout(inner)
        side.setContentsMargins(0, 0, unit // 2, 0)
        side.setSpacing(unit)
        side.addWidget(self.reach)
        side.addWidget(self.join)
        side.addWidget(self.sheet)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit + 4)
        row.addLayout(left, 1)
        row.addWidget(vertical_scroll(inner, _SIDE_PX))

    def _connect(self) -> None:
        model, row = self.model, self.actions_row
        model.changed.connect(self.refresh)
        model.noticed.connect(self.noticed)
        model.confirmed.connect(self.confirmed)
        self.sheet.confirmed.connect(self.confirmed)
        self.sheet.noticed.connect(self.noticed)
        self.state.action_triggered.connect(model.reload)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.rows.modelReset.connect(self._show_current)
        row.identify_wanted.connect(lambda one: model.identify(DeviceId(one)))
        row.renamed.connect(lambda one, name: model.rename(DeviceId(one), name))
        row.send_away_wanted.connect(lambda one: model.farewells.add(DeviceId(one)))
        row.keep_wanted.connect(model.farewells.keep)
        for key, button in (("F2", row.rename), ("Delete", row.send_away)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(model.farewells.keep)
