"""What can be changed of a bundle: what all sessions share, and each session's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.domain.session import Bundle
from ui.sessions.edit_changes import common_now, common_path
from ui.sessions.edit_facts import EditFacts
from ui.sessions.edit_model import BulkEditModel
from ui.sessions.edit_row import SessionEditRow
from widgets.inputs import Card, Label, TextRole, Tone, plain_container
from widgets.inputs.choice import Choice, Option
from widgets.inputs.form_field import FormField
from widgets.inputs.spins import ClockField, DayField, MinutesField
from widgets.theme import current_theme

_SHORTEST_MIN, _LONGEST_MIN = 5, 1440


class EditForm(QScrollArea):
    """Shows the bundle with the changes so far."""

    common_changed = Signal(str, object)
    """Name and value of what all sessions share."""
    session_changed = Signal(str, str, object)
    """Session, name and value of what is its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[SessionEditRow] = []
        self._is_showing = False
        self.setWidgetResizable(True)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.day = DayField()
        self.start = ClockField()
        self.duration = MinutesField(_SHORTEST_MIN, _LONGEST_MIN)
        self.facility = Choice(name="Facility")
        self.trainer = Choice(name="Trainer")
        self.fields = {
            "name": FormField("Name", self.name),
            "start_date": FormField("Date", self.day),
            "start_time": FormField("Start", self.start),
            "duration": FormField("Duration of all sessions", self.duration),
            "facility_id": FormField("Facility", self.facility),
            "trainer_id": FormField("Trainer", self.trainer),
        }
        self._build()
        self._connect()

    def show_edit(self, model: BulkEditModel) -> None:
        """Show the bundle as it would be."""
        bundle, facts, place = model.bundle, model.facts, model.place
        if bundle is None or facts is None or place is None:
            return
        self._is_showing = True
        now = common_now(model.updates, bundle, place)
        if self.name.text() != now["name"]:
            self.name.setText(str(now["name"]))
        day, start = now["start_date"], time.fromisoformat(str(now["start_time"]))
        if isinstance(day, date):
            self.day.setDate(QDate(day.year, day.month, day.day))
        self.start.setTime(QTime(start.hour, start.minute))
        minutes = now["duration"]
        self.duration.setValue(minutes if isinstance(minutes, int) else _SHORTEST_MIN)
        options = [Option(id=one.id, text=one.name) for one in facts.facilities]
        self.facility.show_options(options, str(now["facility_id"]))
        self.trainer.show_options(_trainers(bundle, facts), str(now["trainer_id"] or ""))
        self.trainer.setEnabled(len(self.trainer.options) > 1)
        self._zone.setText(place.time_zone)
        self._show_rows(model, bundle, facts)
        self._show_problem(model)
        self._is_showing = False

    def _show_rows(self, model: BulkEditModel, bundle: Bundle, facts: EditFacts) -> None:
        ids = [session.id for session in bundle.sessions]
        if [row.session_id for row in self.rows] != ids:
            self._make_rows(ids)
        for row, session in zip(self.rows, bundle.sessions, strict=True):
            row.show_session(session, model, facts)

    def _make_rows(self, ids: Sequence[str]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for number, session_id in enumerate(ids, start=1):
            row = SessionEditRow(session_id, number)
            row.changed.connect(self.session_changed)
            self._list.addWidget(row)
            self.rows.append(row)

    def _show_problem(self, model: BulkEditModel) -> None:
        problem = model.problem
        field, text = ("", "") if problem is None else (problem.field or "", problem.message)
        for name, form_field in self.fields.items():
            form_field.show_problem(text if field == common_path(name) else "")
        for row in self.rows:
            row.show_problem(field, text)

    def _build(self) -> None:
        unit = current_theme().space.unit
        common, own = Card("All sessions"), Card("Each session")
        self._zone = Label("", tone=Tone.FAINT)
        common.tools.addWidget(self._zone)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit + 4)
        places = {
            "name": (0, 0, 1, 2),
            "trainer_id": (0, 2, 1, 2),
            "start_date": (1, 0, 1, 1),
            "start_time": (1, 1, 1, 1),
            "duration": (1, 2, 1, 1),
            "facility_id": (1, 3, 1, 1),
        }
        for name, place in places.items():
            grid.addWidget(self.fields[name], *place)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        common.content.addLayout(grid)
        self._list = QVBoxLayout()
        self._list.setSpacing(unit)
        own.content.addWidget(
            Label(
                "What is set here holds for one session and stays when all are changed.",
                TextRole.CAPTION,
                tone=Tone.SOFT,
                wraps=True,
            )
        )
        own.content.addLayout(self._list)
        content = plain_container()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, unit, 0)
        whole.setSpacing(2 * unit)
        whole.addWidget(common)
        whole.addWidget(own)
        whole.addStretch(1)
        self.setWidget(content)

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._say("name", text))
        self.day.dateChanged.connect(
            lambda day: self._say("start_date", date(day.year(), day.month(), day.day()))
        )
        self.start.timeChanged.connect(
            lambda start: self._say("start_time", f"{start.hour():02d}:{start.minute():02d}")
        )
        self.duration.valueChanged.connect(lambda minutes: self._say("duration", minutes))
        self.facility.chosen.connect(lambda chosen: self._say("facility_id", chosen))
        self.trainer.chosen.connect(lambda chosen: self._say("trainer_id", chosen or None))

    def _say(self, name: str, value: object) -> None:
        if not self._is_showing:
            self.common_changed.emit(name, value)


def _trainers(bundle: Bundle, facts: EditFacts) -> list[Option]:
    """All trainers; that nobody leads can be seen, but not be chosen for a bundle that is led."""
    options = [Option(id=one.id, text=one.name) for one in facts.trainers]
    return options if bundle.trainer_id is not None else [Option(id="", text="Nobody"), *options]
