"""How blocks and ghosts are painted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from widgets.calendar.faces import Bar, BlockFace, Ghost
from widgets.inputs import Tone, tone_colour
from widgets.theme import blend, current_theme, font, pixmap

_EDGE_PX = 4
_PAD_PX = 8
_LINE_PX = 17
_ONE_LINE_PX = 44
_BARS_FROM_PX = 40
_TALL_FROM_PX = 66
_NOTE_FROM_PX = 104
_STRIP_PX = 5
_THIN_STRIP_PX = 3
_THIN_FROM_PX = 22
_TALL_BAR_PX = 22
_ICON_PX = 14
_ICON_FROM_PX = 38
_GAP_PX = 2


def paint_block(
    painter: QPainter, rect: QRect, face: BlockFace, *, ring: str = "", is_hovered: bool = False
) -> None:
    """Paint a block into its place, with a ring of a colour around it or without."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = current_theme().colours
    edge = colours.text_faint if face.is_faint else tone_colour(face.tone)
    line = colours.line_strong if is_hovered else blend(edge, colours.surface, 0.45)
    _body(painter, rect, blend(edge, colours.surface, 0.12), line)
    painter.fillRect(QRect(rect.left() + 3, rect.top() + 5, 3, rect.height() - 10), QColor(edge))
    inner = rect.adjusted(_EDGE_PX + _PAD_PX, 4, -_PAD_PX, -5)
    if rect.height() < _ONE_LINE_PX:
        above = (rect.height() - _LINE_PX - _THIN_STRIP_PX) // 2 - 1
        middle = rect.adjusted(_EDGE_PX + _PAD_PX, above, -_PAD_PX, 0)
        words = f"{face.title} · {face.note}" if face.note else f"{face.when[:5]}  {face.title}"
        _line(painter, middle, words, is_bold=True, face=face)
        if rect.height() >= _THIN_FROM_PX:
            _bars(painter, inner.adjusted(0, 0, 0, 2), face, _THIN_STRIP_PX)
    else:
        _texts(painter, inner, face)
        is_tall = rect.height() >= _TALL_FROM_PX
        if is_tall or rect.height() >= _BARS_FROM_PX + _STRIP_PX:
            _bars(painter, inner, face, _TALL_BAR_PX if is_tall else _STRIP_PX)
    if ring:
        _ring(painter, rect, ring)


def paint_ghost(painter: QPainter, rect: QRect, ghost: Ghost) -> None:
    """Paint where a block would go, and what is in the way."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = current_theme().colours
    tone = Tone.DANGER if ghost.problems else Tone.WARNING if ghost.warnings else Tone.OK
    fills = {
        Tone.DANGER: colours.danger_soft,
        Tone.WARNING: colours.warning_soft,
        Tone.OK: colours.ok_soft,
    }
    colour = QColor(tone_colour(tone))
    pen = QPen(colour, 2, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(fills[tone]))
    radius = current_theme().space.radius
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    inner = rect.adjusted(_PAD_PX, 5, -_PAD_PX, -4)
    verb = "Copy to" if ghost.is_copy else "Move to"
    said = [*ghost.problems, *ghost.warnings]
    painter.setPen(colour)
    painter.setFont(font(current_theme().type_px.caption, QFont.Weight.Bold))
    top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    painter.drawText(inner, top, f"{verb} {ghost.when[:5]}")
    painter.setPen(QColor(colours.text))
    painter.setFont(font(current_theme().type_px.caption))
    below = inner.adjusted(0, _LINE_PX, 0, 0)
    if below.height() >= _LINE_PX - 4:
        words = said[0].partition(": ")[0] if said else ghost.title
        painter.drawText(below, top | Qt.TextFlag.TextWordWrap, words)


def _body(painter: QPainter, rect: QRect, fill: str, line: str) -> None:
    painter.setPen(QPen(QColor(line), 1))
    painter.setBrush(QColor(fill))
    radius = current_theme().space.radius
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _ring(painter: QPainter, rect: QRect, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = current_theme().space.radius
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)


def _texts(painter: QPainter, inner: QRect, face: BlockFace) -> None:
    _line(painter, inner, face.title, is_bold=True, face=face)
    second = inner.adjusted(0, _LINE_PX, 0, 0)
    note_below = inner.height() + 9 >= _NOTE_FROM_PX
    begins, said = face.when[:5], face.detail
    if face.note and not note_below:
        said = face.note
    metrics = QFontMetrics(font(current_theme().type_px.caption))
    ways = [f"{face.when} · {said}", f"{begins} · {said}"] if said else [face.when]
    fitting = (one for one in ways if metrics.horizontalAdvance(one) <= second.width())
    last = said if said == face.note and face.note else begins
    _line(painter, second, next(fitting, last), is_bold=False, face=face)
    if face.note and note_below:
        third = inner.adjusted(0, 2 * _LINE_PX, 0, 0)
        _line(painter, third, face.note, is_bold=False, face=face, tone=face.tone)


def _line(
    painter: QPainter,
    inner: QRect,
    text: str,
    *,
    is_bold: bool,
    face: BlockFace,
    tone: Tone | None = None,
) -> None:
    theme = current_theme()
    weight = QFont.Weight.Medium if is_bold else QFont.Weight.Normal
    shown = font(theme.type_px.body - 1 if is_bold else theme.type_px.caption, weight)
    shown.setStrikeOut(face.is_faint and is_bold)
    colour = theme.colours.text if is_bold else theme.colours.text_soft
    if face.is_faint:
        colour = theme.colours.text_soft
    painter.setFont(shown)
    painter.setPen(QColor(tone_colour(tone) if tone is not None else colour))
    metrics = QFontMetrics(shown)
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, elided)


def _bars(painter: QPainter, inner: QRect, face: BlockFace, height: int) -> None:
    is_tall = height == _TALL_BAR_PX
    count = len(face.bars)
    for index, bar in enumerate(face.bars):
        left = inner.left() + round(index * (inner.width() + _GAP_PX) / count)
        right = inner.left() + round((index + 1) * (inner.width() + _GAP_PX) / count) - _GAP_PX
        place = QRect(left, inner.bottom() - height + 1, max(right - left, 1), height)
        _bar(painter, place, bar, is_tall=is_tall, is_faint=face.is_faint)


def _bar(painter: QPainter, place: QRect, bar: Bar, *, is_tall: bool, is_faint: bool) -> None:
    theme = current_theme()
    colours = theme.colours
    plain = colours.groups[bar.group % len(colours.groups)]
    colour = plain if bar.tone is None else tone_colour(bar.tone)
    if is_faint:
        colour = blend(colours.text_faint, colours.surface, 0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    if not is_tall:
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(place), 2, 2)
        return
    painter.setBrush(QColor(blend(colour, colours.surface, 0.28)))
    painter.drawRoundedRect(QRectF(place), 3, 3)
    painter.setBrush(QColor(colour))
    painter.drawRect(QRect(place.left(), place.bottom() - 2, place.width(), 3))
    text = place.adjusted(0, 0, 0, -3)
    painter.setPen(QColor(colours.text))
    painter.setFont(font(theme.type_px.caption, QFont.Weight.Medium))
    centre = Qt.AlignmentFlag.AlignCenter
    if place.width() < _ICON_FROM_PX:
        painter.drawText(text, centre, bar.caption)
        return
    metrics = QFontMetrics(painter.font())
    wide = _ICON_PX + 4 + metrics.horizontalAdvance(bar.caption)
    left = text.center().x() - wide // 2
    spot = QPoint(left, text.center().y() - _ICON_PX // 2 + 1)
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(spot, pixmap(bar.icon_name, _ICON_PX, colours.text, scale))
    beside = QRect(left + _ICON_PX + 4, text.top(), wide, text.height())
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(beside, middle, bar.caption)
