"""A day of a month, with as many lines as it has room for."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from widgets.calendar.faces import BlockFace, DayFace
from widgets.inputs import tone_colour
from widgets.theme import blend, current_theme, font

HEAD_PX = 28
_LINE_PX = 22
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class MonthLine(QAbstractButton):
    """What takes place on a day, in one line."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, face: BlockFace, parent: QWidget) -> None:
        super().__init__(parent)
        self.face = face
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(face.words)
        self.setToolTip(face.words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.chosen.emit(face.key))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.face.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.face.key)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.face.key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        colours, face, place = theme.colours, self.face, self.rect()
        colour = colours.text_faint if face.is_faint else tone_colour(face.tone)
        strong = self.underMouse() or self.hasFocus()
        painter.setPen(QColor(colours.focus) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(blend(colour, colours.surface, 0.24 if strong else 0.13)))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillRect(QRect(3, 4, 3, place.height() - 8), QColor(colour))
        painter.setFont(font(theme.type_px.caption, QFont.Weight.Medium))
        painter.setPen(QColor(colours.text_soft))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        time_px = QFontMetrics(painter.font()).horizontalAdvance("00:00 ")
        painter.drawText(place.adjusted(11, 0, 0, 0), middle, face.when[:5])
        shown = font(theme.type_px.caption)
        shown.setStrikeOut(face.is_faint)
        painter.setFont(shown)
        painter.setPen(QColor(colours.text_soft if face.is_faint else colours.text))
        text = place.adjusted(13 + time_px, 0, -5, 0)
        elided = QFontMetrics(shown).elidedText(
            face.title, Qt.TextElideMode.ElideRight, text.width()
        )
        painter.drawText(text, middle, elided)
        painter.end()


class MonthDay(QWidget):
    """A day; as many lines as it has room for."""

    chosen = Signal(str)
    opened = Signal(str)
    day_opened = Signal(object)
    """The date."""
    step_wanted = Signal(int)
    """By days."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.face: DayFace | None = None
        self.lines: list[MonthLine] = []
        self._hidden = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(72, HEAD_PX + _LINE_PX)

    def show_day(self, face: DayFace) -> None:
        """Show another day, or the same with other lines."""
        if face == self.face:
            return
        self.face = face
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [MonthLine(one, self) for one in face.blocks]
        for line in self.lines:
            line.chosen.connect(self.chosen)
            line.opened.connect(self.opened)
        count = len(face.blocks)
        planned = "nothing planned" if not count else f"{count} planned"
        self.setAccessibleName(f"{face.day:%A} {face.day.day} {face.day:%B}: {planned}")
        self._arrange()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 96)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open_day()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() > self.height() - _LINE_PX and self._hidden:
            self._open_day()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.step_wanted.emit(_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_day()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        face = self.face
        if face is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        colours = theme.colours
        painter.fillRect(
            self.rect(), QColor(colours.window if face.is_outside else colours.surface)
        )
        if face.is_today:
            painter.fillRect(self.rect(), QColor(blend(colours.accent, colours.surface, 0.07)))
        _paint_number(painter, face)
        if self._hidden:
            painter.setFont(font(theme.type_px.caption, QFont.Weight.Medium))
            painter.setPen(QColor(colours.accent_text))
            below = QRect(10, self.height() - _LINE_PX, self.width() - 20, _LINE_PX)
            words = f"{self._hidden} more"
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            painter.setPen(QColor(colours.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def _open_day(self) -> None:
        if self.face is not None:
            self.day_opened.emit(self.face.day)

    def _arrange(self) -> None:
        room = max((self.height() - HEAD_PX - 2) // _LINE_PX, 0)
        shown = len(self.lines) if len(self.lines) <= room else max(room - 1, 0)
        self._hidden = len(self.lines) - shown
        for index, line in enumerate(self.lines):
            top = HEAD_PX + index * _LINE_PX
            line.setGeometry(4, top, self.width() - 8, _LINE_PX - 2)
            line.setVisible(index < shown)


def _paint_number(painter: QPainter, face: DayFace) -> None:
    theme = current_theme()
    colours = theme.colours
    number = str(face.day.day)
    if face.day.day == 1:
        number = f"{face.day.day} {face.day:%b}"
    shown = font(
        theme.type_px.caption + 1, QFont.Weight.Bold if face.is_today else QFont.Weight.Medium
    )
    wide = QFontMetrics(shown).horizontalAdvance(number)
    place = QRect(4, 4, max(wide + 12, 22), 22)
    if face.is_today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(QRectF(place), 11, 11)
    ink = colours.text_faint if face.is_outside else colours.text_soft
    if not (face.is_past or face.is_outside):
        ink = colours.text
    painter.setFont(shown)
    painter.setPen(QColor(colours.on_accent if face.is_today else ink))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number)
