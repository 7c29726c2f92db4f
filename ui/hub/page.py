"""The hub's page: devices on one side, the event desk on the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.errors import UnavailableError
from ui.common.feedback import announce
from ui.common.services import DeskServices
from ui.hub.desk_model import EventDeskModel
from ui.hub.desk_page import EventDeskSide
from ui.hub.devices_model import DevicesModel
from ui.hub.devices_page import DevicesSide
from widgets.inputs import Banner, ElidedLabel, Label, SegmentedControl, TextRole, Tone
from widgets.theme import current_theme

_SMALLEST = QSize(560, 300)
_SIDES = (("devices", "Devices"), ("events", "Event desk"))


class HubPage(QWidget):
    """Who may come in, how they fare, and everything that goes through the hub."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    settings_wanted = Signal()

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if services.hub is None:
            raise UnavailableError("This desk has no hub to look after.")
        self.setObjectName("hub-page")
        self.setAccessibleName("Hub")
        self.devices_model = DevicesModel(services, services.hub, self)
        self.desk_model = EventDeskModel(services, services.hub, self)
        self.devices = DevicesSide(self.devices_model)
        self.desk = EventDeskSide(self.desk_model, self.devices_model)
        self.tabs = SegmentedControl(_SIDES, name="Side of the hub")
        self.banner = Banner()
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self._stack = QStackedWidget()
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self._show_summary()

    def show_side(self, side: str) -> None:
        """Turn to "devices" or "events"."""
        self.tabs.choose(side)
        self._stack.setCurrentIndex([name for name, _ in _SIDES].index(side))

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._stack.addWidget(self.devices)
        self._stack.addWidget(self.desk)
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(Label("Hub", TextRole.TITLE))
        head.addWidget(self.summary, 1)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_side)
        self.devices_model.changed.connect(self._show_summary)
        self.devices.reach.settings_wanted.connect(self.settings_wanted)
        self.devices.actions_row.events_wanted.connect(self._on_events_wanted)
        for side in (self.devices, self.desk):
            side.confirmed.connect(self.confirmed)
            side.noticed.connect(partial(announce, self.banner))

    def _on_events_wanted(self, player_id: str) -> None:
        self.show_side("events")
        self.desk.show_player(player_id)

    def _show_summary(self) -> None:
        lines = self.devices_model.lines
        here = sum(line.connections > 0 for line in lines)
        troubled = sum(line.needs_attention for line in lines)
        parts = [f"{here} of {len(lines)} devices connected"] if lines else []
        if troubled:
            parts.append(f"{troubled} to look at")
        self.summary.set_whole(", ".join(parts))
