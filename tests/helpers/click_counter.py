"""Counts what a trainer does: each press of a mouse button and of a key."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from typing_extensions import override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class ClickCounter(QObject):
    """Watches the whole application while it is entered.

    A press that goes on from a widget to its parent is one; a modifier alone is none.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.clicks = 0
        self.keys = 0
        self._application = application
        self._seen: set[int] = set()

    @property
    def total(self) -> int:
        """Clicks and keys."""
        return self.clicks + self.keys

    def __enter__(self) -> Self:
        self._application.installEventFilter(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._application.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and _is_from_outside(event):
            if event.type() in _PRESSES:
                self.clicks += 1
            elif isinstance(event, QKeyEvent) and event.key() not in _MODIFIERS:
                self.keys += 1
        return super().eventFilter(watched, event)


def _is_from_outside(event: QEvent) -> bool:
    """Whether it is a press of mouse or keyboard, and not one that the program made up."""
    return event.type() in (*_PRESSES, QEvent.Type.KeyPress) and event.spontaneous()
