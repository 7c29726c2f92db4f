"""A list of chips onto which others can be let go, and how that looks."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QListView, QWidget

from widgets.board.chips import ids_in
from widgets.theme import current_theme, font


class DropList(QListView):
    """Takes chips that are let go over it.

    Args:
        hint: Shown while it is empty.
        refuses: Says of dragged chips whether they must not be dropped here.
        parent: Owner.
    """

    dropped = Signal(object)
    """Ids of chips that were let go here."""

    def __init__(
        self,
        hint: str,
        refuses: Callable[[tuple[str, ...]], bool] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self._refuses = refuses or (lambda _: False)
        self._drop_colour = ""
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark("")

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._mark("")
        ids = ids_in(event.mimeData())
        if not ids or event.source() is self:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.dropped.emit(ids)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.viewport().rect()
        if not self.model().rowCount() and self._hint:
            painter.setFont(font(theme.type_px.caption))
            painter.setPen(QColor(theme.colours.text_faint))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(12, 8, -12, -8), flags, self._hint)
            if not self._drop_colour:
                painter.setPen(QPen(QColor(theme.colours.line), 1, Qt.PenStyle.DashLine))
                self._paint_frame(painter)
        if self._drop_colour:
            painter.setPen(QPen(QColor(self._drop_colour), 2, Qt.PenStyle.DashLine))
            self._paint_frame(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        radius = current_theme().space.radius
        area = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, radius, radius)

    def _consider(self, event: QDragMoveEvent) -> None:
        ids = ids_in(event.mimeData())
        if not ids:
            event.ignore()
            return
        if event.source() is not self:
            colours = current_theme().colours
            self._mark(colours.danger if self._refuses(ids) else colours.accent_text)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def _mark(self, colour: str) -> None:
        if colour != self._drop_colour:
            self._drop_colour = colour
            self.viewport().update()
