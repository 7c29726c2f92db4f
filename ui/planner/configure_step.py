"""Step 1: how many, when, where, what."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.domain.ids import FacilityId, UserId, WorkoutId
from core.domain.session import MAX_SESSIONS, MIN_SESSIONS
from ui.planner import places
from ui.planner.choices import leader_options
from ui.planner.editor import PlanEditor
from ui.planner.finding import Level
from ui.planner.plan import LONGEST_MIN, SHORTEST_MIN
from ui.planner.start_card import StartCard
from ui.planner.time_card import TimeCard
from widgets.inputs import Card, Label, Stepper, Tone, plain_container
from widgets.inputs.choice import Choice, Option
from widgets.inputs.form_field import FormField
from widgets.inputs.spins import ClockField, DayField, MinutesField
from widgets.theme import current_theme

_FORM_WIDTH = 720


class ConfigureStep(QScrollArea):
    """The questions that concern all sessions, with answers already in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: PlanEditor | None = None
        self._build()
        self._connect()

    @property
    def fields(self) -> dict[str, FormField]:
        """The fields by their path."""
        return self._fields

    def show_plan(self, editor: PlanEditor, invalid_field: str) -> None:
        """Show the plan as it is."""
        self._editor = None  # what is set from here on is not the trainer's doing
        plan = editor.plan
        if self.name.text() != plan.name:
            self.name.setText(plan.name)
        self.count.set_value(len(plan.groups))
        self.day.setDate(QDate(plan.day.year, plan.day.month, plan.day.day))
        self.start.setTime(QTime(plan.start.hour, plan.start.minute))
        self.duration.setValue(plan.duration_min)
        self.facility.show_options(
            [Option(id=one.id, text=one.name) for one in editor.club.facilities.values()],
            plan.facility_id,
        )
        self.trainer.show_options(leader_options(editor.club), plan.trainer_id or "")
        self.workout.show_options(
            [Option(id=one.id, text=one.name) for one in editor.club.workouts.values()],
            plan.workout_id or "",
        )
        self.same_workout.setChecked(plan.uses_same_workout)
        self.auto_distribute.setChecked(plan.auto_distributes)
        self._zone.setText(editor.club.facilities[plan.facility_id].time_zone)
        self._show_problems(editor, invalid_field)
        self._editor = editor

    def focus_field(self, path: str) -> bool:
        """Bring a field into sight and give it the focus; False if it is not here."""
        field = self._fields.get(path)
        if field is None:
            return False
        self.ensureWidgetVisible(field)
        field.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show_problems(self, editor: PlanEditor, invalid_field: str) -> None:
        said = {
            one.place.field: one.text
            for one in editor.review.findings
            if one.level is Level.PROBLEM
        }
        if invalid_field in self._fields and editor.notice is not None:
            said.setdefault(invalid_field, editor.notice.text)
        for path, field in self._fields.items():
            field.show_problem(said.get(path, ""))

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.setWidgetResizable(True)
        self._make_fields()
        content = plain_container()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, unit, 0)
        column.setSpacing(2 * unit)
        cards = (self.start_card, self._sessions_card(), self._settings_card(), self.time_card)
        for card in cards:
            card.setMaximumWidth(_FORM_WIDTH)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(card, 100)
            line.addStretch(1)
            column.addLayout(line)
        column.addStretch(1)
        self.setWidget(content)

    def _make_fields(self) -> None:
        self.start_card = StartCard()
        self.time_card = TimeCard()
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.count = Stepper(MIN_SESSIONS, MAX_SESSIONS, name="Parallel sessions")
        self.day = DayField()
        self.start = ClockField()
        self.duration = MinutesField(SHORTEST_MIN, LONGEST_MIN)
        self.facility = Choice(name="Facility")
        self.trainer = Choice(name="Trainer")
        self.workout = Choice(name="Base workout")
        self.same_workout = QCheckBox("Use same base workout for all sessions")
        self.auto_distribute = QCheckBox("Auto-distribute players evenly")
        self._zone = Label("", tone=Tone.FAINT)
        self._fields = {
            places.NAME: FormField("Name", self.name),
            places.COUNT: FormField("Concurrent sessions", self.count, stretches=False),
            places.DAY: FormField("Date", self.day),
            places.START: FormField("Start", self.start),
            places.DURATION: FormField("Duration", self.duration),
            places.FACILITY: FormField("Facility", self.facility),
            places.TRAINER: FormField("Trainer", self.trainer),
        }

    def _sessions_card(self) -> Card:
        unit = current_theme().space.unit
        card = Card("How many groups train at the same time?")
        row = QHBoxLayout()
        row.setSpacing(4 * unit)
        row.addWidget(self._fields[places.COUNT])
        row.addWidget(self._fields[places.NAME], 1)
        card.content.addLayout(row)
        return card

    def _settings_card(self) -> Card:
        unit = current_theme().space.unit
        card = Card("Common settings")
        card.tools.addWidget(self._zone)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit + 4)
        grid.addWidget(self._fields[places.DAY], 0, 0)
        grid.addWidget(self._fields[places.START], 0, 1)
        grid.addWidget(self._fields[places.DURATION], 0, 2)
        grid.addWidget(self._fields[places.FACILITY], 1, 0, 1, 2)
        grid.addWidget(self._fields[places.TRAINER], 1, 2)
        self._workout_field = FormField("Base workout", self.workout)
        grid.addWidget(self._workout_field, 2, 0, 1, 3)
        for column, stretch in enumerate((4, 3, 3)):
            grid.setColumnStretch(column, stretch)
        card.content.addLayout(grid)
        card.content.addSpacing(unit // 2)
        card.content.addWidget(self.same_workout)
        card.content.addWidget(self.auto_distribute)
        return card

    def _connect(self) -> None:
        self.name.textEdited.connect(self._on_name)
        self.count.value_changed.connect(self._on_count)
        self.day.dateChanged.connect(self._on_day)
        self.start.timeChanged.connect(self._on_start)
        self.duration.valueChanged.connect(self._on_duration)
        self.facility.chosen.connect(self._on_facility)
        self.trainer.chosen.connect(self._on_trainer)
        self.workout.chosen.connect(self._on_workout)
        self.same_workout.toggled.connect(self._on_same_workout)
        self.auto_distribute.toggled.connect(self._on_auto)

    def _on_name(self, text: str) -> None:
        if self._editor is not None:
            self._editor.set_name(text)

    def _on_count(self, count: int) -> None:
        if self._editor is not None:
            self._editor.set_count(count)

    def _on_day(self, day: QDate) -> None:
        if self._editor is not None:
            self._editor.set_day(date(day.year(), day.month(), day.day()))

    def _on_start(self, start: QTime) -> None:
        if self._editor is not None:
            self._editor.set_start(time(start.hour(), start.minute()))

    def _on_duration(self, minutes: int) -> None:
        if self._editor is not None:
            self._editor.set_duration(minutes)

    def _on_facility(self, facility_id: str) -> None:
        if self._editor is not None:
            self._editor.set_facility(FacilityId(facility_id))

    def _on_trainer(self, trainer_id: str) -> None:
        if self._editor is not None:
            self._editor.set_trainer(UserId(trainer_id) if trainer_id else None)

    def _on_workout(self, workout_id: str) -> None:
        if self._editor is not None:
            self._editor.set_workout(WorkoutId(workout_id))

    def _on_same_workout(self, is_same: bool) -> None:
        if self._editor is not None:
            self._editor.set_same_workout(is_same=is_same)

    def _on_auto(self, distributes: bool) -> None:
        if self._editor is not None:
            self._editor.set_auto(distributes=distributes)
