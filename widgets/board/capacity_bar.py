"""Players beside machines as a bar: amber when full, red when over, the figures next to it."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import current_theme, font

_BAR_HEIGHT = 6


class CapacityBar(QWidget):
    """A bar with "n/m" and a word when it is full or over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._limit = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The figures, and how they stand."""
        word = " over" if self._count > self._limit else ""
        word = " full" if self._count == self._limit else word
        return f"{self._count}/{self._limit}{word}"

    def show_capacity(self, count: int, limit: int, why: str = "") -> None:
        """Show so many of so many."""
        if (count, limit) != (self._count, self._limit):
            self._count, self._limit = count, limit
            self.update()
        self.setToolTip(why)
        self.setAccessibleName(f"{count} players on {limit} machines")

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, 20)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        colours = theme.colours
        colour, fill = colours.ok, theme.zones.fills[3]
        if self._count == self._limit:
            colour, fill = colours.warning, theme.zones.fills[4]
        elif self._count > self._limit:
            colour, fill = colours.danger, theme.zones.fills[5]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colour if self._count else colours.text_soft))
        face = font(theme.type_px.caption, QFont.Weight.Medium)
        painter.setFont(face)
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.text
        )
        taken = QFontMetrics(face).horizontalAdvance("8/8 over") + 6
        width = max(self.width() - taken, 0)
        bar = QRectF(0, (self.height() - _BAR_HEIGHT) / 2, width, _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        share = min(self._count / self._limit, 1.0) if self._limit else float(self._count > 0)
        if share > 0:
            bar.setWidth(max(width * share, _BAR_HEIGHT))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        painter.end()
