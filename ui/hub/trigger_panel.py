"""Sends any event by hand, from a form made of its schema."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.errors import HockeyHubError
from ui.hub.desk_model import EventDeskModel
from ui.hub.form import SchemaForm
from widgets.inputs import Button, ButtonKind, Label, TextRole, Tone
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme

_SESSION_KEYS = ("sessionId", "fromSessionId", "toSessionId")
_PLAYER_KEYS = ("playerId", "fromPlayerId", "toPlayerId")


class TriggerPanel(QWidget):
    """Which event, its fields, and what the hub said to it."""

    def __init__(self, model: EventDeskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self._model = model
        self._made_of: tuple[object, ...] = ()
        self.kind = Choice(name="Event to send")
        self.about = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.form = SchemaForm()
        self.answer = Label("", wraps=True)
        self.answer.hide()
        self.send = Button("Send", kind=ButtonKind.PRIMARY, icon_name="forward")
        foot = QHBoxLayout()
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.kind)
        layout.addWidget(self.about)
        layout.addWidget(self.form, 1)
        layout.addLayout(foot)
        self.kind.chosen.connect(lambda _id: self.refresh())
        self.form.edited.connect(self._on_edited)
        self.send.clicked.connect(self._on_send)
        model.refused.connect(self._on_refused)
        model.sent.connect(lambda text: self._say(text, Tone.OK))

    def refresh(self) -> None:
        """Offer what the hub takes, and make the form of what is chosen."""
        names = sorted(self._model.kinds)
        options = [Option(id=name, text=name.removeprefix("training:")) for name in names]
        first = "training:session:message"
        chosen = self.kind.current_id or (first if first in names else next(iter(names), ""))
        self.kind.show_options(options, chosen)
        self.about.setText(self._model.about.get(chosen, ""))
        self.send.setEnabled(bool(chosen))
        sessions = [
            Option(id=state.session_id, text=state.session.name) for state in self._model.sessions
        ]
        made_of = (chosen, tuple(sessions), tuple(self._model.kinds.get(chosen, ())))
        if made_of != self._made_of:
            self._made_of = made_of
            self.answer.hide()
            self._make_form(chosen, sessions)

    def _make_form(self, chosen: str, sessions: Sequence[Option]) -> None:
        fields = self._model.kinds.get(chosen, ())
        keys = {field.key for field in fields}
        session_id = self.form.texts().get("sessionId") or (sessions[0].id if sessions else "")
        options: dict[str, Sequence[Option]] = {}
        if sessions:
            options |= {key: sessions for key in _SESSION_KEYS if key in keys}
        players = self._players(session_id)
        if players:
            options |= {key: players for key in _PLAYER_KEYS if key in keys}
        self.form.show_fields(fields, options)
        state = next((one for one in self._model.sessions if one.session_id == session_id), None)
        if state is not None and state.session.bundle_id is not None:
            self.form.set_text("bundleId", state.session.bundle_id)

    def _players(self, session_id: str) -> list[Option]:
        players = self._model.players_of(session_id) or self._model.players
        return [Option(id=one.id, text=f"#{one.jersey_number} {one.name}") for one in players]

    def _on_edited(self, key: str) -> None:
        self.form.show_problem(key, "")
        if key == "sessionId":
            self._made_of = ()
            self.refresh()

    def _on_send(self) -> None:
        answers = self.form.answers()
        if answers.problems:
            self._say("Please mend the fields that are marked.", Tone.DANGER)
            return
        self._model.send(self.kind.current_id, answers)

    def _on_refused(self, key: str, error: HockeyHubError) -> None:
        if key:
            self.form.show_problem(key, error.message)
        self._say(f"Refused: {error.message} {error.suggested_action}".strip(), Tone.DANGER)

    def _say(self, text: str, tone: Tone) -> None:
        self.answer.setText(text)
        self.answer.set_tone(tone)
        self.answer.show()
