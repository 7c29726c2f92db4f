"""How busy the hub is, and what it refused."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.services.desk.event_desk_figures import Figures
from widgets.inputs import Label, TextRole, Tone, plain_container
from widgets.theme import current_theme

_BARS_PX = 56
_MOST_LINES = 24


class SecondBars(QWidget):
    """A bar for each of the last sixty seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = ()
        self.setFixedHeight(_BARS_PX)
        self.setAccessibleName("Events in each of the last sixty seconds")

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show these, oldest first."""
        if tuple(counts) != self._counts:
            self._counts = tuple(counts)
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = current_theme().colours
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(colours.line))
        highest = max(self._counts, default=0)
        if highest:
            step = self.width() / len(self._counts)
            for place, count in enumerate(self._counts):
                tall = (self.height() - 4) * count / highest
                bar = QRectF(place * step, self.height() - 1 - tall, max(step - 2, 1), tall)
                painter.fillRect(bar, QColor(colours.accent))
        painter.end()


class FiguresPanel(QScrollArea):
    """Figures large, lists below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rate = Label("", TextRole.DISPLAY)
        self.delay = Label("", TextRole.DISPLAY)
        self.rate_note = Label("", TextRole.CAPTION, wraps=True)
        self.delay_note = Label("", TextRole.CAPTION, wraps=True)
        self.bars = SecondBars()
        self.kinds = QGridLayout()
        self.refusals = QGridLayout()
        inner = plain_container()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, unit, 0)
        column.setSpacing(unit)
        top = QGridLayout()
        top.setHorizontalSpacing(2 * unit)
        for place, (big, note) in enumerate(
            ((self.rate, self.rate_note), (self.delay, self.delay_note))
        ):
            top.addWidget(big, 0, place)
            top.addWidget(note, 1, place, Qt.AlignmentFlag.AlignTop)
            top.setColumnStretch(place, 1)
        column.addLayout(top)
        column.addWidget(self.bars)
        for heading, grid in (("By event", self.kinds), ("Refused", self.refusals)):
            column.addSpacing(unit)
            column.addWidget(Label(heading, TextRole.HEADING))
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(unit // 2)
            column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inner)

    def show_figures(self, figures: Figures) -> None:
        """Show the figures of now."""
        self.rate.setText(f"{figures.per_second:.1f}")
        self.rate_note.setText(f"events a second; peak {figures.peak}; {figures.total} in all")
        self.delay.setText(
            "\N{EN DASH}" if figures.delay_ms is None else f"{figures.delay_ms:.0f} ms"
        )
        late = figures.late_delay_ms
        self.delay_note.setText(
            "from event to this screen"
            if late is None
            else f"to this screen; 99 of 100 within {late:.0f} ms"
        )
        self.bars.show_counts(figures.by_second)
        kinds = [(name.removeprefix("training:"), count) for name, count in figures.by_kind]
        _fill(self.kinds, kinds, "Nothing has happened yet.", Tone.PLAIN)
        _fill(self.refusals, figures.refusals, "Nothing was refused.", Tone.DANGER)


def _fill(grid: QGridLayout, rows: Sequence[tuple[str, int]], nothing: str, tone: Tone) -> None:
    """Show rows of words and counts; labels are kept, so that nothing flickers."""
    shown = [(words, str(count)) for words, count in rows[:_MOST_LINES]] or [(nothing, "")]
    for line, (words, count) in enumerate(shown):
        left, right = _labels(grid, line)
        left.setText(words)
        left.set_tone(tone if rows else Tone.SOFT)
        right.setText(count)
        left.show()
        right.show()
    line = len(shown)
    while (item := grid.itemAtPosition(line, 0)) is not None:
        for place in (item, grid.itemAtPosition(line, 1)):
            widget = place.widget() if place is not None else None
            if widget is not None:
                widget.hide()
        line += 1


def _labels(grid: QGridLayout, line: int) -> tuple[Label, Label]:
    found = [grid.itemAtPosition(line, column) for column in (0, 1)]
    widgets = [item.widget() if item is not None else None for item in found]
    if isinstance(widgets[0], Label) and isinstance(widgets[1], Label):
        return widgets[0], widgets[1]
    left, right = Label("", wraps=True), Label("")
    grid.addWidget(left, line, 0)
    grid.addWidget(right, line, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return left, right
