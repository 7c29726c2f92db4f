"""Chooses what stands beside the devices; counts are in its captions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from ui.sensors.side_panel import Side


class SideTabs(QFrame):
    """Buttons of which one is down. Arrow keys move between them."""

    chosen = Signal(str)
    """A `Side`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "segments")
        self.setAccessibleName("Beside the devices")
        self._group = QButtonGroup(self)
        self.buttons: dict[Side, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for number, side in enumerate(Side):
            button = QPushButton(side.capitalize())
            button.setCheckable(True)
            self._group.addButton(button, number)
            self.buttons[side] = button
            layout.addWidget(button, 1)
        self._group.idClicked.connect(lambda number: self.chosen.emit(tuple(Side)[number]))

    def choose(self, side: Side) -> None:
        """Press a button down without telling anybody."""
        self.buttons[side].setChecked(True)

    def show_texts(self, texts: Mapping[Side, str]) -> None:
        """Change the captions."""
        for side, text in texts.items():
            self.buttons[side].setText(text)

    def show_devices_tab(self, *, is_shown: bool) -> None:
        """Offer the devices as a side of their own, where there is no room for both."""
        self.buttons[Side.DEVICES].setVisible(is_shown)
