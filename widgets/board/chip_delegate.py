"""How a chip is painted, in a column and under the pointer."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.board.chips import Chip, ChipRole
from widgets.theme import current_theme, font, pixmap

CHIP_HEIGHT = 30
CHIP_GAP = 4
_BADGE_WIDTH = 26
_ICON = 14
_PADDING = 8


class ChipDelegate(QStyledItemDelegate):
    """Paints chips in the theme's colours."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, CHIP_HEIGHT + CHIP_GAP)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        chip = index.data(ChipRole.CHIP)
        if not isinstance(chip, Chip):
            return
        is_active = option.widget.hasFocus()
        paint_chip(
            painter,
            option.rect.adjusted(0, 0, 0, -CHIP_GAP),
            chip,
            is_selected=bool(option.state & QStyle.StateFlag.State_Selected),
            is_hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            has_focus=is_active and bool(option.state & QStyle.StateFlag.State_HasFocus),
        )


def paint_chip(
    painter: QPainter,
    rect: QRect,
    chip: Chip,
    *,
    is_selected: bool = False,
    is_hovered: bool = False,
    has_focus: bool = False,
) -> None:
    """Paint one chip."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_body(painter, rect, chip, is_selected=is_selected, is_hovered=is_hovered)
    if has_focus:
        painter.setPen(QPen(QColor(current_theme().colours.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = current_theme().space.radius
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    _paint_texts(painter, rect, chip)
    painter.restore()


def _paint_body(
    painter: QPainter, rect: QRect, chip: Chip, *, is_selected: bool, is_hovered: bool
) -> None:
    theme = current_theme()
    colours, radius = theme.colours, theme.space.radius
    fill, line = colours.raised if colours.is_dark else colours.surface, colours.line
    if chip.is_refused:
        fill, line = colours.danger_soft, colours.danger
    if is_hovered:
        line = colours.line_strong if not chip.is_refused else line
    if chip.is_picked:
        line = colours.warning
    if is_selected:
        fill, line = colours.accent_soft, colours.accent_text
    painter.setPen(_outline(line, is_dashed=chip.is_picked))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_texts(painter: QPainter, rect: QRect, chip: Chip) -> None:
    theme = current_theme()
    colours, size = theme.colours, theme.type_px
    middle = Qt.AlignmentFlag.AlignVCenter
    inner = rect.adjusted(_PADDING - 2, 0, -_PADDING, 0)
    badge = QRect(inner.left(), inner.top(), _BADGE_WIDTH, inner.height())
    painter.setFont(font(size.body, QFont.Weight.Bold))
    painter.setPen(QColor(colours.text))
    painter.drawText(badge, middle | Qt.AlignmentFlag.AlignHCenter, chip.badge)
    right = inner.right()
    if chip.detail:
        face = font(size.caption)
        painter.setFont(face)
        painter.setPen(QColor(colours.text_faint))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, chip.detail)
        right -= QFontMetrics(face).horizontalAdvance(chip.detail) + 6
    for name, colour in _marks(chip):
        scale = painter.device().devicePixelRatio()
        spot = QPoint(right - _ICON, inner.center().y() - _ICON // 2 + 1)
        painter.drawPixmap(spot, pixmap(name, _ICON, colour, scale))
        right -= _ICON + 4
    face = font(size.body)
    title = QRect(badge.right() + 6, inner.top(), right - badge.right() - 6, inner.height())
    painter.setFont(face)
    painter.setPen(QColor(colours.text))
    elided = QFontMetrics(face).elidedText(
        chip.title, Qt.TextElideMode.ElideRight, max(title.width(), 0)
    )
    painter.drawText(title, middle | Qt.AlignmentFlag.AlignLeft, elided)


def _outline(colour: str, *, is_dashed: bool) -> QPen:
    style = Qt.PenStyle.DashLine if is_dashed else Qt.PenStyle.SolidLine
    return QPen(QColor(colour), 2 if is_dashed else 1, style)


def _marks(chip: Chip) -> list[tuple[str, str]]:
    """Small pictures from the right: name and colour."""
    colours = current_theme().colours
    marks = []
    if chip.has_mark:
        marks.append(("medical", colours.danger if chip.is_refused else colours.warning))
    if chip.is_locked:
        marks.append(("lock", colours.text_soft))
    if chip.is_picked:
        marks.append(("swap", colours.warning))
    return marks


def drag_picture(chip: Chip, count: int, width: int, scale: float) -> QPixmap:
    """What hangs under the pointer: the first chip, the others as a pile with their number."""
    pile = min(count - 1, 2)
    size = QSize(width + 4 * pile, CHIP_HEIGHT + 4 * pile)
    picture = QPixmap(size * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    blank = Chip(id="", badge="", title="")
    for depth in range(pile, 0, -1):
        paint_chip(
            painter, QRect(4 * depth, 4 * depth, width, CHIP_HEIGHT), blank, is_selected=True
        )
    paint_chip(painter, QRect(0, 0, width, CHIP_HEIGHT), _counted(chip, count), is_selected=True)
    painter.end()
    return picture


def _counted(first: Chip, count: int) -> Chip:
    if count == 1:
        return first
    return Chip(id=first.id, badge=first.badge, title=f"{first.title} + {count - 1}", detail="")
