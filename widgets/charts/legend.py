"""Which line is whose: a piece of the line itself, a name, the latest value."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import current_theme, font

_ROW_PX = 20
_SWATCH_PX = 26
_VALUE_PX = 112
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine)

LegendRow = tuple[str, str, str]
"""Name, colour, latest value with its unit."""


class Legend(QWidget):
    """One row per curve."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[LegendRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[LegendRow]) -> None:
        """Show these rows, in the order of the curves."""
        if tuple(rows) == self._rows:
            return
        is_taller = len(rows) != len(self._rows)
        self._rows = tuple(rows)
        self.setAccessibleName(", ".join(f"{name} {value}" for name, _, value in self._rows))
        if is_taller:
            self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _ROW_PX * len(self._rows))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(theme.type_px.caption))
        for index, (name, colour, value) in enumerate(self._rows):
            middle = index * _ROW_PX + _ROW_PX / 2
            painter.setPen(QPen(QColor(colour), 2.5, line_style(index)))
            painter.drawLine(QPointF(0, middle), QPointF(_SWATCH_PX - 6, middle))
            painter.setPen(QColor(theme.colours.text))
            room = self.width() - _SWATCH_PX - _VALUE_PX
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
            row = QRectF(_SWATCH_PX, index * _ROW_PX, room, _ROW_PX)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, shown)
            row = QRectF(self.width() - _VALUE_PX, index * _ROW_PX, _VALUE_PX, _ROW_PX)
            painter.drawText(
                row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value
            )
        painter.end()


def line_style(index: int) -> Qt.PenStyle:
    """How the curve of that index is dashed, so that colour does not carry it alone."""
    return _STYLES[index % len(_STYLES)]
