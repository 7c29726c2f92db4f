"""A drop-down of things with ids."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from core.domain.value import Value
from widgets.theme import icon

_ICON_PX = 18


class Option(Value, frozen=True, kw_only=True):
    """One thing to choose."""

    id: str
    text: str
    icon_name: str = ""


class Choice(QComboBox):
    """A drop-down. The wheel scrolls the page, not the value."""

    chosen = Signal(str)
    """Id of what the trainer chose; not emitted for choices made by the program."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()
        self.setAccessibleName(name)
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_activated)

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen."""
        return self._options

    @property
    def current_id(self) -> str:
        """Id of what is chosen; empty when nothing is."""
        index = self.currentIndex()
        return self._options[index].id if 0 <= index < len(self._options) else ""

    def show_options(self, options: Sequence[Option], chosen_id: str) -> None:
        """Replace the options, if they changed, and choose one."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.clear()
            for option in self._options:
                self.addItem(option.text)
            self._tint()
        index = next((at for at, one in enumerate(self._options) if one.id == chosen_id), -1)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        for index, option in enumerate(self._options):
            if option.icon_name:
                self.setItemIcon(index, icon(option.icon_name))

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._options[index].id)
