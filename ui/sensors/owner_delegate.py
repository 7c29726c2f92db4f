"""How a player or machine is painted beside the devices."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.sensors.owner_model import OWNER_ROW_ROLE
from ui.sensors.owner_rows import OwnerRow, OwnerState
from widgets.inputs import Tone, tone_colour
from widgets.theme import current_theme, font, pixmap

ROW_HEIGHT = 34
_GAP = 4
_BADGE = 30
_ICON = 16
_LEAST_DEVICE = 40
"""Less room for a device's name would show only an ellipsis."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_TONES = {
    OwnerState.LIVE: Tone.OK,
    OwnerState.HERE: Tone.INFO,
    OwnerState.AWAY: Tone.WARNING,
    OwnerState.NONE: Tone.FAINT,
}
_Index = QModelIndex | QPersistentModelIndex


class OwnerDelegate(QStyledItemDelegate):
    """Paints an owner as a chip.

    Args:
        aimed_at: Whether something is held over a row, and whether it may not be dropped there.
        parent: Owner.
    """

    def __init__(self, aimed_at: Callable[[_Index], tuple[bool, bool]], parent: QWidget) -> None:
        super().__init__(parent)
        self._aimed_at = aimed_at
        self._view = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, ROW_HEIGHT + _GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(OWNER_ROW_ROLE)
        if not isinstance(row, OwnerRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = option.rect.adjusted(0, 0, -2, -_GAP)
        self._paint_body(painter, place, option, index)
        _paint_texts(painter, place, row)
        painter.restore()

    def _paint_body(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        theme = current_theme()
        colours, radius = theme.colours, theme.space.radius
        is_target, is_refused = self._aimed_at(index)
        fill = colours.raised if colours.is_dark else colours.surface
        pen = QPen(QColor(colours.line), 1)
        if option.state & QStyle.StateFlag.State_MouseOver:
            pen = QPen(QColor(colours.line_strong), 1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill, pen = colours.accent_soft, QPen(QColor(colours.accent_text), 1)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            pen = QPen(QColor(colours.focus), 2)
        if is_target:
            fill = colours.danger_soft if is_refused else colours.accent_soft
            line = colours.danger if is_refused else colours.accent_text
            pen = QPen(QColor(line), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), radius, radius)


def _paint_texts(painter: QPainter, place: QRect, row: OwnerRow) -> None:
    inner = place.adjusted(6, 0, -10, 0)
    badge = QRect(inner.left(), inner.top(), _BADGE, inner.height())
    _paint_badge(painter, badge, row)
    right = _paint_state(painter, inner, row)
    if row.is_locked:
        right -= _ICON + 2
        colour = current_theme().colours.text_faint
        _icon(painter, QPoint(right, inner.center().y() - _ICON // 2 + 1), "lock", _ICON, colour)
        right -= 4
    left = badge.right() + 4
    _paint_names(painter, QRect(left, inner.top(), max(right - left, 0), inner.height()), row)


def _paint_badge(painter: QPainter, badge: QRect, row: OwnerRow) -> None:
    theme = current_theme()
    if not row.badge:
        spot = QPoint(badge.center().x() - 9, badge.center().y() - 8)
        _icon(painter, spot, row.icon_name, 18, theme.colours.text_soft)
        return
    painter.setFont(font(theme.type_px.body, QFont.Weight.Bold))
    painter.setPen(QColor(_ink(row)))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, row.badge)


def _paint_names(painter: QPainter, area: QRect, row: OwnerRow) -> None:
    theme = current_theme()
    face = font(theme.type_px.body)
    painter.setFont(face)
    painter.setPen(QColor(_ink(row)))
    width = min(QFontMetrics(face).horizontalAdvance(row.name) + 8, area.width())
    _elided(painter, QRect(area.left(), area.top(), width, area.height()), row.name, face)
    rest = area.adjusted(width + 4, 0, -8, 0)
    if not row.device or rest.width() < _LEAST_DEVICE:
        return
    face = font(theme.type_px.caption)
    painter.setFont(face)
    painter.setPen(QColor(theme.colours.text_faint))
    _elided(painter, rest, row.device, face)


def _ink(row: OwnerRow) -> str:
    colours = current_theme().colours
    return colours.text if row.is_wanted else colours.text_faint


def _icon(painter: QPainter, spot: QPoint, name: str, size: int, colour: str) -> None:
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(spot, pixmap(name, size, colour, scale))


def _paint_state(painter: QPainter, inner: QRect, row: OwnerRow) -> int:
    """Dot and value at the right end; returns where they begin."""
    theme = current_theme()
    colour = tone_colour(_TONES[row.state])
    is_value = row.state is OwnerState.LIVE and bool(row.value)
    face = font(
        theme.type_px.body if is_value else theme.type_px.caption,
        QFont.Weight.Medium if is_value else QFont.Weight.Normal,
    )
    width = QFontMetrics(face).horizontalAdvance(row.state_text) + 1
    painter.setFont(face)
    painter.setPen(QColor(theme.colours.text if is_value else colour))
    area = QRect(inner.right() - width, inner.top(), width, inner.height())
    painter.drawText(area, _MIDDLE | Qt.AlignmentFlag.AlignRight, row.state_text)
    dot = QRectF(area.left() - 14, inner.center().y() - 3, 8, 8)
    painter.setPen(QPen(QColor(colour), 1.5))
    is_hollow = row.state is OwnerState.NONE
    painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else QColor(colour))
    painter.drawEllipse(dot)
    return int(dot.left()) - 6


def _elided(painter: QPainter, area: QRect, text: str, face: QFont) -> None:
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, max(area.width(), 0))
    painter.drawText(area, _MIDDLE | Qt.AlignmentFlag.AlignLeft, shown)
