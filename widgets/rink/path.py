"""A path with its numbered marks, drawn in pixels over a rink that is drawn in metres."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from widgets.rink.ice import LENGTH_M, WIDTH_M
from widgets.theme import current_theme, font

_RADIUS_PX = 11.0
_ARROW_PX = 9.0
_APART_PX = 100.0
"""Length from which on a stretch says how long it is."""
_LABEL_PX = 150


def paint_grid(painter: QPainter) -> None:
    """A square for each metre; the painter's unit is the metre."""
    colour = QColor(current_theme().colours.line_strong)
    colour.setAlpha(90)
    painter.setPen(QPen(colour, 0.02))
    along, across = int(LENGTH_M / 2), int(WIDTH_M / 2)
    for x in range(-along, along + 1):
        painter.drawLine(QPointF(x, -across), QPointF(x, across))
    for y in range(-across, across + 1):
        painter.drawLine(QPointF(-along, y), QPointF(along, y))


def paint_focus(painter: QPainter, box: QRectF) -> None:
    """The frame of what has the keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(current_theme().colours.focus), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)


def paint_path(
    painter: QPainter,
    points: Sequence[QPointF],
    metres: Sequence[float],
    chosen: int,
    labels: Sequence[str],
) -> None:
    """Arrows from mark to mark, the marks numbered over them, the chosen one named."""
    colours = current_theme().colours
    painter.setFont(font(current_theme().type_px.caption))
    for (before, after), length_m in zip(pairwise(points), metres, strict=True):
        _paint_arrow(painter, before, after, length_m)
    shared: dict[tuple[int, int], list[int]] = {}
    for number, point in enumerate(points):
        shared.setdefault((round(point.x()), round(point.y())), []).append(number)
    for numbers in shared.values():
        is_chosen = chosen in numbers
        _paint_mark(painter, points[numbers[0]], numbers, is_chosen=is_chosen)
    if 0 <= chosen < len(points) and labels[chosen]:
        _paint_label(painter, points[chosen], labels[chosen], colours.text, colours.surface)


def _paint_arrow(painter: QPainter, before: QPointF, after: QPointF, length_m: float) -> None:
    colours = current_theme().colours
    across, down = after.x() - before.x(), after.y() - before.y()
    length = (across * across + down * down) ** 0.5
    if length < 2 * _RADIUS_PX:
        return
    # Runs there and back lie beside each other, each a little to its right.
    side = QPointF(-down / length * 4, across / length * 4)
    angle = atan2(down, across)
    begin = before + side + QPointF(cos(angle), sin(angle)) * _RADIUS_PX
    end = after + side - QPointF(cos(angle), sin(angle)) * (_RADIUS_PX + 1)
    painter.setPen(QPen(QColor(colours.accent_text), 2))
    painter.drawLine(begin, end)
    wings = (angle + pi - 0.42, angle + pi + 0.42)
    head = [end, *(end + QPointF(cos(wing), sin(wing)) * _ARROW_PX for wing in wings)]
    painter.setBrush(QColor(colours.accent_text))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF(head))
    if length >= _APART_PX:
        middle = (begin + end) / 2 + side * 3
        painter.setPen(QColor(colours.text_soft))
        place = QRectF(middle.x() - 30, middle.y() - 9, 60, 18)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{length_m:.1f} m")


def _paint_mark(
    painter: QPainter, point: QPointF, numbers: Sequence[int], *, is_chosen: bool
) -> None:
    theme = current_theme()
    fill = theme.colours.accent if is_chosen else theme.colours.surface
    painter.setFont(font(theme.type_px.caption, QFont.Weight.DemiBold))
    words = ", ".join(str(number + 1) for number in numbers)
    width = max(painter.fontMetrics().horizontalAdvance(words) + 12, 2 * _RADIUS_PX)
    box = QRectF(point.x() - width / 2, point.y() - _RADIUS_PX, width, 2 * _RADIUS_PX)
    painter.setPen(QPen(QColor(theme.colours.accent_text), 2))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box, _RADIUS_PX, _RADIUS_PX)
    painter.setPen(QColor(theme.colours.on_accent if is_chosen else theme.colours.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _paint_label(painter: QPainter, point: QPointF, label: str, ink: str, paper: str) -> None:
    painter.setFont(font(current_theme().type_px.caption))
    metrics = painter.fontMetrics()
    words = metrics.elidedText(label, Qt.TextElideMode.ElideRight, _LABEL_PX)
    width = metrics.horizontalAdvance(words) + 12
    limits = painter.window()
    left = min(max(point.x() - width / 2, 2), limits.width() - width - 2)
    box = QRectF(left, point.y() - _RADIUS_PX - 36, width, 20)
    if box.top() < 0:
        box.moveTop(point.y() + _RADIUS_PX + 6)
    background = QColor(paper)
    background.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
