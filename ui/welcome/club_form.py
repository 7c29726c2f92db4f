"""What a new club begins with: a team, a place, and how many machines of each type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.equipment import EquipmentKind
from widgets.inputs import Button, ButtonKind, Label, TextRole, Tone
from widgets.inputs.choice import Option
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.theme import current_theme

_FIELDS = (
    FieldSpec(key="teamName", label="Team", hint="Northern Lights", longest=80),
    FieldSpec(key="facilityName", label="Where you train", hint="Rink gym", longest=80),
    FieldSpec(
        key="timeZone",
        label="Time zone there",
        kind=FieldKind.SUGGEST,
        options=tuple(Option(id=zone, text=zone) for zone in sorted(available_timezones())),
    ),
)
_COLUMNS = 3


class ClubForm(QWidget):
    """A team, a facility, and its machines.

    Args:
        parent: Owner.
    """

    make_wanted = Signal(str)
    """What follows: "new" or "roster"."""
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = TextForm(_FIELDS, columns=_COLUMNS)
        self.machines = TextForm((), columns=_COLUMNS)
        self.back = Button("Back", kind=ButtonKind.QUIET, icon_name="chevron-left", tooltip="Esc")
        self.make = Button("Create club", kind=ButtonKind.PRIMARY, tooltip="Ctrl+Return")
        self.make_and_import = Button("Create and import a roster", icon_name="import")
        self._specs: tuple[FieldSpec, ...] = ()
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        self.form.show_values({"timeZone": zone})
        self._column = QVBoxLayout(self)
        self._build()
        self.back.clicked.connect(self.back_wanted)
        self.make.clicked.connect(lambda: self.make_wanted.emit("new"))
        self.make_and_import.clicked.connect(lambda: self.make_wanted.emit("roster"))

    @property
    def texts(self) -> dict[str, str]:
        """What is typed."""
        return self.form.values | self.machines.values

    def show_kinds(self, kinds: Sequence[EquipmentKind]) -> None:
        """Ask for machines of these types."""
        specs = tuple(
            FieldSpec(key=f"machines.{kind.code}", label=kind.name, hint="0", longest=3)
            for kind in kinds
        )
        if specs == self._specs:
            return
        self._specs = specs
        old, self.machines = self.machines, TextForm(specs, columns=_COLUMNS)
        self._column.replaceWidget(old, self.machines)
        old.hide()
        old.deleteLater()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, each at its field; the cursor goes to the first."""
        for form in (self.form, self.machines):
            form.show_problems(problems)
        for form in (self.machines, self.form):
            first = next((key for key in form.keys if key in problems), "")
            if first:
                form.focus(first)

    def show_busy(self, *, is_busy: bool) -> None:
        """While the hub works, nothing is asked twice."""
        for button in (self.make, self.make_and_import):
            button.setEnabled(not is_busy)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * unit)
        self._column.addWidget(self.form)
        heading = Label("How many machines are there?", TextRole.HEADING)
        self._column.addWidget(heading)
        self._column.addWidget(self.machines)
        hint = "All of this can be changed later, and more added, under Players and Gym."
        self._column.addWidget(Label(hint, TextRole.CAPTION, tone=Tone.SOFT, wraps=True))
        line = QHBoxLayout()
        line.setSpacing(unit)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.make_and_import)
        line.addWidget(self.make)
        self._column.addLayout(line)
