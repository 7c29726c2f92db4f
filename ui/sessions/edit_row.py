"""One session in the form: its name, machines, workout, place and trainer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from core.domain.ids import SessionId
from core.domain.session import Session, SessionStatus
from ui.sessions.edit_changes import own_path, session_now
from ui.sessions.edit_facts import EditFacts
from ui.sessions.edit_model import BulkEditModel
from ui.sessions.texts import count_text, status_text
from widgets.inputs import Label, TextRole, Tone
from widgets.inputs.choice import Choice, Option
from widgets.inputs.form_field import mark_invalid
from widgets.theme import current_theme, equipment_icon_name

_NUMBER_WIDTH = 20
_PLACE_COLUMN = 4


class SessionEditRow(QFrame):
    """Says what the trainer changes; a session that has begun can only be looked at.

    Args:
        session_id: Which session.
        number: Its place in the bundle, from 1.
        parent: Owner.
    """

    changed = Signal(str, str, object)
    """Session, name and value."""

    def __init__(self, session_id: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session_id = SessionId(session_id)
        self._is_showing = False
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(f"Name of session {number}")
        self.equipment = Choice(name=f"Machines of session {number}")
        self.workout = Choice(name=f"Workout of session {number}")
        self.place = Choice(name=f"Facility of session {number}")
        self.trainer = Choice(name=f"Trainer of session {number}")
        self._number = Label(str(number), TextRole.CAPTION, tone=Tone.FAINT)
        self._state = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self._problem = Label("", TextRole.CAPTION, tone=Tone.DANGER, wraps=True)
        self._build()
        self._connect()

    @property
    def problem(self) -> str:
        """What the hub has against it; empty if nothing."""
        return "" if self._problem.isHidden() else self._problem.text()

    def show_session(self, session: Session, model: BulkEditModel, facts: EditFacts) -> None:
        """Show the session as it would be."""
        self._is_showing = True
        updates = model.updates
        now = {
            name: str(session_now(updates, session, name) or "")
            for name in ("name", "equipment", "workout_id", "facility_id", "trainer_id")
        }
        if self.name.text() != now["name"]:
            self.name.setText(now["name"])
            self.name.setCursorPosition(0)
        kinds = [
            Option(id=one.code, text=one.name, icon_name=equipment_icon_name(one.code))
            for one in facts.kinds
        ]
        self.equipment.show_options(kinds, now["equipment"])
        workouts = [Option(id=one.id, text=one.name) for one in facts.workouts]
        if session.workout_id is None:
            workouts.insert(0, Option(id="", text="Free training"))
        self.workout.show_options(workouts, now["workout_id"])
        places = [Option(id=one.id, text=one.name) for one in facts.facilities]
        self.place.show_options(places, now["facility_id"])
        trainers = [Option(id=one.id, text=one.name) for one in facts.trainers]
        if session.trainer_id is None:
            trainers.insert(0, Option(id="", text="Nobody"))
        self.trainer.show_options(trainers, now["trainer_id"])
        is_planned = session.status is SessionStatus.SCHEDULED
        players = count_text(len(session.player_ids), "player")
        self._state.setText(players if is_planned else status_text(session.status)[0])
        self.place.setVisible(len(places) > 1)
        self._grid.setColumnStretch(_PLACE_COLUMN, 2 if len(places) > 1 else 0)
        for field in self._fields():
            field.setEnabled(is_planned)
        self._is_showing = False

    def show_problem(self, field: str, text: str) -> None:
        """Say what the hub has against this session, if it is about it."""
        is_mine = field.startswith(own_path(self.session_id, ""))
        self._problem.setText(text if is_mine else "")
        self._problem.setVisible(is_mine)
        names = {
            "name": self.name,
            "equipment": self.equipment,
            "workoutId": self.workout,
            "facilityId": self.place,
            "trainerId": self.trainer,
        }
        for name, widget in names.items():
            mark_invalid(widget, is_invalid=is_mine and field.endswith(f".{name}"))

    def _fields(self) -> tuple[QWidget, ...]:
        return (self.name, self.equipment, self.workout, self.place, self.trainer)

    def _build(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current_theme().space.unit)
        grid.setVerticalSpacing(4)
        self._number.setFixedWidth(_NUMBER_WIDTH)
        grid.addWidget(self._number, 0, 0)
        for column, field in enumerate(self._fields(), start=1):
            grid.addWidget(field, 0, column)
            grid.setColumnStretch(column, 2)
        self._state.setMinimumWidth(64)
        grid.addWidget(self._state, 0, 6)
        grid.addWidget(self._problem, 1, 1, 1, 6)
        self._problem.hide()

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._say("name", text))
        self.equipment.chosen.connect(lambda chosen: self._say("equipment", chosen))
        self.workout.chosen.connect(lambda chosen: self._say("workout_id", chosen or None))
        self.place.chosen.connect(lambda chosen: self._say("facility_id", chosen))
        self.trainer.chosen.connect(lambda chosen: self._say("trainer_id", chosen or None))

    def _say(self, name: str, value: object) -> None:
        if not self._is_showing:
            self.changed.emit(self.session_id, name, value)
