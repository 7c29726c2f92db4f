"""A button that does the usual thing, with an arrow beside it for the others."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from widgets.inputs.buttons import Button, ButtonKind


class SplitButton(QWidget):
    """The left part triggers the first entry of the menu, the arrow opens it.

    Args:
        text: Caption of the left part.
        icon_name: Its icon.
        parent: Owner.
    """

    def __init__(self, text: str, *, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main = Button(text, kind=ButtonKind.PRIMARY, icon_name=icon_name)
        self.arrow = Button(
            kind=ButtonKind.PRIMARY, icon_name="chevron-down", tooltip=f"{text}: more ways"
        )
        self.menu = QMenu(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.main)
        layout.addWidget(self.arrow)
        self.main.clicked.connect(self._on_main)
        self.arrow.clicked.connect(self._on_arrow)

    def add_entry(self, text: str, shortcut: str, slot: Callable[[], object]) -> None:
        """Add a way. The shortcut is shown only; whoever owns the window's actions has it."""
        action = self.menu.addAction(f"{text}\t{shortcut}" if shortcut else text)
        action.triggered.connect(lambda _checked=False: slot())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._on_arrow()
        else:
            super().keyPressEvent(event)

    def _on_main(self) -> None:
        actions = self.menu.actions()
        if actions:
            actions[0].trigger()

    def _on_arrow(self) -> None:
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
