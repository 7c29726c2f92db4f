"""Paints one tile. Called only for tiles that changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from widgets.theme import current_theme, font, pixmap
from widgets.tiles.face import TileFace

_DESIGN_WIDTH = 150.0
_DESIGN_HEIGHT = 118.0
_ZONES = 5
_BIG_PX = 56.0
_DASH_SHARE = 0.6
_MARK_PX = 14
_NAME_PX = 15
_UNIT_PX = 11.5
_SIDE = 9
_HEAD_GAP = 6
_SMALLEST_NAME_SHARE = 0.78
_RADIUS = 6.0
_RING_PX = 3
_HAIR_ALPHA = 70
_SPARK_ALPHA = 190
_HATCH_ALPHA = 26
_SPARK_POINTS = 2
_Align = Qt.AlignmentFlag


def needs_short_units(rect: QRectF, faces: Sequence[TileFace]) -> bool:
    """Whether any name leaves no room for its machine's whole name; then all are shortened."""
    size = _size_of(rect)
    bold = QFontMetricsF(_font(_NAME_PX * size, QFont.Weight.Bold))
    small = QFontMetricsF(_font(_UNIT_PX * size, QFont.Weight.Normal))
    room = rect.width() - (2 * _SIDE + _HEAD_GAP) * size
    return any(
        face.unit_number
        and bold.horizontalAdvance(_who(face)) + small.horizontalAdvance(face.unit) > room
        for face in faces
    )


def paint_tile(
    painter: QPainter,
    rect: QRectF,
    face: TileFace,
    spark: Sequence[float],
    scale: float,
    *,
    is_unit_short: bool,
) -> None:
    """Paint a tile into `rect`; `spark` holds the last minute, 0 to 1; `scale` is the screen's."""
    size = _size_of(rect)
    ink = QColor(face.ink)
    _paint_ground(painter, rect, face, ink)
    inner = rect.adjusted(_SIDE * size, 7 * size, -_SIDE * size, -8 * size)
    painter.setPen(ink)
    head_height = _paint_head(painter, inner, face, size, scale, is_unit_short=is_unit_short)
    strip = QRectF(inner.left(), inner.bottom() - 13 * size, inner.width(), 13 * size)
    _paint_strip(painter, strip, face, spark, size)
    top = inner.top() + head_height
    # A finished tile has no strip below; a waiting one keeps its line where it will be.
    bottom = inner.bottom() if face.is_final else strip.top() - 6 * size
    middle = QRectF(inner.left(), top, inner.width(), bottom - top)
    _paint_numbers(painter, middle, face, size, scale)


def paint_ring(painter: QPainter, rect: QRectF, *, is_selected: bool) -> None:
    """Frame a tile: whole for the chosen player, dashed for the keyboard's place."""
    colours = current_theme().colours
    ring = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.window), 2 * _RING_PX))
    painter.drawRoundedRect(ring, _RADIUS, _RADIUS)
    style = Qt.PenStyle.SolidLine if is_selected else Qt.PenStyle.DashLine
    colour = colours.text if is_selected else colours.focus
    painter.setPen(QPen(QColor(colour), _RING_PX, style))
    painter.drawRoundedRect(ring, _RADIUS, _RADIUS)


def _paint_ground(painter: QPainter, rect: QRectF, face: TileFace, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(face.fill))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    if face.is_hatched:
        hatch = QColor(ink)
        hatch.setAlpha(_HATCH_ALPHA)
        painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    if face.edge != face.fill:
        painter.setBrush(QColor(face.edge))
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 5, rect.height()), 2.5, 2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_head(
    painter: QPainter,
    inner: QRectF,
    face: TileFace,
    size: float,
    scale: float,
    *,
    is_unit_short: bool,
) -> float:
    """Jersey number and name left, machine right; gives its height."""
    bold = _font(_NAME_PX * size, QFont.Weight.Bold)
    small = _font(_UNIT_PX * size, QFont.Weight.Normal)
    height = QFontMetricsF(bold).height()
    gap = _HEAD_GAP * size
    is_short = is_unit_short and bool(face.unit_number)
    unit = face.unit_number if is_short else face.unit
    icon_px = round(_MARK_PX * size) if is_short else 0
    unit_width = QFontMetricsF(small).horizontalAdvance(unit)
    name_width = inner.width() - unit_width - icon_px - (gap if unit else 0)
    name_rect = QRectF(inner.left(), inner.top(), name_width, height)
    _draw_elided(
        painter, name_rect, _who(face), _narrowed(face, bold, name_width), _Align.AlignLeft
    )
    unit_rect = QRectF(inner.right() - unit_width, inner.top(), unit_width + 1, height)
    _draw_elided(painter, unit_rect, unit, small, _Align.AlignRight)
    if icon_px:
        corner = QPointF(unit_rect.left() - icon_px - 2, inner.top() + (height - icon_px) / 2)
        painter.drawPixmap(corner, pixmap(face.unit_icon, icon_px, face.ink, scale))
    return height


def _size_of(rect: QRectF) -> float:
    return min(rect.width() / _DESIGN_WIDTH, rect.height() / _DESIGN_HEIGHT)


def _who(face: TileFace) -> str:
    return f"{face.jersey} {face.name}"


def _narrowed(face: TileFace, whole: QFont, room: float) -> QFont:
    """A long name is set a little smaller before it is cut."""
    wanted = QFontMetricsF(whole).horizontalAdvance(_who(face))
    if wanted <= room:
        return whole
    share = max(room / wanted, _SMALLEST_NAME_SHARE)
    return _font(int(whole.pixelSize() * share), QFont.Weight.Bold)


def _paint_numbers(
    painter: QPainter, middle: QRectF, face: TileFace, size: float, scale: float
) -> None:
    """Big number with its unit, and the line below."""
    second_font = _font(12.5 * size, QFont.Weight.Medium)
    second_height = QFontMetricsF(second_font).height()
    share = 1.0 if face.main_unit else _DASH_SHARE
    big_font = _font(
        share * min(_BIG_PX * size, (middle.height() - second_height) * 1.08), QFont.Weight.Bold
    )
    unit_font = _font(12 * size, QFont.Weight.Normal)
    big, unit = QFontMetricsF(big_font), QFontMetricsF(unit_font)
    number_width = big.horizontalAdvance(face.main)
    whole_width = number_width + (4 * size + unit.horizontalAdvance(face.main_unit))
    left = middle.center().x() - (whole_width if face.main_unit else number_width) / 2
    space = middle.height() - second_height
    baseline = middle.top() + (space + big.capHeight()) / 2
    painter.setPen(QColor(face.ink))
    painter.setFont(big_font)
    painter.drawText(QPointF(left, baseline), face.main)
    if face.is_struck:
        line_y = baseline - big.capHeight() / 2
        painter.setPen(QPen(QColor(face.ink), max(3 * size, 2)))
        painter.drawLine(
            QPointF(left - 4 * size, line_y), QPointF(left + number_width + 4 * size, line_y)
        )
    if face.main_unit:
        painter.setFont(unit_font)
        painter.drawText(QPointF(left + number_width + 4 * size, baseline), face.main_unit)
    line = QRectF(middle.left(), middle.bottom() - second_height, middle.width(), second_height)
    _paint_second_line(painter, line, face, second_font, scale)


def _paint_second_line(
    painter: QPainter, line: QRectF, face: TileFace, text_font: QFont, scale: float
) -> None:
    painter.setPen(QColor(face.ink))
    if not face.mark:
        _draw_elided(painter, line, face.second, text_font, _Align.AlignHCenter)
        return
    side = round(line.height())
    text_width = min(
        QFontMetricsF(text_font).horizontalAdvance(face.second) + 2, line.width() - side - 4
    )
    left = line.center().x() - (text_width + side + 4) / 2
    painter.drawPixmap(QPointF(left, line.top()), pixmap(face.mark, side, face.ink, scale))
    text = QRectF(left + side + 4, line.top(), text_width, line.height())
    _draw_elided(painter, text, face.second, text_font, _Align.AlignLeft)


def _paint_strip(
    painter: QPainter, strip: QRectF, face: TileFace, spark: Sequence[float], size: float
) -> None:
    """Zone digit, the bar filled up to the place inside the zone, and the last minute."""
    if face.zone is None:
        return
    digit_font = _font(12.5 * size, QFont.Weight.Bold)
    painter.setFont(digit_font)
    painter.setPen(QColor(face.ink))
    digit_width = 22 * size
    painter.drawText(
        QRectF(strip.left(), strip.top() - 2 * size, digit_width, strip.height() + 4 * size),
        _Align.AlignLeft | _Align.AlignVCenter,
        f"Z{face.zone}",
    )
    spark_width = strip.width() * 0.34 if len(spark) >= _SPARK_POINTS else 0.0
    bar = QRectF(
        strip.left() + digit_width,
        strip.center().y() - 3.5 * size,
        strip.width() - digit_width - (spark_width + 8 * size if spark_width else 0),
        7 * size,
    )
    _paint_zone_bar(painter, bar, face, size)
    if spark_width:
        _paint_spark(
            painter,
            QRectF(strip.right() - spark_width, strip.top(), spark_width, strip.height()),
            spark,
            face.ink,
        )


def _paint_zone_bar(painter: QPainter, bar: QRectF, face: TileFace, size: float) -> None:
    ink, faint = QColor(face.ink), QColor(face.ink)
    faint.setAlpha(_HAIR_ALPHA)
    gap = 2 * size
    width = (bar.width() - gap * (_ZONES - 1)) / _ZONES
    painter.setPen(Qt.PenStyle.NoPen)
    for zone in range(1, _ZONES + 1):
        cell = QRectF(bar.left() + (zone - 1) * (width + gap), bar.top(), width, bar.height())
        painter.fillRect(cell, faint)
        share = 1.0 if zone < (face.zone or 0) else face.zone_fill if zone == face.zone else 0.0
        if share > 0:
            painter.fillRect(QRectF(cell.left(), cell.top(), width * share, cell.height()), ink)
        if zone == face.target_zone:
            middle = cell.center().x()
            painter.setBrush(ink)
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(middle, cell.top() - 1.5 * size),
                        QPointF(middle - 3.5 * size, cell.top() - 6 * size),
                        QPointF(middle + 3.5 * size, cell.top() - 6 * size),
                    ]
                )
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_spark(painter: QPainter, area: QRectF, spark: Sequence[float], ink: str) -> None:
    colour = QColor(ink)
    colour.setAlpha(_SPARK_ALPHA)
    painter.setPen(QPen(colour, 1.5))
    step = area.width() / (len(spark) - 1)
    run: list[QPointF] = []
    for index, value in enumerate(spark):
        if value == value:  # noqa: PLR0124 - not a number: a gap in the data, and in the line
            run.append(QPointF(area.left() + index * step, area.bottom() - value * area.height()))
            continue
        if len(run) > 1:
            painter.drawPolyline(run)
        run = []
    if len(run) > 1:
        painter.drawPolyline(run)


def _draw_elided(
    painter: QPainter, rect: QRectF, text: str, face: QFont, align: Qt.AlignmentFlag
) -> None:
    painter.setFont(face)
    shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.drawText(rect, align | _Align.AlignVCenter, shown)


@lru_cache(maxsize=256)
def _sized_font(size_px: int, weight: QFont.Weight) -> QFont:
    return font(size_px, weight)


def _font(size_px: float, weight: QFont.Weight) -> QFont:
    return _sized_font(max(round(size_px), 8), weight)
