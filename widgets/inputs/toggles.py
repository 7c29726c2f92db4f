"""Several of a few: words that are pressed down or not, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from widgets.inputs.choice import Option
from widgets.inputs.flow import FlowLayout
from widgets.theme import current_theme


class Toggles(QWidget):
    """Buttons of which any number is down.

    Args:
        name: Its accessible name: what is chosen here.
        parent: Its owner.
    """

    changed = Signal()
    """Somebody pressed one; not emitted for what the program does."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._options: tuple[Option, ...] = ()
        self._flow = FlowLayout(current_theme().space.unit // 2, self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of those that are down, in the order of the options."""
        return tuple(key for key, button in self.buttons.items() if button.isChecked())

    def show_options(self, options: Sequence[Option], chosen: Collection[str]) -> None:
        """Replace the options, if they changed, and press these down."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._make()
        self.show_chosen(chosen)

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Press these down, the others not."""
        for key, button in self.buttons.items():
            button.setChecked(key in chosen)

    def _make(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for option in self._options:
            button = QPushButton(option.text)
            button.setCheckable(True)
            button.setProperty("kind", "toggle")
            button.setAccessibleName(f"{self.accessibleName()}: {option.text}")
            button.clicked.connect(self.changed)
            self.buttons[option.id] = button
            self._flow.addWidget(button)
        self.updateGeometry()
