"""The window that opens when the program cannot start: what is wrong, and what to do."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import HockeyHubError
from widgets.inputs import Label, TextRole
from widgets.theme import current_theme


class StartFailure(QWidget):
    """One sentence, the next step, and where the details are.

    Args:
        error: What happened.
        log_file: Named for who wants to look deeper.
    """

    closed = Signal()

    def __init__(self, error: HockeyHubError, log_file: Path) -> None:
        super().__init__()
        unit = current_theme().space.unit
        self.setWindowTitle("Hockey Hub Trainer could not start")
        self.setMinimumWidth(60 * unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        layout.setSpacing(2 * unit)
        for text, role in (
            ("Hockey Hub Trainer could not start", TextRole.HEADING),
            (error.message, TextRole.BODY),
            (error.suggested_action, TextRole.BODY),
            (f"Log: {log_file}", TextRole.CAPTION),
        ):
            label = Label(text, role)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setVisible(bool(text))
            layout.addWidget(label)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()
