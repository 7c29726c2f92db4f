"""How many machines are used when: a row for each type, a curve for each day."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.calendar.faces import DAY_MIN, Lane, Step
from widgets.calendar.geometry import DAYS, GUTTER_PX, WeekGeometry
from widgets.theme import blend, current_theme, font, pixmap

_ROW_PX = 34
_ICON_PX = 16
_FROM_MIN, _TO_MIN = 6 * 60, 22 * 60
"""What is drawn of a day, unless something takes place outside."""
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class MachineLanes(QWidget):
    """Rows of machines under the days of a week. A day's time runs from left to right.

    Args:
        right_px: What the grid above loses to its scroll bar.
        parent: Owner.
    """

    def __init__(self, right_px: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._right_px = right_px
        self.lanes: tuple[Lane, ...] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, max(len(self.lanes), 1) * _ROW_PX + 1)

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show other machines."""
        self.lanes = tuple(lanes)
        said = (f"{one.name}: {_week_words(one)}" for one in self.lanes)
        self.setAccessibleName("Machines in use. " + ". ".join(said))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setToolTip(self.words_at(event.position().toPoint()))

    def words_at(self, spot: QPoint) -> str:
        """What a row says of the day under the pointer."""
        row, geometry = spot.y() // _ROW_PX, WeekGeometry(self.width() - self._right_px)
        day = next((one for one in range(DAYS) if spot.x() < geometry.left(one + 1)), None)
        if day is None or not 0 <= row < len(self.lanes):
            return ""
        lane = self.lanes[row]
        return f"{lane.name}, {_NAMES[day]}: {_day_words(lane, lane.days[day])}"

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = current_theme().colours
        geometry = WeekGeometry(self.width() - self._right_px)
        wide = self.width() - self._right_px
        painter.fillRect(
            QRect(GUTTER_PX, 0, wide - GUTTER_PX, self.height()), QColor(colours.surface)
        )
        for row, lane in enumerate(self.lanes):
            top = row * _ROW_PX
            painter.setPen(QColor(colours.line))
            painter.drawLine(0, top, wide, top)
            _paint_name(painter, QRect(0, top, GUTTER_PX - 8, _ROW_PX), lane)
            for day in range(DAYS):
                left, right = geometry.left(day), geometry.left(day + 1)
                _paint_use(painter, QRect(left, top, right - left, _ROW_PX), lane, lane.days[day])
        painter.setPen(QColor(colours.line))
        for day in range(DAYS + 1):
            x = min(geometry.left(day), wide - 1)
            painter.drawLine(x, 0, x, self.height())
        painter.end()


def _paint_name(painter: QPainter, place: QRect, lane: Lane) -> None:
    theme = current_theme()
    scale = painter.device().devicePixelRatio()
    spot = QPoint(2, place.center().y() - _ICON_PX // 2 + 1)
    colour = theme.colours.text_soft
    painter.drawPixmap(spot, pixmap(lane.icon_name, _ICON_PX, colour, scale))
    painter.setFont(font(theme.type_px.caption, QFont.Weight.Medium))
    painter.setPen(QColor(theme.colours.text_soft))
    text = place.adjusted(_ICON_PX + 7, 0, 0, 0)
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(lane.name, Qt.TextElideMode.ElideRight, text.width())
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_use(painter: QPainter, place: QRect, lane: Lane, steps: Sequence[Step]) -> None:
    theme = current_theme()
    colours = theme.colours
    peak = max((one.used for one in steps), default=0)
    over = peak > lane.total
    colour = colours.danger if over else colours.warning if peak == lane.total else colours.info
    begins = min([_FROM_MIN, *(one.at_min for one in steps)])
    ends = max([_TO_MIN, *(one.at_min for one in steps)])
    inner = place.adjusted(5, 5, -5, -4)
    fill = QColor(blend(colour, colours.surface, 0.45))
    for step, following in zip(steps, (*steps[1:], Step(at_min=DAY_MIN, used=0)), strict=False):
        if step.used:
            left = inner.left() + inner.width() * (step.at_min - begins) // (ends - begins)
            right = inner.left() + inner.width() * (following.at_min - begins) // (ends - begins)
            share = min(step.used / max(lane.total, 1), 1.0)
            high = max(round(inner.height() * share), 3)
            bar = QRect(left, inner.bottom() - high + 1, max(right - left, 2), high)
            painter.fillRect(bar, fill)
            painter.fillRect(QRect(bar.left(), bar.top(), bar.width(), 2), QColor(colour))
    painter.setFont(font(theme.type_px.caption, QFont.Weight.Medium))
    painter.setPen(QColor(colours.text if peak else colours.text_faint))
    right_top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    words = f"{peak} of {lane.total}" if peak else "free"
    painter.drawText(inner.adjusted(0, -2, 0, 0), right_top, words)


def _day_words(lane: Lane, steps: Sequence[Step]) -> str:
    peak = max((one.used for one in steps), default=0)
    if not peak:
        return f"all {lane.total} free"
    full = next(one for one in steps if one.used == peak)
    at = f"{full.at_min // 60:02}:{full.at_min % 60:02}"
    return f"up to {peak} of {lane.total} used, from {at}"


def _week_words(lane: Lane) -> str:
    said = [
        f"{_NAMES[day]} {_day_words(lane, steps)}"
        for day, steps in enumerate(lane.days)
        if any(one.used for one in steps)
    ]
    return ", ".join(said) or "free all week"
