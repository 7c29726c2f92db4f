"""The gym: machines with their upkeep, facilities with their hours, machine types."""

from __future__ import annotations

from functools import partial

from typing_extensions import override

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.equipment import UnitState
from core.errors import HockeyHubError
from ui.common.feedback import announce, notice_of
from ui.common.hub_model import Phase
from ui.common.services import DeskServices
from ui.equipment.machine_side import MachineSide
from ui.equipment.place_sides import FacilitySide, TypeSide
from ui.equipment.view_model import EquipmentModel
from widgets.inputs import (
    Banner,
    Button,
    ButtonKind,
    ElidedLabel,
    Label,
    SegmentedControl,
    TextRole,
    Tone,
)
from widgets.theme import current_theme

_SMALLEST = QSize(560, 300)
_SIDES = (("machines", "Machines"), ("facilities", "Facilities"), ("types", "Machine types"))
_ADD = {"machines": "Add machines", "facilities": "Add facility", "types": "Add type"}


class EquipmentPage(QWidget):
    """Three sides, each a list with a card."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("equipment-page")
        self.setAccessibleName("Gym")
        self.model = EquipmentModel(services, self)
        self.machines = MachineSide(self.model)
        self.facilities = FacilitySide(self.model)
        self.types = TypeSide(self.model)
        self.tabs = SegmentedControl(_SIDES, name="Side of the page")
        self.add = Button("", kind=ButtonKind.PRIMARY, icon_name="plus", tooltip="Ctrl+N")
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.banner = Banner()
        self._stack = QStackedWidget()
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self.show_side("machines")

    @property
    def side(self) -> MachineSide | FacilitySide | TypeSide:
        """The one that is shown."""
        if self.tabs.current == "facilities":
            return self.facilities
        return self.types if self.tabs.current == "types" else self.machines

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.forget()

    def show_side(self, side: str) -> None:
        """Turn to "machines", "facilities" or "types"."""
        self.tabs.choose(side)
        self._stack.setCurrentWidget(self.side)
        self.add.set_caption(_ADD[side])
        self.refresh()

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self.model
        self.side.refresh()
        is_ready = model.phase is Phase.READY
        is_machines = self.side is self.machines
        can_add = is_ready and (not is_machines or bool(model.facilities.things and model.kinds))
        self.add.setVisible(model.may_change)
        self.add.setEnabled(can_add)
        first = "First there must be a facility and a machine type"
        self.add.setToolTip("Ctrl+N" if can_add else first)
        units = model.machines.things
        ready = sum(one.state is UnitState.READY for one in units)
        places = len(model.facilities.things)
        where = "1 facility" if places == 1 else f"{places} facilities"
        text = f"{ready} of {len(units)} machines ready in {where}"
        self.summary.set_whole(text if units else "")

    def _build(self) -> None:
        unit = current_theme().space.unit
        for side in (self.machines, self.facilities, self.types):
            self._stack.addWidget(side)
            side.may_change = lambda: self.model.may_change and self.add.isEnabled()
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(Label("Gym", TextRole.TITLE))
        head.addWidget(self.summary, 1)
        head.addWidget(self.tabs)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self.refresh)
        model.noticed.connect(partial(announce, self.banner))
        model.confirmed.connect(self.confirmed)
        model.refused.connect(self._on_refused)
        self.tabs.chosen.connect(self.show_side)
        self.add.clicked.connect(self._start_new)
        for side in (self.machines, self.facilities, self.types):
            side.list.state.action_triggered.connect(self._on_state_action)

    def _start_new(self) -> None:
        self.side.start_new()

    def _on_state_action(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.reload()
        elif self.add.isEnabled():
            self.side.start_new()
        else:
            self.show_side("types" if self.model.facilities.things else "facilities")
            self.side.start_new()

    def _on_refused(self, error: HockeyHubError) -> None:
        if not self.side.refuse(error):
            announce(self.banner, notice_of(error))
