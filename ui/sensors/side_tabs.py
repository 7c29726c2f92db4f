"""Chooses what stands beside the devices; counts are in its captions."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import override

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from ui.sensors.side_panel import Side
from widgets.inputs import Tone, tone_colour
from widgets.theme import icon


class SideTabs(QFrame):
    """Buttons of which one is down. Arrow keys move between them."""

    chosen = Signal(str)
    """A `Side`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Side, QPushButton] = {}
        self._is_troubled = False
        self.setProperty("surface", "segments")
        self.setAccessibleName("Beside the devices")
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for number, side in enumerate(Side):
            is_icon = side is Side.RADIOS  # there is no room for a fourth word
            button = QPushButton("" if is_icon else side.capitalize())
            button.setCheckable(True)
            self._group.addButton(button, number)
            self.buttons[side] = button
            layout.addWidget(button, 0 if is_icon else 1)
        self._draw_radios()
        self.show_radios("Radios", is_troubled=False)
        self._group.idClicked.connect(lambda number: self.chosen.emit(tuple(Side)[number]))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and Side.RADIOS in self.buttons:
            self._draw_radios()

    def choose(self, side: Side) -> None:
        """Press a button down without telling anybody."""
        self.buttons[side].setChecked(True)

    def show_texts(self, texts: Mapping[Side, str]) -> None:
        """Change the captions."""
        for side, text in texts.items():
            self.buttons[side].setText(text)

    def show_radios(self, text: str, *, is_troubled: bool) -> None:
        """Say how the radios stand.

        Args:
            text: For who points at it or hears the page read.
            is_troubled: Whether one of them needs looking at.
        """
        button = self.buttons[Side.RADIOS]
        if is_troubled != self._is_troubled:
            self._is_troubled = is_troubled
            self._draw_radios()
        if button.toolTip() != text:
            button.setToolTip(text)
            button.setAccessibleName(text)

    def show_devices_tab(self, *, is_shown: bool) -> None:
        """Offer the devices as a side of their own, where there is no room for both."""
        self.buttons[Side.DEVICES].setVisible(is_shown)

    def _draw_radios(self) -> None:
        tone = Tone.WARNING if self._is_troubled else Tone.SOFT
        name = "warning" if self._is_troubled else "bluetooth"
        self.buttons[Side.RADIOS].setIcon(icon(name, tone_colour(tone)))
