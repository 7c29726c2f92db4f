"""How an alarm is painted: a bar in its level's colour, who, what, why, and how long ago."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.live.alarm_rows import ALARM_ROLE, AlarmRow
from widgets.inputs import tone_colour
from widgets.theme import current_theme, font, pixmap

ROW_HEIGHT = 46
GAP = 4
_BAR = 4
_ICON = 18
_AGE_WIDTH = 44
_Index = QModelIndex | QPersistentModelIndex


class AlarmDelegate(QStyledItemDelegate):
    """Paints one alarm on two lines.

    Args:
        parent: The list.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, ROW_HEIGHT + GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ALARM_ROLE)
        if not isinstance(row, AlarmRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = option.rect.adjusted(0, 0, -2, -GAP)
        self._paint_body(painter, place, option, row)
        _paint_words(painter, place.adjusted(_BAR + 8, 4, -8, -4), row)
        painter.restore()

    def _paint_body(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, row: AlarmRow
    ) -> None:
        theme = current_theme()
        colours, radius = theme.colours, theme.space.radius
        is_loud = row.is_open and not row.is_seen
        fill = _soft(row) if is_loud else colours.raised if colours.is_dark else colours.surface
        pen = QPen(QColor(colours.line), 1)
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            pen = QPen(QColor(colours.focus), 2)
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = tone_colour(row.tone) if row.is_open else colours.line_strong
        painter.setBrush(QColor(colour))
        bar = QRectF(place.left() + 1, place.top() + 1, _BAR, place.height() - 2)
        painter.drawRoundedRect(bar, 2, 2)


def _soft(row: AlarmRow) -> str:
    colours = current_theme().colours
    return {
        "info": colours.info_soft,
        "warning": colours.warning_soft,
        "danger": colours.danger_soft,
    }[str(row.tone)]


def _paint_words(painter: QPainter, area: QRect, row: AlarmRow) -> None:
    theme = current_theme()
    colours = theme.colours
    colour = tone_colour(row.tone) if row.is_open else colours.text_faint
    scale = painter.device().devicePixelRatio()
    name = row.icon_name if row.is_open else "check"
    spot = QPoint(area.left(), area.center().y() - _ICON // 2 + 1)
    painter.drawPixmap(spot, pixmap(name, _ICON, colour, scale))
    left = area.adjusted(_ICON + 8, 0, -_AGE_WIDTH, 0)
    half = left.height() // 2
    upper = QRect(left.left(), left.top(), left.width(), half)
    lower = QRect(left.left(), left.top() + half, left.width(), left.height() - half)
    ink = colours.text if row.is_open and not row.is_seen else colours.text_soft
    bold = font(theme.type_px.body, QFont.Weight.DemiBold)
    width = _line(painter, upper, row.who, bold, ink)
    rest = upper.adjusted(width + 8, 0, 0, 0)
    _line(painter, rest, row.text, font(theme.type_px.body), ink)
    caption = font(theme.type_px.caption)
    _line(painter, lower, row.reason, caption, colours.text_soft)
    right = QRect(area.right() - _AGE_WIDTH, area.top(), _AGE_WIDTH, half)
    painter.setPen(QColor(colours.text_soft))
    painter.setFont(caption)
    painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.age)
    if row.is_seen or not row.is_open:
        below = right.translated(0, half)
        word = "Seen" if row.is_seen else "Over"
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word)


def _line(painter: QPainter, area: QRect, text: str, face: QFont, colour: str) -> int:
    """One line, shortened where it must be; returns its width."""
    metrics = QFontMetrics(face)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(area.width(), 0))
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
