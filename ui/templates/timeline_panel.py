"""A programme's weeks as a timeline, and the trainings of the week that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.domain.programme import PlannedTraining, ProgrammeWeek
from ui.templates.words import mark_of, standing_text, training_day, week_bars, week_text
from widgets.charts.week_timeline import Mark, WeekTimeline
from widgets.inputs import Button, ButtonKind, IconLabel, Label, TextRole, Tone, plain_container
from widgets.inputs.scroll import vertical_scroll
from widgets.theme import current_theme

_DAY_PX = 92
_LEGEND = "○ free   ● planned   ■ in conflict   ·   outlined bar: deload week"
_ICONS = {
    Mark.OPEN: ("check", Tone.OK),
    Mark.PLANNED: ("calendar", Tone.OK),
    Mark.OVER: ("check", Tone.FAINT),
    Mark.CONFLICT: ("warning", Tone.DANGER),
    Mark.MISSING: ("minus", Tone.FAINT),
}


class TimelinePanel(QWidget):
    """Weeks above, days of one week below.

    Args:
        now: The present instant, UTC.
        parent: Owner.
    """

    bundle_wanted = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._weeks: tuple[ProgrammeWeek, ...] = ()
        self._current = 0
        self.timeline = WeekTimeline()
        self.title = Label("", TextRole.HEADING)
        self.days: list[tuple[str, str]] = []
        """Day and standing of each training that is shown."""
        self._rows = QVBoxLayout()
        self._build()
        self.timeline.chosen.connect(self.choose)

    def show_weeks(self, weeks: tuple[ProgrammeWeek, ...]) -> None:
        """Show these; the chosen week stays chosen, else the first with a conflict is."""
        if weeks == self._weeks:
            return
        is_same = [one.starts_on for one in weeks] == [one.starts_on for one in self._weeks]
        self._weeks = weeks
        trouble = next((one.number for one in weeks if one.problems), 0)
        kept = self._current if is_same else 0
        self.choose(trouble or kept or (weeks[0].number if weeks else 0))

    def choose(self, number: int) -> None:
        """Look at a week."""
        self._current = number
        self.timeline.show_weeks(week_bars(self._weeks, self._now()), number)
        week = next((one for one in self._weeks if one.number == number), None)
        self.title.setText("" if week is None else week_text(week))
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        trainings = () if week is None else week.trainings
        self.days = [(training_day(one), standing_text(one)) for one in trainings]
        for training in trainings:
            self._rows.addWidget(self._row(training))
        if week is not None and not trainings:
            self._rows.addWidget(Label("There is no training this week.", tone=Tone.SOFT))
        self._rows.addStretch(1)

    def _row(self, training: PlannedTraining) -> QWidget:
        unit = current_theme().space.unit
        holder = QFrame()
        holder.setProperty("surface", "sunken")
        line = QHBoxLayout(holder)
        line.setContentsMargins(unit + 4, unit, unit + 4, unit)
        line.setSpacing(unit + 4)
        day = Label(training_day(training))
        day.setFixedWidth(_DAY_PX)
        said = standing_text(training)
        if training.suggested_action:
            said = f"{said} {training.suggested_action}"
        words = Label(said, tone=Tone.DANGER if training.problem else Tone.SOFT, wraps=True)
        icon_name, tone = _ICONS[mark_of(training, self._now())]
        line.addWidget(IconLabel(icon_name, 18, tone=tone, tooltip=standing_text(training)))
        line.addWidget(day)
        line.addWidget(words, 1)
        if training.bundle_id is not None:
            bundle_id = training.bundle_id
            show = Button("Show", kind=ButtonKind.QUIET, tooltip="Show this bundle")
            show.setAccessibleName(f"Show the training of {training_day(training)}")
            show.clicked.connect(lambda: self.bundle_wanted.emit(bundle_id))
            line.addWidget(show)
        return holder

    def _build(self) -> None:
        unit = current_theme().space.unit
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(self.timeline.height() + 2 * unit)
        holder = plain_container()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.timeline)
        inside.addStretch(1)
        area.setWidget(holder)
        self._rows.setContentsMargins(0, 0, unit, 0)
        self._rows.setSpacing(unit)
        days = plain_container()
        days.setLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(area)
        column.addWidget(Label(_LEGEND, TextRole.CAPTION, tone=Tone.SOFT, wraps=True))
        column.addWidget(self.title)
        column.addWidget(vertical_scroll(days), 1)
