"""How the rows of an outline look."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.outline.rows import ROW_ROLE, OutlineRow
from widgets.theme import current_theme, font, pixmap

ROW_PX = 38
HEADING_PX = 34
_INDENT_PX = 18
_GRIP_PX = 20
_FIXED_PX = 8
_STRIP_PX = 4
_DETAIL_SHARE = 0.68


class OutlineDelegate(QStyledItemDelegate):
    """Grip, strip of colour, title, and at the right what is asked for."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: OutlineRow = index.data(ROW_ROLE)
        return QSize(200, ROW_PX if row.is_part else HEADING_PX)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: OutlineRow = index.data(ROW_ROLE)
        whole: QRect = option.rect  # type: ignore[attr-defined,unused-ignore]
        state = option.state  # type: ignore[attr-defined,unused-ignore]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(whole).adjusted(_INDENT_PX if row.is_part else 0, 1, -4, -1)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_under_mouse = bool(state & QStyle.StateFlag.State_MouseOver)
        _paint_box(painter, box, row, is_chosen=is_chosen, is_under_mouse=is_under_mouse)
        if not row.is_fixed:
            _paint_grip(painter, box)
        left = _FIXED_PX if row.is_fixed else _GRIP_PX
        _paint_words(painter, box.adjusted(left, 0, -8, 0), row)
        painter.restore()


def _paint_box(
    painter: QPainter, box: QRectF, row: OutlineRow, *, is_chosen: bool, is_under_mouse: bool
) -> None:
    colours = current_theme().colours
    fill = colours.accent_soft if is_chosen else colours.raised
    if row.is_part or is_chosen or is_under_mouse:
        painter.setPen(QPen(QColor(colours.accent_text), 1.5) if is_chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 6, 6)
    if row.colour:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(row.colour))
        strip = QRectF(box.left() + 2, box.top() + 5, _STRIP_PX, box.height() - 10)
        painter.drawRoundedRect(strip, 2, 2)


def _paint_grip(painter: QPainter, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(current_theme().colours.text_faint))
    for across in (11.0, 15.0):
        for down in (-5.0, 0.0, 5.0):
            painter.drawEllipse(QPointF(box.left() + across, box.center().y() + down), 1.2, 1.2)


def _paint_words(painter: QPainter, box: QRectF, row: OutlineRow) -> None:
    theme = current_theme()
    if row.problem:
        size = 16
        picture = pixmap(
            "warning", size, theme.colours.warning, painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(box.right() - size, box.center().y() - size / 2), picture)
        box = box.adjusted(0, 0, -size - 6, 0)
    middle = Qt.AlignmentFlag.AlignVCenter
    elide = Qt.TextElideMode.ElideRight
    small = font(theme.type_px.caption)
    painter.setFont(small)
    room = box.width() * _DETAIL_SHARE
    detail = painter.fontMetrics().elidedText(row.detail, elide, int(room))
    taken = painter.fontMetrics().horizontalAdvance(detail)
    painter.setPen(QColor(theme.colours.text_soft))
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, detail)
    box = box.adjusted(4, 0, -taken - 12, 0)
    if row.badge:
        box = _paint_badge(painter, box, row.badge)
    weight = QFont.Weight.Normal if row.is_part else QFont.Weight.DemiBold
    painter.setFont(font(theme.type_px.body, weight))
    painter.setPen(QColor(theme.colours.text))
    title = painter.fontMetrics().elidedText(row.title, elide, int(box.width()))
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, title)


def _paint_badge(painter: QPainter, box: QRectF, badge: str) -> QRectF:
    """The frame at the left; what is left of the room."""
    colours = current_theme().colours
    painter.setFont(font(current_theme().type_px.caption, QFont.Weight.DemiBold))
    width = painter.fontMetrics().horizontalAdvance(badge) + 14
    frame = QRectF(box.left(), box.center().y() - 10, width, 20)
    painter.setPen(QPen(QColor(colours.accent_text), 1))
    painter.setBrush(QColor(colours.accent_soft))
    painter.drawRoundedRect(frame, 10, 10)
    painter.setPen(QColor(colours.accent_text))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, badge)
    return box.adjusted(width + 8, 0, 0, 0)
