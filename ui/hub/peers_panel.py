"""How every device fares, and why one is silent."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.hub.device_rows import Column, DeviceRows
from ui.hub.devices_model import DevicesModel
from widgets.inputs import EmptyState, Label, TextRole, Tone
from widgets.tables import RowTable
from widgets.theme import current_theme


class PeersPanel(QWidget):
    """A short table, and a sentence about the device under the cursor."""

    def __init__(self, model: DevicesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self._model = model
        self.rows = DeviceRows(model.now)
        self.table = RowTable(
            self.rows, "Connections", {Column.OWNER: 132, Column.LINE: 84}, wide=Column.STATE
        )
        for column in (Column.DEVICE, Column.SEEN):
            self.table.hideColumn(column)
        self.empty = EmptyState(
            "phone", "No devices", "Let phones in on the Devices side.", sentence_px=260
        )
        self.title = Label("", TextRole.HEADING, wraps=True)
        self.sentence = Label("", wraps=True)
        self.step = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.counts = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        layout.addSpacing(unit // 2)
        for widget in (self.title, self.sentence, self.step, self.counts):
            layout.addWidget(widget)
        model.changed.connect(self.refresh)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.open()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.close()

    def refresh(self) -> None:
        """Show what the hub said last."""
        lines = self._model.lines
        self.rows.show(lines, self._model.farewells.ids)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        if lines and self.table.current_row < 0:
            self.table.selectRow(0)
        self._show_current()

    def _show_current(self) -> None:
        row = self.table.current_row
        line = self.rows.lines[row] if 0 <= row < len(self.rows.lines) else None
        for widget in (self.title, self.sentence, self.step, self.counts):
            widget.setVisible(line is not None)
        if line is None:
            return
        self.title.setText(f"{line.owner} · {line.entry.name}")
        self.sentence.setText(line.sentence)
        self.step.setText(line.next_step)
        self.step.setVisible(bool(line.next_step))
        trip = "" if line.round_trip_ms is None else f", {line.round_trip_ms:.0f} ms there and back"
        self.counts.setText(
            f"{line.events} events sent, {line.refused} refused, {line.waiting} messages "
            f"waiting{trip}."
        )
        self.counts.setVisible(line.connections > 0)
