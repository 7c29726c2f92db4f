"""A QR code, dark on white in every theme: cameras read nothing else reliably."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4
"""Squares of white around the code (ISO/IEC 18004)."""
_DARK = "#000000"
_LIGHT = "#FFFFFF"


class QrCode(QWidget):
    """Squares, as many as the text needs.

    Args:
        side_px: Its height and width.
        parent: Owner.
    """

    def __init__(self, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[tuple[bool, ...], ...]:
        """Dark and light squares, row by row."""
        return self._rows

    def show_rows(self, rows: Sequence[Sequence[bool]], says: str) -> None:
        """Show another code.

        Args:
            rows: Dark and light squares, without a quiet zone.
            says: What it says, for a screen reader.
        """
        self._rows = tuple(tuple(row) for row in rows)
        self.setAccessibleName(f"QR code: {says}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        side = min(self.width(), self.height())
        count = len(self._rows) + 2 * _QUIET
        # Whole device pixels keep the edges sharp.
        ratio = self.devicePixelRatioF()
        square = max(int(side * ratio / count), 1) / ratio
        whole = square * count
        left, top = (self.width() - whole) / 2, (self.height() - whole) / 2
        painter.fillRect(QRectF(left, top, whole, whole), _LIGHT)
        for y, row in enumerate(self._rows, start=_QUIET):
            for x, is_dark in enumerate(row, start=_QUIET):
                if is_dark:
                    spot = QRectF(left + x * square, top + y * square, square, square)
                    painter.fillRect(spot, _DARK)
        painter.end()
