"""One exercise: sets, repetitions, how heavy, how long the rests are."""

from __future__ import annotations

import msgspec

from PySide6.QtWidgets import QLineEdit, QWidget

from core.domain.strength import Exercise, Load, LoadUnit
from core.planning.content_rules import MAX_REPETITIONS, MAX_REST_S
from ui.workouts.form_parts import (
    PartForm,
    row_of,
    show_text,
    show_words,
    words_field,
    words_in,
)
from widgets.inputs import SegmentedControl
from widgets.inputs.clock_spins import SecondsField
from widgets.inputs.spins import NumberField

_OWN_WEIGHT = ""
_LOADS = (
    (_OWN_WEIGHT, "Body weight"),
    (LoadUnit.KG.value, "kg"),
    (LoadUnit.PERCENT_1RM.value, "% 1RM"),
    (LoadUnit.RPE.value, "RPE"),
)
_SCALES = {
    LoadUnit.KG: (0.0, 500.0, 2.5, 1),
    LoadUnit.PERCENT_1RM: (1.0, 120.0, 2.5, 1),
    LoadUnit.RPE: (1.0, 10.0, 0.5, 1),
}
_SIGNS = {LoadUnit.KG: " kg", LoadUnit.PERCENT_1RM: " % 1RM", LoadUnit.RPE: " RPE"}
_USUAL = {LoadUnit.KG: 40.0, LoadUnit.PERCENT_1RM: 75.0, LoadUnit.RPE: 8.0}
_NO_RPE = 0.0
_VALUE_PX = 132
_set = msgspec.structs.replace


class ExerciseForm(PartForm):
    """Name, sets, repetitions, load, rest, and what it loads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Exercise", parent)
        self._exercise = Exercise(id="", name="", sets=1, reps=1)
        self.name = QLineEdit()
        self.sets = NumberField("sets", name="Sets")
        self.reps = NumberField("reps", name="Repetitions in each set")
        self.rest = SecondsField(0, int(MAX_REST_S), name="Rest after each set")
        self.unit = SegmentedControl(_LOADS, name="Load")
        self.load = NumberField(name="How heavy")
        self.load.setFixedWidth(_VALUE_PX)
        self.rpe = NumberField(name="Target RPE")
        self.rpe.set_scale(_NO_RPE, 10, 0.5, 1)
        self.rpe.setSpecialValueText("no target")
        self.body_parts = words_field("Loads", "knee, hip")
        self.movements = words_field("Movements", "squat, jump")
        for field in (self.sets, self.reps):
            field.set_scale(1, MAX_REPETITIONS, 1)
        self.add_field("name", "Name", self.name, (0, 0), 2)
        self.add_field("sets", "Sets", self.sets, (0, 2))
        self.add_field("reps", "Repetitions", self.reps, (0, 3))
        self.add_field("value", "Load", row_of([self.unit, self.load]), (1, 0), 2)
        self.add_field("targetRpe", "Target RPE", self.rpe, (1, 2))
        self.add_field("restS", "Rest after each set", self.rest, (1, 3))
        self.add_field("bodyParts", "Loads (for medical restrictions)", self.body_parts, (2, 0), 2)
        self.add_field("movements", "Movements", self.movements, (2, 2), 2)
        for column, share in enumerate((3, 3, 2, 2)):
            self.grid.setColumnStretch(column, share)
        self._connect()

    def show_exercise(self, exercise: Exercise) -> None:
        """Show one."""
        self._is_showing = True
        self._exercise = exercise
        show_text(self.name, exercise.name)
        self.sets.setValue(exercise.sets)
        self.reps.setValue(exercise.reps)
        self.rest.setValue(round(exercise.rest_s))
        load = exercise.load
        self.unit.choose(_OWN_WEIGHT if load is None else load.unit.value)
        self.load.setVisible(load is not None)
        if load is not None:
            lowest, highest, step, decimals = _SCALES[load.unit]
            self.load.set_scale(lowest, highest, step, decimals)
            self.load.setSuffix(_SIGNS[load.unit])
            self.load.setValue(load.value)
        self.rpe.setEnabled(load is None or load.unit is not LoadUnit.RPE)
        self.rpe.setValue(exercise.target_rpe or _NO_RPE)
        show_words(self.body_parts, exercise.body_parts)
        show_words(self.movements, exercise.movements)
        self._is_showing = False

    def _connect(self) -> None:
        self.name.textEdited.connect(self._on_name)
        self.sets.valueChanged.connect(lambda count: self._change("sets", sets=int(count)))
        self.reps.valueChanged.connect(lambda count: self._change("reps", reps=int(count)))
        self.rest.valueChanged.connect(lambda seconds: self._change("rest", rest_s=float(seconds)))
        self.unit.chosen.connect(self._on_unit)
        self.load.valueChanged.connect(self._on_load)
        self.rpe.valueChanged.connect(
            lambda rpe: self._change("rpe", target_rpe=None if rpe <= _NO_RPE else rpe)
        )
        self.body_parts.textEdited.connect(
            lambda text: self._change("parts", body_parts=words_in(text))
        )
        self.movements.textEdited.connect(
            lambda text: self._change("movements", movements=words_in(text))
        )

    def _on_name(self, name: str) -> None:
        """Under another name it is another exercise: its id follows when it is saved."""
        self._change("name", name=name, id="")

    def _on_unit(self, unit: str) -> None:
        if not unit:
            self._change("", load=None)
            return
        chosen = LoadUnit(unit)
        changes: dict[str, object] = {"load": Load(value=_USUAL[chosen], unit=chosen)}
        if chosen is LoadUnit.RPE:
            changes["target_rpe"] = None
        self._change("", **changes)

    def _on_load(self, value: float) -> None:
        if self._exercise.load is not None:
            self._change("load", load=_set(self._exercise.load, value=value))

    def _change(self, field: str, **changes: object) -> None:
        if not self._is_showing:
            self.edited.emit(_set(self._exercise, **changes), field)
