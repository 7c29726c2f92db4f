"""The sensors page: every device in range, and whose it is."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from core.domain.ids import SensorId
from ui.common.feedback import Notice, announce
from ui.common.services import DeskServices
from ui.sensors.rows import summary_text
from ui.sensors.table import SensorTable
from ui.sensors.table_model import SensorFilter, SensorTableModel
from ui.sensors.view_model import SensorsModel
from widgets.inputs import Banner, ElidedLabel, EmptyState, Label, TextRole, Tone
from widgets.theme import current_theme

_SMALLEST = QSize(480, 300)
_REFRESH_MS = 500
"""Twice a second: figures stay readable, and ages count on."""


class SensorsPage(QWidget):
    """A table of sensors that is made anew twice a second while it is seen."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sensors-page")
        self.setAccessibleName("Sensors")
        self.model = SensorsModel(
            sensors=services.sensors,
            pairings=services.pairings,
            catalog=services.link,
            tasks=services.tasks,
            now=services.now,
            parent=self,
        )
        self.rows = SensorTableModel()
        self.filter = SensorFilter()
        self.filter.setSourceModel(self.rows)
        self.table = SensorTable(self.filter, lambda row: self.model.owners.offered_to(row.kind))
        self.search = QLineEdit()
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.banner = Banner()
        self.state = EmptyState("bluetooth", "Looking for sensors", "")
        self._timer = QTimer(self)
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.open()
        self.refresh()
        self._timer.start(_REFRESH_MS)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def refresh(self) -> int:
        """Show what changed; returns how many lines are drawn anew."""
        rows = self.model.rows()
        is_new = len(rows) != len(self.rows.rows)
        changed = self.rows.show(rows)
        if is_new:
            self.table.sort_again()
        self.summary.set_whole(summary_text(rows) if rows else "")
        self._show_state(has_rows=bool(rows))
        return changed

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.search.setPlaceholderText("Filter: name, state or owner  (Ctrl+F)")
        self.search.setAccessibleName("Filter sensors")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(36 * unit)
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(Label("Sensors", TextRole.TITLE))
        head.addWidget(self.summary, 3)
        head.addWidget(self.search, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(unit + 4)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.refresh)
        self.model.radio_changed.connect(self.refresh)
        self.model.owners_changed.connect(self.refresh)
        self.model.noticed.connect(self._on_noticed)
        self.search.textChanged.connect(self._on_search)
        self.table.owner_chosen.connect(self._on_owner_chosen)
        self.state.action_triggered.connect(self.model.start_radio)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._on_find)

    def _show_state(self, *, has_rows: bool) -> None:
        problem = self.model.radio_problem
        has_matches = self.filter.rowCount() > 0
        self._stack.setCurrentIndex(1 if has_rows and has_matches else 0)
        self.search.setEnabled(has_rows)
        if has_rows:
            self.state.show_text(
                "search", "No sensor matches", f"Nothing contains “{self.search.text()}”."
            )
        elif problem is not None:
            sentence = f"{problem.message} {problem.suggested_action}".strip()
            caption = "Starting …" if self.model.is_starting else "Try again"
            self.state.show_text("bluetooth", "No Bluetooth", sentence, caption)
            self.state.button.setEnabled(not self.model.is_starting)
        else:
            self.state.show_text(
                "bluetooth",
                "No sensors yet",
                "Wet the straps and put them on, and press a button on each erg: they appear "
                "here within seconds.\nWithout any: hockeyhub --demo trains in the virtual gym.",
            )

    def _on_search(self, text: str) -> None:
        self.filter.look_for(text)
        self.refresh()

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_owner_chosen(self, sensor_id: str, owner_id: str) -> None:
        self.model.assign(SensorId(sensor_id), owner_id)

    def _on_noticed(self, notice: Notice) -> None:
        announce(self.banner, notice)
