"""The markings of a rink, in metres from its middle (IIHF Official Rule Book, section 1).

60 m by 30 m with corners of 8.5 m; goal lines 4 m and blue lines 22.86 m from the end boards;
circles of 4.5 m, end-zone spots 6 m before the goal line and 7 m off the middle, neutral spots
1.5 m outside the blue lines.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from widgets.theme import blend, current_theme

LENGTH_M = 60.0
WIDTH_M = 30.0
_CORNER_M = 8.5
_GOAL_LINE_M = LENGTH_M / 2 - 4.0
_BLUE_LINE_M = LENGTH_M / 2 - 22.86
_CIRCLE_M = 4.5
_SPOT_ACROSS_M = 7.0
_END_SPOT_M = _GOAL_LINE_M - 6.0
_NEUTRAL_SPOT_M = _BLUE_LINE_M - 1.5
_CREASE_M = 1.83
_GOAL_M = (1.12, 1.83)
_SPOT_RADIUS_M = 0.3


def paint_rink(painter: QPainter) -> None:
    """Draw it; the painter's unit is the metre, its origin the middle of the ice."""
    red, blue, ice, board = _colours()
    outline = QPainterPath()
    whole = QRectF(-LENGTH_M / 2, -WIDTH_M / 2, LENGTH_M, WIDTH_M)
    outline.addRoundedRect(whole, _CORNER_M, _CORNER_M)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ice)
    painter.drawPath(outline)
    painter.save()
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    _paint_lines(painter, red, blue)
    painter.restore()
    _paint_circles(painter, red, blue)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(board, 0.3))
    painter.drawPath(outline)


def _colours() -> tuple[QColor, QColor, QColor, QColor]:
    colours = current_theme().colours
    share = 0.6 if colours.is_dark else 0.5
    return (
        QColor(blend(colours.curve_heart, colours.surface, share)),
        QColor(blend(colours.curve_power, colours.surface, share)),
        QColor(blend(colours.info_soft, colours.surface, 0.5)),
        QColor(colours.line_strong),
    )


def _paint_lines(painter: QPainter, red: QColor, blue: QColor) -> None:
    half = WIDTH_M / 2
    painter.setPen(QPen(red, 0.3))
    painter.drawLine(QPointF(0, -half), QPointF(0, half))
    for side in (-1, 1):
        painter.setPen(QPen(blue, 0.3))
        painter.drawLine(QPointF(side * _BLUE_LINE_M, -half), QPointF(side * _BLUE_LINE_M, half))
        painter.setPen(QPen(red, 0.1))
        painter.drawLine(QPointF(side * _GOAL_LINE_M, -half), QPointF(side * _GOAL_LINE_M, half))
        deep, wide = _GOAL_M
        left = side * _GOAL_LINE_M - (0 if side > 0 else deep)
        painter.drawRect(QRectF(left, -wide / 2, deep, wide))


def _paint_circles(painter: QPainter, red: QColor, blue: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(blue, 0.1))
    painter.drawEllipse(QPointF(0, 0), _CIRCLE_M, _CIRCLE_M)
    _spot(painter, blue, QPointF(0, 0))
    for side in (-1, 1):
        painter.setPen(QPen(red, 0.1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        crease = QRectF(side * _GOAL_LINE_M - _CREASE_M, -_CREASE_M, 2 * _CREASE_M, 2 * _CREASE_M)
        painter.drawArc(crease, (90 if side > 0 else -90) * 16, 180 * 16)
        for across in (-_SPOT_ACROSS_M, _SPOT_ACROSS_M):
            end = QPointF(side * _END_SPOT_M, across)
            painter.setPen(QPen(red, 0.1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(end, _CIRCLE_M, _CIRCLE_M)
            _spot(painter, red, end)
            _spot(painter, red, QPointF(side * _NEUTRAL_SPOT_M, across))


def _spot(painter: QPainter, colour: QColor, place: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(place, _SPOT_RADIUS_M, _SPOT_RADIUS_M)
