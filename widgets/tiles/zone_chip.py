"""A zone in a table: its digit on its colour."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from widgets.theme import current_theme

_WIDTH_PX = 34.0
_HEIGHT_PX = 22.0
_INSET_PX = 8.0


class ZoneChipDelegate(QStyledItemDelegate):
    """Paints cells whose text is a zone such as "Z3"; others as usual."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        if not text.startswith("Z"):
            super().paint(painter, option, index)
            return
        theme = current_theme()
        fill = theme.zone_fill(int(text[1:]))
        cell = QRectF(option.rect)
        chip = QRectF(0, 0, _WIDTH_PX, _HEIGHT_PX)
        chip.moveCenter(cell.center())
        chip.moveRight(cell.right() - _INSET_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(QColor(theme.ink_on(fill)))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
