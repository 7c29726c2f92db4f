"""The line above the calendar: where one is, and the ways elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.domain.facility import Facility
from ui.calendar.view_model import View
from widgets.inputs import (
    Button,
    ButtonKind,
    ElidedLabel,
    Label,
    SegmentedControl,
    TextRole,
    Tone,
)
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme

_ALL = ""
_VIEWS = ((str(View.WEEK), "Week"), (str(View.MONTH), "Month"))
_FACILITY_PX = 190
_NARROW_FACILITY_PX = 140
_NARROW_PX = 960


class CalendarHead(QWidget):
    """Title, period, facility, view, and steps in time."""

    facility_chosen = Signal(str)
    """Id; empty for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        quiet = ButtonKind.QUIET
        self.period = ElidedLabel("", TextRole.HEADING, tone=Tone.SOFT)
        self.facility = Choice(name="Facility")
        self.machines = Button(
            "Machines", icon_name="machine", tooltip="Show how many machines are used"
        )
        self.machines.setCheckable(True)
        self.views = SegmentedControl(_VIEWS, name="View")
        self.back = Button(kind=quiet, icon_name="chevron-left", tooltip="Back (Page Up)")
        self.today = Button("Today", tooltip="Today (Home)")
        self.forward = Button(kind=quiet, icon_name="chevron-right", tooltip="On (Page Down)")
        self.export = Button(
            kind=quiet, icon_name="export", tooltip="Export as a calendar file (Ctrl+E)"
        )
        self.plan = Button(
            "Plan",
            kind=ButtonKind.PRIMARY,
            icon_name="plus",
            tooltip="Plan parallel sessions (Ctrl+Shift+B)",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit)
        row.addWidget(Label("Calendar", TextRole.TITLE))
        row.addSpacing(unit)
        row.addWidget(self.back)
        row.addWidget(self.today)
        row.addWidget(self.forward)
        row.addWidget(self.period, 1)
        for widget in (self.facility, self.machines, self.views, self.export, self.plan):
            row.addWidget(widget)
        self.facility.chosen.connect(self.facility_chosen)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_machines_button(self, *, is_shown: bool) -> None:
        """It belongs to the week, and says what it would do."""
        self.machines.set_caption("Hide machines" if self.machines.isChecked() else "Machines")
        self.machines.setVisible(is_shown)
        self._fit()

    def show_facilities(self, facilities: Sequence[Facility], current: str | None) -> None:
        """What can be chosen; nothing where there is only one."""
        everywhere = Option(id=_ALL, text="All facilities", icon_name="place")
        options = [Option(id=one.id, text=one.name, icon_name="place") for one in facilities]
        self.facility.show_options((everywhere, *options), current or _ALL)
        self.facility.setVisible(len(facilities) > 1)

    def _fit(self) -> None:
        """Where room is short, icons say it, and their tooltips."""
        is_narrow = self.width() < _NARROW_PX
        self.machines.set_icon_only(is_icon_only=is_narrow)
        self.plan.set_icon_only(is_icon_only=is_narrow)
        self.facility.setFixedWidth(_NARROW_FACILITY_PX if is_narrow else _FACILITY_PX)
