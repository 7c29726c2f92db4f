"""Says on the other tabs that there are alarms, and leads to their list."""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar, QWidget

from core.live.alerts.alert import AlertLevel
from core.services.desk.alarms import FloorAlarms
from widgets.inputs import Button, ButtonKind


class AlarmButton(Button):
    """There while an alarm waits to be seen and the list itself is not in sight.

    Args:
        alarms: The desk's list.
        tabs: Of the page; the list is on the first.
        shown_in: The list.
        parent: Owner.
    """

    def __init__(
        self, alarms: FloorAlarms, tabs: QTabBar, shown_in: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__("Alarms", icon_name="warning", tooltip="Show the alarms", parent=parent)
        self._alarms = alarms
        self._tabs = tabs
        self._list = shown_in
        tabs.currentChanged.connect(self._refresh)
        self.clicked.connect(self._show_list)
        self.destroyed.connect(alarms.changed.connect(self._refresh))
        self._refresh()

    def _show_list(self) -> None:
        self._tabs.setCurrentIndex(0)
        self._list.setFocus()

    def _refresh(self) -> None:
        count = len(self._alarms.unseen)
        is_grave = self._alarms.worst is AlertLevel.STOP
        self.set_kind(ButtonKind.DANGER if is_grave else ButtonKind.SECONDARY)
        self.set_caption(f"{count} alarm" if count == 1 else f"{count} alarms")
        self.setVisible(count > 0 and self._tabs.currentIndex() > 0)
