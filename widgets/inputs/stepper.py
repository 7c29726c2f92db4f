"""A small whole number with a minus and a plus."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.inputs.buttons import Button
from widgets.inputs.labels import Label, TextRole
from widgets.theme import current_theme


class Stepper(QWidget):
    """Counts between two bounds, by button, arrow keys or a typed digit."""

    value_changed = Signal(int)

    def __init__(
        self, lowest: int, highest: int, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lowest, self._highest, self._name = lowest, highest, name
        self._value = lowest
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._less = Button(icon_name="minus", tooltip=f"{name}: fewer")
        self._more = Button(icon_name="plus", tooltip=f"{name}: more")
        self._label = Label(str(lowest), TextRole.HEADING)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setMinimumWidth(4 * current_theme().space.unit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._less, self._label, self._more):
            layout.addWidget(widget)
        self._less.clicked.connect(lambda: self.set_value(self._value - 1))
        self._more.clicked.connect(lambda: self.set_value(self._value + 1))
        self._show()

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Change the number, held between the bounds."""
        value = min(max(value, self._lowest), self._highest)
        if value != self._value:
            self._value = value
            self._show()
            self.value_changed.emit(value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.set_value(self._value + step)
        elif event.text().isdigit():
            self.set_value(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self._label.setText(str(self._value))
        self._less.setEnabled(self._value > self._lowest)
        self._more.setEnabled(self._value < self._highest)
        self.setAccessibleName(f"{self._name}: {self._value}")
