"""A machine's maintenance log: what was done, by whom, and another line."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.equipment import EquipmentUnit, MaintenanceEntry, UnitState
from core.domain.roster_import import DateOrder
from core.services.club.roster.cells import date_of
from ui.equipment.rows import STATES
from widgets.inputs import Button, ButtonKind, Label, TextRole, Tone
from widgets.inputs.choice import Option
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.theme import current_theme

_MOST_SHOWN = 50
_STATES = (
    Option(id="", text="As it is"),
    *(Option(id=state.value, text=text) for state, text in STATES.items()),
)
_FIELDS = (
    FieldSpec(
        key="what", label="What was done", hint="Chain oiled, handle replaced", span=2, longest=500
    ),
    FieldSpec(key="on", label="On", kind=FieldKind.DAY),
    FieldSpec(key="by", label="By", hint="Name", longest=120),
    FieldSpec(key="state", label="The machine is then", kind=FieldKind.CHOICE, options=_STATES),
)


class UpkeepPanel(QWidget):
    """Stands below the form of a stored machine."""

    logged = Signal(object)
    """A `MaintenanceEntry`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = TextForm(_FIELDS)
        self.add = Button("Note it", icon_name="plus")
        self.none = Label("Nothing is noted yet.", tone=Tone.SOFT)
        self.lines: list[QWidget] = []
        self._rows = QVBoxLayout()
        self._editor = QWidget()
        self._unit: EquipmentUnit | None = None
        self._shown: object = None
        self._usual: dict[str, str] = {}
        """What a line begins with."""
        self._sent: tuple[MaintenanceEntry, dict[str, str]] | None = None
        self._build()
        self.add.clicked.connect(self.try_to_add)
        self.form.edited.connect(lambda *_: self.form.show_problems({}))

    def show_unit(
        self, unit: EquipmentUnit, today: date, me: str, *, may_change: bool, is_busy: bool
    ) -> None:
        """Show a machine's log, the newest line first."""
        self._usual = {"on": today.isoformat(), "by": me, "state": ""}
        if self._unit is None or unit.id != self._unit.id:
            self._sent = None
            self.form.show_values(self._usual)
            self.form.show_problems({})
        self._unit = unit
        self._editor.setVisible(may_change)
        self.add.setEnabled(not is_busy)
        entries = sorted(unit.maintenance, key=lambda entry: entry.on, reverse=True)
        shown = tuple(entries[:_MOST_SHOWN])
        self.none.setVisible(not shown)
        if shown == self._shown:
            return
        self._shown = shown
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [_line(entry) for entry in shown]
        for line in self.lines:
            self._rows.addWidget(line)

    def settle(self, entry: MaintenanceEntry) -> None:
        """A line is noted; what was typed since it was sent stays."""
        if self._sent is None or self._sent[0] is not entry:
            return
        sent, self._sent = self._sent[1], None
        typed = self.form.values
        same = {key for key, text in typed.items() if sent.get(key) == text}
        self.form.show_values(
            {key: self._usual.get(key, "") if key in same else typed[key] for key in typed}
        )

    def try_to_add(self) -> None:
        """Tell of the line, or say what it lacks."""
        texts = self.form.values
        day = date_of(texts["on"].strip(), DateOrder.DAY_FIRST)
        problems: dict[str, str] = {}
        if not texts["what"].strip():
            problems["what"] = "Say what was done."
        if not texts["by"].strip():
            problems["by"] = "Say who did it."
        if day is None:
            problems["on"] = "Write the day as 2026-11-16."
        self.form.show_problems(problems)
        if problems or day is None:
            self.form.focus(next(key for key in self.form.keys if key in problems))
            return
        state = UnitState(texts["state"]) if texts["state"] else None
        entry = MaintenanceEntry(
            on=day, what=texts["what"].strip(), by=texts["by"].strip(), state=state
        )
        self._sent = (entry, dict(texts))
        self.logged.emit(entry)

    def _build(self) -> None:
        unit = current_theme().space.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, 0)
        column.setSpacing(unit)
        column.addWidget(Label("Maintenance", TextRole.HEADING))
        column.addWidget(self._editor)
        column.addWidget(self.none)
        self._rows.setSpacing(unit // 2)
        column.addLayout(self._rows)
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        editor.setSpacing(unit)
        editor.addWidget(self.form)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.add)
        self.add.set_kind(ButtonKind.SECONDARY)
        editor.addLayout(line)


def _line(entry: MaintenanceEntry) -> QWidget:
    unit = current_theme().space.unit
    holder = QWidget()
    holder.setProperty("surface", "sunken")
    column = QVBoxLayout(holder)
    column.setContentsMargins(unit + 4, unit, unit + 4, unit)
    column.setSpacing(2)
    state = "" if entry.state is None else f" · {STATES[entry.state].lower()}"
    column.addWidget(Label(entry.what, wraps=True))
    caption = f"{entry.on.isoformat()} · {entry.by}{state}"
    column.addWidget(Label(caption, TextRole.CAPTION, tone=Tone.SOFT, wraps=True))
    holder.setAccessibleName(f"{caption}. {entry.what}")
    return holder
