"""The sensors page: every device in range, whose it is, and what is left to mend."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from typing_extensions import override

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.domain.ids import SensorId
from core.services.desk.preflight import Finding
from ui.common.feedback import announce
from ui.common.services import DeskServices
from ui.sensors.device_column import DeviceColumn
from ui.sensors.guide import Guide
from ui.sensors.owner_chooser import OwnerChooser
from ui.sensors.owner_rows import equipped_text
from ui.sensors.page_layout import PageLayout
from ui.sensors.question_strip import QuestionStrip
from ui.sensors.radio_rows import is_troubled, radio_rows, tab_text
from ui.sensors.rows import SensorRow, summary_text
from ui.sensors.side_panel import Side, SidePanel
from ui.sensors.side_tabs import SideTabs
from ui.sensors.view_model import SensorsModel
from widgets.inputs import Banner, ElidedLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_SMALLEST = QSize(480, 300)
_REFRESH_MS = 500
"""Twice a second: figures stay readable, and ages count on."""


class SensorsPage(QWidget):
    """Devices, owners and the pre-flight board; made anew twice a second while it is seen."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sensors-page")
        self.setAccessibleName("Sensors")
        self._services = services
        self.model = SensorsModel(services, self)
        self.devices = DeviceColumn(self.model.steps.refuses)
        self.rows, self.filter = self.devices.rows, self.devices.filter
        self.table = self.devices.table
        self.panel = SidePanel(self.model.steps.refuses)
        self.tabs = SideTabs()
        self.search = QLineEdit()
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.banner = Banner()
        self.questions = QuestionStrip()
        self.state = self.devices.state
        self.chooser = OwnerChooser(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._layout = PageLayout(self.tabs, self.devices, self.panel)
        self.guide = Guide(self.model, self.panel, self)
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self.show_side(Side.PLAYERS)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.open()
        self.refresh()
        self._timer.start()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self.model.check_in.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.arrange(self.size())

    def refresh(self) -> int:
        """Show what changed; returns how many lines of the table are drawn anew."""
        rows = self.model.rows()
        changed = self.devices.show_rows(rows)
        here = self.model.present_text()
        self.summary.set_whole(", ".join(filter(None, (here, summary_text(rows)))) if rows else "")
        self.search.setEnabled(bool(rows))
        self.devices.show_state(self.search.text(), self.model)
        self.devices.row_actions.show_row(self.table.current_row)
        self.questions.show_questions(self.model.steps.questions())
        self._show_side(rows)
        return changed

    def show_side(self, side: Side) -> None:
        """Turn the column beside the devices."""
        self.panel.show_side(side)
        self.tabs.choose(side)
        self._layout.arrange(self.size())
        self.refresh()

    def show_preflight(self) -> None:
        """What the live page asks for before the start."""
        self.show_side(Side.PREFLIGHT)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.search.setPlaceholderText("Filter: name, state or owner  (Ctrl+F)")
        self.search.setAccessibleName("Filter sensors")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(32 * unit)
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(Label("Sensors", TextRole.TITLE))
        head.addWidget(self.summary, 3)
        head.addWidget(self.search, 2)
        self._layout.set_head(head, self.summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        column.setSpacing(unit)
        column.addWidget(self.banner)
        column.addWidget(self.questions)
        column.addLayout(self._layout.grid, 1)

    def _connect(self) -> None:
        model, table = self.model, self.table
        self._timer.timeout.connect(self.refresh)
        for source in (model.radio_changed, model.owners_changed, model.steps.question_answered):
            source.connect(self.refresh)
        model.steps.noticed.connect(partial(announce, self.banner))
        model.steps.step_done.connect(self.devices.row_actions.show_step)
        self.search.textChanged.connect(self._on_search)
        table.owner_wanted.connect(self._on_owner_wanted)
        table.owner_dropped.connect(self.model.steps.give)
        table.forget_wanted.connect(lambda one: model.steps.forget(SensorId(one)))
        table.lock_wanted.connect(lambda one: model.steps.toggle_lock(SensorId(one)))
        table.renamed.connect(lambda one, name: model.steps.rename(SensorId(one), name))
        table.sensor_changed.connect(
            lambda: self.devices.row_actions.show_row(self.table.current_row)
        )
        self.chooser.chosen.connect(self.model.steps.give)
        self.chooser.closed.connect(lambda: table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.devices.state.action_triggered.connect(model.start_radio)
        self._connect_actions()
        self._connect_side()

    def _connect_actions(self) -> None:
        actions, table = self.devices.row_actions, self.table
        actions.assign.clicked.connect(table.choose_owner)
        actions.rename.clicked.connect(table.edit_name)
        actions.lock.clicked.connect(lambda: self._with_row(table.lock_wanted.emit))
        actions.forget.clicked.connect(lambda: self._with_row(table.forget_wanted.emit))
        actions.zero.clicked.connect(lambda: self._with_row(self.model.steps.zero))
        actions.undo_wanted.connect(self.model.steps.undo)
        for keys, slot in (
            (QKeySequence.StandardKey.Find, self._on_find),
            (QKeySequence.StandardKey.Undo, self.model.steps.undo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _connect_side(self) -> None:
        self.tabs.chosen.connect(lambda side: self.show_side(Side(side)))
        for owners in (self.panel.players, self.panel.machines):
            owners.sensor_dropped.connect(self.model.steps.give)
        self.panel.radios.lead(self.model.toggle_radio, self.model.add_dongle)
        self.panel.retry_wanted.connect(self.model.load_owners)
        self.questions.answered.connect(self.model.steps.answer)
        self.model.check_in.changed.connect(lambda: self._show_side(self.rows.rows))
        self.guide.device_wanted.connect(self._show_device)
        self.guide.side_wanted.connect(self.show_side)
        self.guide.changed.connect(self.refresh)

    def _show_side(self, rows: tuple[SensorRow, ...]) -> None:
        players, machines = self.model.player_rows(rows), self.model.unit_rows(rows)
        board = self.model.preflight()
        counts = {Side.PLAYERS: players, Side.MACHINES: machines}
        self.tabs.show_texts(
            {
                **{side: equipped_text(side.capitalize(), own) for side, own in counts.items()},
                Side.DEVICES: f"Devices {len(rows)}",
                Side.PREFLIGHT: f"Pre-flight {len(board.findings) or ''}".strip(),
            }
        )
        sensors, choice = self._services.sensors, self._services.radios
        self.tabs.show_radios(tab_text(sensors.radio), is_troubled=is_troubled(sensors.radio))
        self.panel.radios.show_rows(radio_rows(sensors.radio, sensors.sensors, choice), choice)
        self.panel.show_owners(players, machines)
        bundle = self._services.floor.bundle
        scope = f"{bundle.name}." if bundle is not None else "No bundle is open: all known players."
        self.panel.show_board(board, scope)
        problem = self.model.owners_problem
        sentence = f"{problem.message} {problem.suggested_action}" if problem is not None else ""
        self.panel.show_place(has_owners=self.model.has_owners, problem=sentence.strip())

    def _with_row(self, act: Callable[[SensorId], object]) -> None:
        row = self.table.current_row
        if row is not None:
            act(row.id)

    def _on_search(self, text: str) -> None:
        self.filter.look_for(text)
        self.refresh()

    def _on_find(self) -> None:
        if self.panel.side is Side.DEVICES or not self.search.isEnabled():
            self.show_side(self.panel.side)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_owner_wanted(self, _sensor_id: str) -> None:
        row = self.table.current_row
        if row is None:
            return
        if row.is_locked:
            self.model.steps.say_refusal(row.id)
            return
        cell = self.table.owner_cell()
        corner = self.table.viewport().mapTo(self, cell.topLeft())
        at = QRect(corner, cell.size())
        self.chooser.open_for(row.id, row.name, self.model.choices(row), at)

    def _show_device(self, finding: Finding) -> None:
        """Bring a finding's device into sight, or its owner where it is not in range."""
        self.search.clear()
        if not self._layout.is_wide:
            self.show_side(Side.DEVICES)
        is_here = finding.sensor_id is not None and self.table.select_sensor(finding.sensor_id)
        if is_here:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif finding.owner is not None:
            self.show_side(Side.PLAYERS if finding.owner.player_id else Side.MACHINES)
            self.panel.owners.choose(finding.owner.id)
