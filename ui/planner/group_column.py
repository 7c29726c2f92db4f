"""A column of the board: a group with its name, machine, capacity, players and workout."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.planner import places
from ui.planner.capacity import Capacity
from ui.planner.choices import place_options, trainer_options
from ui.planner.editor import PlanEditor
from ui.planner.explained import group_line
from ui.planner.plan import LONGEST_MIN, SHORTEST_MIN
from ui.planner.player_chips import chips_of
from widgets.board import CapacityBar, ChipList
from widgets.inputs import Button, ButtonKind, ElidedLabel, Label, TextRole, Tone
from widgets.inputs.choice import Choice, Option
from widgets.inputs.form_field import mark_invalid
from widgets.inputs.spins import MinutesField
from widgets.theme import current_theme, equipment_icon_name

COLUMN_MIN_WIDTH = 148
COLUMN_MIN_HEIGHT = 300
COLUMN_MAX_WIDTH = 340
_ONLY_ONE = 2
"""Options where there is no choice: as the bundle, and the only one there is."""
_HINT = "Drag players here, or select them and press {number}"


class GroupColumn(QFrame):
    """One group.

    Args:
        index: Which group of the plan, from 0.
        refuses: Whether some of these players may not use this group's machine.
        parent: Owner.
    """

    renamed = Signal(str)
    equipment_chosen = Signal(str)
    workout_chosen = Signal(str)
    duration_chosen = Signal(int)
    place_chosen = Signal(str)
    """Id of a facility; empty: where the bundle is."""
    trainer_chosen = Signal(str)
    """Id of a trainer; empty: who leads the bundle."""

    def __init__(
        self,
        index: int,
        refuses: Callable[[tuple[str, ...]], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._index = index
        self._is_open = False
        self._is_showing = False
        number = index + 1
        self.setProperty("surface", "card")
        self.setMinimumWidth(COLUMN_MIN_WIDTH)
        self.setMaximumWidth(COLUMN_MAX_WIDTH)
        self.setMinimumHeight(COLUMN_MIN_HEIGHT)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setAccessibleName(f"Name of group {number}")
        self.equipment = Choice(name=f"Machines of group {number}")
        self.capacity = CapacityBar()
        self.figures = ElidedLabel(role=TextRole.CAPTION, tone=Tone.SOFT)
        self.chips = ChipList(f"Players of group {number}", _HINT.format(number=number), refuses)
        self.workout_button = Button(kind=ButtonKind.QUIET, icon_name="edit")
        self.workout_label = ElidedLabel(role=TextRole.CAPTION, tone=Tone.SOFT)
        self.workout = Choice(name=f"Workout of group {number}")
        self.place = Choice(name=f"Facility of group {number}")
        self.trainer = Choice(name=f"Trainer of group {number}")
        self.duration = MinutesField(SHORTEST_MIN, LONGEST_MIN, name=f"Duration of group {number}")
        self._build()
        self._connect()

    def show_plan(self, editor: PlanEditor, invalid: frozenset[str], picked_id: str = "") -> None:
        """Show the group as it is in the plan."""
        self._is_showing = True
        plan = editor.plan
        group = plan.groups[self._index]
        if self.name.text() != group.name:
            self.name.setText(group.name)
            self.name.setCursorPosition(0)
        self.equipment.show_options(
            [
                Option(id=kind.code, text=kind.name, icon_name=equipment_icon_name(kind.code))
                for kind in editor.club.kinds.values()
            ],
            group.equipment,
        )
        review = editor.review.groups[self._index]
        unit_name = editor.club.kind(group.equipment).unit_name
        capacity = review.capacity
        self.capacity.show_capacity(capacity.count, capacity.limit, _why(capacity, unit_name))
        line = group_line(plan, editor.club, self._index)
        self.figures.set_whole(line.text)
        self.figures.setToolTip(line.hint or line.text)
        self.chips.show_chips(chips_of(plan, editor.club, group.player_ids, self._index, picked_id))
        self._show_workout(editor)
        for name, field in (("name", self.name), ("equipment", self.equipment)):
            mark_invalid(field, is_invalid=places.group_field(self._index, name) in invalid)
        self._is_showing = False

    def field(self, name: str) -> QWidget:
        """The widget in which a field of the group is answered."""
        if name in ("workoutId", "duration", "facilityId", "trainerId"):
            self._open(is_open=True)
        fields: dict[str, QWidget] = {
            "name": self.name,
            "equipment": self.equipment,
            "workoutId": self.workout,
            "duration": self.duration,
            "facilityId": self.place,
            "trainerId": self.trainer,
        }
        return fields.get(name, self.chips)

    def _show_workout(self, editor: PlanEditor) -> None:
        plan, club = editor.plan, editor.club
        group = plan.groups[self._index]
        is_base = group.workout_id is None
        minutes = plan.minutes_of(self._index)
        name = club.workout_name(plan.workout_of(self._index))
        said = (
            f"Base: {name}" if is_base and group.duration_min is None else f"{name}, {minutes} min"
        )
        others = (club.place_name(group.facility_id), club.trainer_name(group.trainer_id))
        self.workout_label.set_whole(" · ".join(filter(None, (said, *others))))
        options = [Option(id=one.id, text=one.name) for one in club.workouts.values()]
        if plan.uses_same_workout:
            base = Option(id="", text=f"Base: {club.workout_name(plan.workout_id)}")
            options.insert(0, base)
        self.workout.show_options(options, group.workout_id or "")
        self.duration.setValue(minutes)
        self.place.show_options(place_options(plan, club), group.facility_id or "")
        self.trainer.show_options(trainer_options(plan, club), group.trainer_id or "")
        self._open(is_open=self._is_open or not plan.uses_same_workout)

    def _build(self) -> None:
        unit = current_theme().space.unit
        number = Label(str(self._index + 1), TextRole.CAPTION, tone=Tone.FAINT)
        number.setToolTip(f"Press {self._index + 1} to put selected players here")
        head = QHBoxLayout()
        head.setSpacing(unit // 2)
        head.addWidget(self.equipment, 1)
        head.addWidget(number)
        foot = QHBoxLayout()
        foot.setSpacing(unit // 2)
        foot.addWidget(self.workout_label, 1)
        foot.addWidget(self.workout_button)
        self.workout_button.setToolTip("Customise workout and duration of this group")
        self.workout_button.setAccessibleName(f"Customise workout of group {self._index + 1}")
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit // 2)
        column.setSpacing(unit)
        column.addWidget(self.name)
        column.addLayout(head)
        column.addWidget(self.capacity)
        column.addWidget(self.figures)
        column.addWidget(self.chips, 1)
        column.addWidget(self.workout)
        column.addWidget(self.duration)
        column.addWidget(self.place)
        column.addWidget(self.trainer)
        column.addLayout(foot)
        self._open(is_open=False)

    def _connect(self) -> None:
        self.name.textEdited.connect(self.renamed)
        self.equipment.chosen.connect(self.equipment_chosen)
        self.workout.chosen.connect(self.workout_chosen)
        self.duration.valueChanged.connect(self._on_duration)
        self.place.chosen.connect(self.place_chosen)
        self.trainer.chosen.connect(self.trainer_chosen)
        self.workout_button.clicked.connect(lambda: self._open(is_open=not self._is_open))

    def _on_duration(self, minutes: int) -> None:
        if not self._is_showing:
            self.duration_chosen.emit(minutes)

    def _open(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self.workout.setVisible(is_open)
        self.duration.setVisible(is_open)
        self.place.setVisible(is_open and len(self.place.options) > _ONLY_ONE)
        self.trainer.setVisible(is_open and len(self.trainer.options) > _ONLY_ONE)
        self.workout_button.set_icon_name("chevron-down" if is_open else "edit")


def _why(capacity: Capacity, unit_name: str) -> str:
    said = f"{capacity.ready} × {unit_name} in order"
    if capacity.held:
        said += f", {capacity.held} held by other sessions then"
    taken = capacity.ready - capacity.held - capacity.limit
    if taken > 0:
        said += f", {taken} used by another group here"
    return said
