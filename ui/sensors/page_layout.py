"""Devices and owners side by side where there is room; else one after the other."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from ui.sensors.device_column import DeviceColumn
from ui.sensors.side_panel import Side, SidePanel
from ui.sensors.side_tabs import SideTabs
from widgets.theme import current_theme

_PANEL_PX = 384
_WIDEST = 16_777_215
"""Qt's word for "as wide as there is room"."""
_WIDE_PX = 1000
"""From this width on devices and owners stand side by side."""
_LOW_PX = 420
"""Below this height the summary goes."""


class PageLayout:
    """Places the parts of the page.

    Args:
        tabs: Choose the side.
        devices: The table with its actions.
        panel: What stands beside it.
    """

    def __init__(self, tabs: SideTabs, devices: DeviceColumn, panel: SidePanel) -> None:
        unit = current_theme().space.unit
        self.is_wide = True
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(2 * unit)
        self.grid.setVerticalSpacing(unit)
        self.grid.setColumnStretch(0, 1)
        self._tabs, self._devices, self._panel = tabs, devices, panel
        self._summary: QWidget | None = None

    def set_head(self, head: QLayout, summary: QWidget) -> None:
        """Say what is on top, and which part of it goes in a low window."""
        self.grid.addLayout(head, 0, 0)
        self._summary = summary

    def arrange(self, size: QSize) -> None:
        """Place everything anew for a size and the chosen side."""
        self.is_wide = size.width() >= _WIDE_PX
        self._choose_side()
        self._place()
        is_devices = self._panel.side is Side.DEVICES
        self._devices.setVisible(self.is_wide or is_devices)
        self._panel.setVisible(self.is_wide or not is_devices)
        self._devices.row_actions.set_compact(is_compact=not self.is_wide)
        if self._summary is not None:
            self._summary.setVisible(size.height() >= _LOW_PX)

    def _choose_side(self) -> None:
        self._tabs.show_devices_tab(is_shown=not self.is_wide)
        if self.is_wide and self._panel.side is Side.DEVICES:
            self._panel.show_side(Side.PLAYERS)
            self._tabs.choose(Side.PLAYERS)

    def _place(self) -> None:
        parts: tuple[QWidget, ...] = (self._tabs, self._devices, self._panel)
        for part in parts:
            self.grid.removeWidget(part)
        for column in (self._tabs, self._panel):
            column.setMinimumWidth(_PANEL_PX if self.is_wide else 0)
            column.setMaximumWidth(_PANEL_PX if self.is_wide else _WIDEST)
        places = ((0, 1), (1, 0), (1, 1)) if self.is_wide else ((1, 0), (2, 0), (2, 0))
        for part, (row, place) in zip(parts, places, strict=True):
            self.grid.addWidget(part, row, place)
        self.grid.setRowStretch(1, int(self.is_wide))
        self.grid.setRowStretch(2, int(not self.is_wide))
