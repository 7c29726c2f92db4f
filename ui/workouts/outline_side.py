"""The left side of the builder: what the workout is made of, and what can be added."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from typing_extensions import override

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from core.domain.workout import WorkoutKind
from ui.workouts.builder_model import BuilderModel
from ui.workouts.draft import PartKind
from ui.workouts.outline_rows import rows_of
from ui.workouts.starts import KINDS_WITHIN, RAMP, RECOVERY, WORK
from widgets.inputs import Button, ButtonKind, Card, FlowLayout
from widgets.outline import OutlineList
from widgets.theme import current_theme

_SERIES_REPEATS = 4
_NAMES = {
    PartKind.INTERVALS: "Interval",
    PartKind.EXERCISES: "Exercise",
    PartKind.DRILLS: "Drill",
}


class OutlineSide(Card):
    """The outline of a model's draft, with buttons to add and to change the chosen row."""

    def __init__(self, model: BuilderModel, parent: QWidget | None = None) -> None:
        self.adders: dict[str, Button] = {}
        super().__init__("Content", parent)
        self._model = model
        self.list = OutlineList("Content of the workout: Alt+Up and Alt+Down move a row")
        self.up = _tool("chevron-up", "Move up (Alt+Up)", lambda: model.shift(-1))
        self.down = _tool("chevron-down", "Move down (Alt+Down)", lambda: model.shift(1))
        self.double = _tool("copy", "Duplicate (Ctrl+D)", model.duplicate)
        self.remove = _tool("trash", "Remove (Delete)", model.remove)
        self._build()
        self._connect()
        self.refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.adders:
            self.refresh()  # the strips wear the theme's colours

    def refresh(self) -> None:
        """Show the draft as it is now."""
        model = self._model
        places = model.draft.places
        rows = rows_of(model.draft, model.profile, model.problem_at)
        chosen = model.chosen
        current = places.index(chosen) if chosen in places else -1
        self.list.show_rows(rows, current)
        for button in (self.up, self.down, self.double, self.remove):
            button.setEnabled(current >= 0)

    def _build(self) -> None:
        for button in (self.up, self.down, self.double, self.remove):
            self.tools.addWidget(button)
        adding = FlowLayout(current_theme().space.unit // 2)
        for key, text, slot in self._ways():
            button = Button(text, kind=ButtonKind.SECONDARY, icon_name="plus")
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            self.adders[key] = button
            adding.addWidget(button)
        self.content.addLayout(adding)
        self.content.addWidget(self.list, 1)

    def _ways(self) -> list[tuple[str, str, Callable[[], object]]]:
        """What can be added to a workout of this kind."""
        model, kind = self._model, self._model.draft.kind
        intervals = PartKind.INTERVALS
        if kind is WorkoutKind.CONDITIONING:
            return [
                ("interval", "Interval", lambda: model.add_part(intervals)),
                ("ramp", "Ramp", lambda: model.add_part(intervals, RAMP)),
                ("series", "Series", self._add_series),
            ]
        ways: list[tuple[str, str, Callable[[], object]]] = []
        for one in KINDS_WITHIN[kind]:
            name = _NAMES[one]
            ways.append((name.lower(), name, partial(model.add_part, one)))
        if kind is WorkoutKind.HYBRID:
            ways.append(("series", "Series", self._add_series))
        for one in KINDS_WITHIN[kind]:
            if one is not intervals:
                text = "Block" if kind is not WorkoutKind.HYBRID else f"{_NAMES[one]} block"
                key = f"{_NAMES[one].lower()}-block"
                ways.append((key, text, partial(model.add_section, one)))
        return ways

    def _add_series(self) -> None:
        self._model.add_section(PartKind.INTERVALS, (WORK, RECOVERY), repeats=_SERIES_REPEATS)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.refresh)
        self.list.row_chosen.connect(self._on_row)
        self.list.moved.connect(model.move)
        self.list.shift_wanted.connect(model.shift)
        self.list.removal_wanted.connect(model.remove)
        self.list.doubling_wanted.connect(model.duplicate)

    def _on_row(self, row: int) -> None:
        places = self._model.draft.places
        if 0 <= row < len(places):
            self._model.choose(places[row])


def _tool(icon_name: str, tooltip: str, slot: Callable[[], object]) -> Button:
    button = Button(kind=ButtonKind.QUIET, icon_name=icon_name, tooltip=tooltip)
    button.clicked.connect(lambda _checked=False: slot())
    return button
