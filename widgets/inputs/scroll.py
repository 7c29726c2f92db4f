"""A column of things that may be higher than its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def vertical_scroll(content: QWidget, width_px: int | None = None) -> QScrollArea:
    """Content that scrolls up and down only, without a frame or a stop for the Tab key."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setProperty("surface", "plain")
    area.setWidget(content)
    if width_px is not None:
        area.setFixedWidth(width_px)
    return area
