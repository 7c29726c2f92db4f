"""The form of what is chosen, and what each player gets of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.domain.agility import Drill
from core.domain.equipment import EquipmentKind
from core.domain.player import Player
from core.domain.strength import Exercise
from core.domain.workout import Interval
from ui.workouts.builder_model import BuilderModel
from ui.workouts.draft import Section
from ui.workouts.drill_form import DrillForm
from ui.workouts.exercise_form import ExerciseForm
from ui.workouts.form_parts import PartForm
from ui.workouts.interval_form import IntervalForm
from ui.workouts.profile import bars_of
from ui.workouts.section_form import SectionForm
from ui.workouts.team_preview import (
    ShareRows,
    exercise_shares,
    interval_headings,
    interval_shares,
    machines_in_use,
)
from widgets.inputs import Card, EmptyState, Label, TextRole, Tone, plain_container
from widgets.inputs.scroll import vertical_scroll
from widgets.tables import RowTable
from widgets.theme import current_theme

_NUMBER_PX = 48
_SHARE_PX = 128
_ROW_PX = 28


class EditorPanel(Card):
    """Shows what is chosen in a model and hands changes back to it.

    Args:
        model: Of the builder.
        players: Whose shares are shown.
        kinds: Machine types.
        parent: Owner.
    """

    def __init__(
        self,
        model: BuilderModel,
        players: Sequence[Player],
        kinds: Sequence[EquipmentKind],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._model = model
        self._players = tuple(players)
        self._machines = machines_in_use(kinds, players)
        self.setAccessibleName("What is chosen")
        self.interval = IntervalForm()
        self.exercise = ExerciseForm()
        self.drill = DrillForm()
        self.section = SectionForm()
        self._nothing = EmptyState(
            "edit", "Nothing is chosen", "Choose a row on the left, or add one.", sentence_px=320
        )
        self._interval_rows = ShareRows(interval_headings(self._machines))
        self._exercise_rows = ShareRows(("Weight",))
        self._stack = QStackedWidget()
        self._pages: dict[PartForm, QWidget] = {}
        self._build()
        model.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen now."""
        model, found = self._model, self._model.found
        form: PartForm | None = None
        if isinstance(found, Interval):
            self.interval.show_interval(found)
            shares = interval_shares(found, self._players, self._machines)
            self._interval_rows.show_rows(shares)
            form = self.interval
        elif isinstance(found, Exercise):
            self.exercise.show_exercise(found)
            self._exercise_rows.show_rows(exercise_shares(found, self._players))
            form = self.exercise
        elif isinstance(found, Drill):
            self.drill.show_drill(found)
            form = self.drill
        elif isinstance(found, Section) and model.chosen is not None:
            seconds = model.profile.section_seconds[model.chosen.section]
            self.section.show_section(found, model.draft.kind, seconds)
            self.section.show_load(bars_of(model.profile, model.chosen.section))
            form = self.section
        if form is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        place = model.chosen
        form.show_problems(partial(model.problem_at, place), model.problem_at(place))
        self._stack.setCurrentWidget(self._pages[form])

    def focus_first_field(self) -> None:
        """Go on in the name of what is chosen."""
        for form in self._pages:
            if self._stack.currentWidget() is self._pages[form]:
                field = form.grid.itemAtPosition(0, 0)
                widget = None if field is None else field.widget()
                target = getattr(widget, "field", None)
                if isinstance(target, QWidget):
                    target.setFocus()

    def _build(self) -> None:
        self._stack.addWidget(self._nothing)
        self._add(self.interval, self._table(self._interval_rows, 2 + len(self._machines) + 1))
        self._add(self.exercise, self._table(self._exercise_rows, 3))
        self._add(self.drill, None)
        self._add(self.section, None)
        self.content.addWidget(self._stack, 1)
        self.section.edited.connect(self._model.change_section)
        for form in (self.interval, self.exercise, self.drill):
            form.edited.connect(self._model.change_part)

    def _add(self, form: PartForm, table: RowTable | None) -> None:
        inner = plain_container()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, current_theme().space.unit // 2, 0)
        column.setSpacing(current_theme().space.unit)
        column.addWidget(form, 0 if form in (self.interval, self.exercise) else 1)
        if table is not None and self._players:
            column.addWidget(Label("For each player", TextRole.CAPTION, tone=Tone.SOFT))
            column.addWidget(table, 1)
        page = vertical_scroll(inner)
        self._pages[form] = page
        self._stack.addWidget(page)

    def _table(self, rows: ShareRows, columns: int) -> RowTable:
        widths = {0: _NUMBER_PX, **dict.fromkeys(range(2, columns), _SHARE_PX)}
        table = RowTable(rows, "What each player gets", widths, wide=1, row_px=_ROW_PX)
        table.setMinimumHeight(3 * _ROW_PX)
        # It takes what the form leaves, and asks for no more: one scroll bar is enough.
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        return table
