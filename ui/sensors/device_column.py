"""The table of devices, what stands there instead of it, and what can be done to a device."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.sensors.row_actions import RowActions
from ui.sensors.rows import SensorRow
from ui.sensors.table import SensorTable
from ui.sensors.table_model import SensorFilter, SensorTableModel
from ui.sensors.view_model import SensorsModel
from widgets.inputs import EmptyState
from widgets.theme import current_theme


class DeviceColumn(QWidget):
    """Table, empty state, actions.

    Args:
        refuses: Says of a device's and an owner's id whether they do not fit.
        parent: Owner.
    """

    def __init__(self, refuses: Callable[[str, str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.rows = SensorTableModel()
        self.filter = SensorFilter()
        self.filter.setSourceModel(self.rows)
        self.table = SensorTable(self.filter, refuses)
        self.state = EmptyState("bluetooth", "Looking for sensors", "")
        self.row_actions = RowActions()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.row_actions)

    def show_rows(self, rows: tuple[SensorRow, ...]) -> int:
        """Show what changed; returns how many lines are drawn anew."""
        is_new = len(rows) != len(self.rows.rows)
        changed = self.rows.show(rows)
        if is_new:
            self.table.sort_again()
        if rows and not self.table.currentIndex().isValid() and self.filter.rowCount():
            self.table.selectRow(0)
        return changed

    def show_state(self, sought: str, model: SensorsModel) -> None:
        """Show the table, or say why there is nothing in it."""
        has_rows = bool(self.rows.rows)
        has_matches = self.filter.rowCount() > 0
        is_table = has_rows and has_matches
        self._stack.setCurrentIndex(1 if is_table else 0)
        self.row_actions.setVisible(has_rows)
        problem = model.radio_problem
        if has_rows:
            self.state.show_text("search", "No sensor matches", f"Nothing contains “{sought}”.")
        elif problem is not None:
            sentence = f"{problem.message} {problem.suggested_action}".strip()
            caption = "Starting …" if model.is_starting else "Try again"
            self.state.show_text("bluetooth", "No Bluetooth", sentence, caption)
            self.state.button.setEnabled(not model.is_starting)
        elif model.is_starting:
            self.state.show_text("bluetooth", "Starting the radio", "This takes a moment.")
        else:
            self.state.show_text(
                "bluetooth",
                "No sensors yet",
                "Wet the straps and put them on, and press a button on each erg: they appear "
                "here within seconds.\nWithout any: hockeyhub --demo trains in the virtual gym.",
            )
