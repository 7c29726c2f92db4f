"""The steps of a longer task from top to bottom, with ticks on what is done."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from typing_extensions import override

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from widgets.theme import current_theme, font, pixmap

_CIRCLE = 26
_HEIGHT = 56
_ICON = 14


class StepState(StrEnum):
    """Where a step stands."""

    AHEAD = "ahead"
    CURRENT = "current"
    DONE = "done"
    PROBLEM = "problem"


class StepButton(QAbstractButton):
    """One step: its number or tick, its title, and a word about it."""

    def __init__(self, number: int, title: str, *, is_last: bool) -> None:
        super().__init__()
        self._number = number
        self._is_last = is_last
        self._note = ""
        self._state = StepState.AHEAD
        self.setText(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> StepState:
        """Where the step stands."""
        return self._state

    @property
    def note(self) -> str:
        """The word about it."""
        return self._note

    def show_state(self, state: StepState, note: str) -> None:
        """Show where the step stands."""
        self._state, self._note = state, note
        self.setAccessibleName(f"Step {self._number}: {self.text()}, {state}. {note}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(148, _HEIGHT)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        self._paint_circle(painter)
        self._paint_texts(painter)
        painter.end()

    def _circle(self) -> QRectF:
        return QRectF(2, 4, _CIRCLE, _CIRCLE)

    def _paint_line(self, painter: QPainter) -> None:
        if self._is_last:
            return
        circle = self._circle()
        painter.setPen(QPen(QColor(current_theme().colours.line_strong), 1))
        below = QPointF(circle.center().x(), circle.bottom() + 4)
        painter.drawLine(below, QPointF(below.x(), self.height()))

    def _paint_circle(self, painter: QPainter) -> None:
        colours = current_theme().colours
        is_filled = self._state in (StepState.CURRENT, StepState.DONE)
        fill = colours.accent if self._state is StepState.CURRENT else colours.accent_soft
        line = {
            StepState.AHEAD: colours.line_strong,
            StepState.PROBLEM: colours.danger,
        }.get(self._state, colours.accent_text)
        painter.setBrush(QColor(fill) if is_filled else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else line), 2))
        circle = self._circle()
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        icon_name = {StepState.DONE: "check", StepState.PROBLEM: "warning"}.get(self._state)
        if icon_name is not None:
            tint = colours.danger if self._state is StepState.PROBLEM else colours.accent_text
            spot = circle.center() - QPointF(_ICON / 2, _ICON / 2)
            painter.drawPixmap(spot, pixmap(icon_name, _ICON, tint, self.devicePixelRatioF()))
            return
        is_current = self._state is StepState.CURRENT
        painter.setPen(QColor(colours.on_accent if is_current else colours.text_soft))
        painter.setFont(font(current_theme().type_px.caption + 1, QFont.Weight.Bold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_texts(self, painter: QPainter) -> None:
        theme = current_theme()
        colours = theme.colours
        left = self._circle().right() + 10
        width = self.width() - left
        is_current = self._state is StepState.CURRENT
        title = QRectF(left, 4, width, _CIRCLE)
        weight = QFont.Weight.Medium if is_current else QFont.Weight.Normal
        painter.setFont(font(theme.type_px.body, weight))
        is_bright = is_current or self.underMouse()
        painter.setPen(QColor(colours.text if is_bright else colours.text_soft))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(title, middle, self.text())
        painter.setFont(font(theme.type_px.caption))
        is_wrong = self._state is StepState.PROBLEM
        painter.setPen(QColor(colours.danger if is_wrong else colours.text_faint))
        painter.drawText(QRectF(left, 28, width, 18), middle, self._note)


class StepRail(QWidget):
    """All steps."""

    step_chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Steps")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons = tuple(
            StepButton(index + 1, title, is_last=index == len(titles) - 1)
            for index, title in enumerate(titles)
        )
        for index, button in enumerate(self.buttons):
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, at=index: self.step_chosen.emit(at))
        layout.addStretch(1)
