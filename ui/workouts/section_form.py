"""A block or a series: its name, how often, and how long."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from core.domain.workout import WorkoutKind
from core.planning.target_rules import MAX_REPEATS
from ui.workouts.draft import PartKind, Section
from ui.workouts.form_parts import PartForm, row_of, show_text
from widgets.charts.load_profile import LoadBar, LoadProfile
from widgets.inputs import Label, Tone
from widgets.inputs.clock_spins import SecondsField
from widgets.inputs.spins import NumberField
from widgets.inputs.time_text import clock_text

_TITLES = {
    PartKind.INTERVALS: "Block of intervals",
    PartKind.EXERCISES: "Block of exercises",
    PartKind.DRILLS: "Block of drills",
}
_USUAL_S = 900.0
_set = msgspec.structs.replace


class SectionForm(PartForm):
    """Name, repeats, and a time of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Block", parent)
        self._section = Section(kind=PartKind.INTERVALS)
        self.name = QLineEdit()
        self.repeats = NumberField("times", name="Repeats")
        self.repeats.set_scale(1, MAX_REPEATS, 1)
        self.is_timed = QCheckBox("Lasts exactly")
        self.time = SecondsField(30, 4 * 3600, step_s=60, name="Time of the block")
        self.length = Label("", tone=Tone.SOFT, wraps=True)
        self.add_field("name", "Name", self.name, (0, 0))
        self._repeats = self.add_field("repeats", "All of it is done", self.repeats, (0, 1))
        timed = row_of([self.is_timed, self.time])
        self._timed = self.add_field("durationS", "Time", timed, (1, 0), 2)
        self.load = LoadProfile()
        self.load.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.column.addWidget(self.length)
        self.column.addWidget(self.load, 1)
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, 1)
        self._connect()

    def show_section(self, section: Section, kind: WorkoutKind, seconds: float) -> None:
        """Show one of a workout of a kind, and how long it lasts as it is."""
        self._is_showing = True
        self._section = section
        is_plain = kind is WorkoutKind.CONDITIONING
        self.title.setText("Series" if is_plain else _TITLES[section.kind])
        show_text(self.name, section.name)
        self.name.setPlaceholderText("Without a name it is just a series" if is_plain else "")
        self._repeats.setVisible(section.kind is PartKind.INTERVALS)
        self.repeats.setValue(section.repeats)
        self._timed.setVisible(not is_plain)
        self.is_timed.setChecked(section.duration_s is not None)
        self.time.setEnabled(section.duration_s is not None)
        self.time.setValue(round(section.duration_s or seconds or _USUAL_S))
        count = len(section.parts)
        parts = f"{count} {section.kind if count != 1 else str(section.kind)[:-1]}"
        self.length.setText(f"{parts}, {clock_text(seconds)} altogether.")
        self._is_showing = False

    def show_load(self, bars: Sequence[LoadBar]) -> None:
        """Draw what is in it."""
        self.load.show_bars(bars, None, self.length.text())

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._change("name", name=text))
        self.repeats.valueChanged.connect(lambda count: self._change("repeats", repeats=int(count)))
        self.is_timed.clicked.connect(
            lambda is_timed: self._change(
                "", duration_s=float(self.time.value()) if is_timed else None
            )
        )
        self.time.valueChanged.connect(
            lambda seconds: self._change("time", duration_s=float(seconds))
        )

    def _change(self, field: str, **changes: object) -> None:
        if not self._is_showing:
            self.edited.emit(_set(self._section, **changes), field)
