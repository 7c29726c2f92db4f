"""Where a block would go, while it is held there."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.calendar.faces import Ghost
from widgets.calendar.geometry import WeekGeometry
from widgets.calendar.painting import paint_ghost

_SAYING_PX = 56


class GhostBlock(QWidget):
    """Above all blocks; takes neither focus nor pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: Ghost | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_ghost(self, ghost: Ghost, geometry: WeekGeometry) -> None:
        """Show where it would go."""
        self.shown = ghost
        self.arrange(geometry)
        verb = "Copy to" if ghost.is_copy else "Move to"
        said = " ".join((*ghost.problems, *ghost.warnings)) or "Nothing is in the way."
        self.setAccessibleName(f"{verb} {ghost.when}. {said}")
        self.show()
        self.raise_()
        self.update()

    def arrange(self, geometry: WeekGeometry) -> None:
        """Take its place; a little taller where a short one has much to say."""
        ghost = self.shown
        if ghost is None:
            return
        place = geometry.rect(ghost.day, ghost.begins_min, ghost.ends_min)
        if ghost.problems or ghost.warnings:
            place = place.adjusted(0, 0, 0, max(0, _SAYING_PX - place.height()))
        self.setGeometry(place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown is not None:
            painter = QPainter(self)
            paint_ghost(painter, self.rect(), self.shown)
            painter.end()
