"""One drill: how often, how fast, and its path on the rink."""

from __future__ import annotations

import msgspec

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.domain.agility import Drill
from core.planning.content_rules import MAX_REPETITIONS, MAX_REST_S
from ui.workouts.drill_path import (
    marks_of,
    with_mark_added,
    with_mark_moved,
    with_mark_named,
    with_mark_removed,
)
from ui.workouts.form_parts import (
    PartForm,
    show_text,
    show_words,
    words_field,
    words_in,
)
from ui.workouts.words import drill_metres
from widgets.inputs import Button, ButtonKind, Label, SegmentedControl, TextRole, Tone
from widgets.inputs.clock_spins import SecondsField
from widgets.inputs.spins import NumberField
from widgets.rink import RinkPlan
from widgets.theme import current_theme

_UNTIMED = 0.0
_LONGEST_RUN_S = 3600.0
_VIEWS = (("rink", "Whole rink"), ("close", "Close"))
_set = msgspec.structs.replace


class DrillForm(PartForm):
    """Name, repetitions, time to beat, rest, and the steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Drill", parent)
        self._drill = Drill(id="", name="", repetitions=1)
        self._step = -1
        self.name = QLineEdit()
        self.repetitions = NumberField("runs", name="Runs")
        self.repetitions.set_scale(1, MAX_REPETITIONS, 1)
        self.target = NumberField("s", name="Time to beat")
        self.target.set_scale(_UNTIMED, _LONGEST_RUN_S, 0.1, 1)
        self.target.setSpecialValueText("not timed")
        self.rest = SecondsField(0, int(MAX_REST_S), name="Rest after each run")
        self.body_parts = words_field("Loads", "knee, ankle")
        self.movements = words_field("Movements", "sprint, cut")
        self.rink = RinkPlan()
        self.label = QLineEdit()
        self.label.setAccessibleName("What is done at the chosen step")
        self.label.setPlaceholderText("What is done at this step")
        self.remove = Button(kind=ButtonKind.QUIET, icon_name="trash", tooltip="Remove this step")
        self.view = SegmentedControl(_VIEWS, name="What is shown of the rink")
        self.length = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self._lay_out()
        self._connect()

    def show_drill(self, drill: Drill) -> None:
        """Show one."""
        self._is_showing = True
        if drill.name != self._drill.name and drill.pattern != self._drill.pattern:
            self._step = len(drill.pattern) - 1
        self._drill = drill
        show_text(self.name, drill.name)
        self.repetitions.setValue(drill.repetitions)
        self.target.setValue(drill.target_time_s or _UNTIMED)
        self.rest.setValue(round(drill.rest_s))
        show_words(self.body_parts, drill.body_parts)
        show_words(self.movements, drill.movements)
        self._step = min(max(self._step, 0), len(drill.pattern) - 1)
        self._show_steps()
        self._is_showing = False

    def _show_steps(self) -> None:
        drill = self._drill
        self.rink.show_marks(marks_of(drill), self._step)
        has_step = 0 <= self._step < len(drill.pattern)
        self.label.setEnabled(has_step)
        self.remove.setEnabled(has_step)
        show_text(self.label, drill.pattern[self._step].label if has_step else "")
        count = len(drill.pattern)
        self.length.setText(
            f"Step {self._step + 1} of {count}  ·  {drill_metres(drill):.1f} m a run"
            if has_step
            else "Click on the ice: the first step is the start."
        )

    def _lay_out(self) -> None:
        self.add_field("name", "Name", self.name, (0, 0))
        self.add_field("repetitions", "Repetitions", self.repetitions, (0, 1))
        self.add_field("targetTimeS", "Time to beat", self.target, (0, 2))
        self.add_field("restS", "Rest", self.rest, (0, 3))
        self.add_field("bodyParts", "Loads", self.body_parts, (0, 4))
        self.add_field("movements", "Movements", self.movements, (0, 5))
        for column, share in enumerate((4, 3, 3, 3, 4, 4)):
            self.grid.setColumnStretch(column, share)
        tools = QHBoxLayout()
        tools.setSpacing(current_theme().space.unit)
        tools.addWidget(self.view)
        tools.addWidget(self.label, 1)
        tools.addWidget(self.remove)
        tools.addWidget(self.length)
        self.column.addLayout(tools)
        self.column.addWidget(self.rink, 1)

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._change("name", name=text, id=""))
        self.repetitions.valueChanged.connect(
            lambda count: self._change("repetitions", repetitions=int(count))
        )
        self.target.valueChanged.connect(
            lambda seconds: self._change(
                "target", target_time_s=None if seconds <= _UNTIMED else round(seconds, 2)
            )
        )
        self.rest.valueChanged.connect(lambda seconds: self._change("rest", rest_s=float(seconds)))
        self.body_parts.textEdited.connect(
            lambda text: self._change("parts", body_parts=words_in(text))
        )
        self.movements.textEdited.connect(
            lambda text: self._change("movements", movements=words_in(text))
        )
        self.label.textEdited.connect(self._on_label)
        self.remove.clicked.connect(self._on_removed)
        self.view.chosen.connect(lambda view: self.rink.set_close(is_close=view == "close"))
        self.rink.mark_chosen.connect(self._on_chosen)
        self.rink.mark_added.connect(self._on_added)
        self.rink.mark_moved.connect(self._on_moved)
        self.rink.removal_wanted.connect(self._on_removed)

    def _on_chosen(self, step: int) -> None:
        self._step = step
        self._show_steps()

    def _on_added(self, x_m: float, y_m: float) -> None:
        drill, self._step = with_mark_added(self._drill, self._step, x_m, y_m)
        self.edited.emit(drill, "")

    def _on_moved(self, step: int, x_m: float, y_m: float) -> None:
        self._step = step
        self.edited.emit(with_mark_moved(self._drill, step, x_m, y_m), f"step{step}")

    def _on_removed(self) -> None:
        if 0 <= self._step < len(self._drill.pattern):
            step, self._step = self._step, max(self._step - 1, 0)
            self.edited.emit(with_mark_removed(self._drill, step), "")

    def _on_label(self, text: str) -> None:
        if 0 <= self._step < len(self._drill.pattern):
            self.edited.emit(with_mark_named(self._drill, self._step, text), f"label{self._step}")

    def _change(self, field: str, **changes: object) -> None:
        if not self._is_showing:
            self.edited.emit(_set(self._drill, **changes), field)
