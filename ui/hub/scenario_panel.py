"""Plays realistic goings-on into a session that is there for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.services.desk.event_desk_autoplay import Progress
from core.services.desk.event_desk_scenarios import DEMONSTRATION, SCENARIOS, Scenario
from ui.hub.desk_model import EventDeskModel
from widgets.inputs import Button, ButtonKind, Card, IconLabel, Label, TextRole, Tone
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme


class ScenarioPanel(QWidget):
    """Where to, the scenarios, and how far the one is that plays."""

    def __init__(self, model: EventDeskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._asked: Scenario | None = None
        self.session = Choice(name="Session to play into")
        self.hint = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.create_button = Button("New demonstration", icon_name="plus")
        self.buttons = {
            scenario.id: Button("Play", icon_name="play", tooltip=f"Play “{scenario.title}”")
            for scenario in SCENARIOS
        }
        self.question = Card()
        self.question_text = Label("", wraps=True)
        self.confirm = Button("Play into it anyway", kind=ButtonKind.DANGER)
        self.keep = Button("No")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Scenario")
        self.said = Label("", TextRole.CAPTION, wraps=True)
        self.stop = Button("Stop", icon_name="stop")
        self._build()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show sessions, and what can be played."""
        states = self._model.sessions
        options = [Option(id=one.session_id, text=one.session.name) for one in states]
        marked = [one.session_id for one in states if not self._model.needs_question(one.session)]
        ids = [option.id for option in options]
        chosen = self.session.current_id if self.session.current_id in ids else ""
        self.session.show_options(options, chosen or next(iter([*marked, *ids]), ""))
        self.session.setEnabled(bool(options))
        is_safe = self.session.current_id in marked
        if not options:
            text = (
                "No bundle is open. A demonstration is planned for now, with six of your players."
            )
        elif is_safe:
            text = "A session for demonstrations: nothing of it counts."
        else:
            text = f"This is a real session. Names of those for it begin with “{DEMONSTRATION}”."
        self.hint.setText(text)
        self.hint.set_tone(Tone.SOFT if is_safe or not options else Tone.WARNING)
        self.create_button.setVisible(not marked)
        can_play = bool(options) and not self._model.is_playing
        for button in self.buttons.values():
            button.setEnabled(can_play)
        self.stop.setVisible(self._model.is_playing)
        self.bar.setVisible(self._model.is_playing)

    def _on_play(self, scenario: Scenario) -> None:
        states = {one.session_id: one for one in self._model.sessions}
        state = states.get(self.session.current_id)  # type: ignore[call-overload]
        if state is not None and self._model.needs_question(state.session):
            self._asked = scenario
            self.question_text.setText(
                f"“{state.session.name}” is a real session. What is made up would stand in its "
                "recording and its report for good."
            )
            self.question.show()
            self.keep.setFocus()
            return
        self._play(scenario, is_confirmed=False)

    def _play(self, scenario: Scenario, *, is_confirmed: bool) -> None:
        self._hide_question()
        self._model.play(scenario, self.session.current_id, is_confirmed=is_confirmed)

    def _on_confirm(self) -> None:
        if self._asked is not None:
            self._play(self._asked, is_confirmed=True)

    def _hide_question(self) -> None:
        self._asked = None
        self.question.hide()

    def _on_progress(self, progress: Progress) -> None:
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)
        self.said.setText(progress.sentence)
        self.said.set_tone(Tone.WARNING if progress.refused else Tone.SOFT)

    def _build(self) -> None:
        unit = current_theme().space.unit
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.session)
        layout.addWidget(self.hint)
        layout.addWidget(self.create_button)
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(IconLabel("warning", 18, tone=Tone.WARNING))
        head.addWidget(self.question_text, 1)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.confirm)
        self.question.content.addLayout(head)
        self.question.content.addLayout(foot)
        self.question.hide()
        layout.addWidget(self.question)
        for scenario in SCENARIOS:
            layout.addWidget(self._card(scenario))
        layout.addWidget(self.bar)
        last = QHBoxLayout()
        last.addWidget(self.said, 1)
        last.addWidget(self.stop)
        layout.addLayout(last)
        layout.addStretch(1)

    def _card(self, scenario: Scenario) -> QWidget:
        unit = current_theme().space.unit
        card = Card()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(scenario.title, TextRole.HEADING))
        words.addWidget(Label(scenario.about, TextRole.CAPTION, tone=Tone.SOFT, wraps=True))
        row = QHBoxLayout()
        row.setSpacing(unit)
        row.addLayout(words, 1)
        row.addWidget(self.buttons[scenario.id])
        card.content.addLayout(row)
        return card

    def _connect(self) -> None:
        for scenario in SCENARIOS:
            self.buttons[scenario.id].clicked.connect(partial(self._on_play, scenario))
        self.session.chosen.connect(lambda _id: self._on_session_chosen())
        self.create_button.clicked.connect(self._model.create_demonstration)
        self.confirm.clicked.connect(self._on_confirm)
        self.keep.clicked.connect(self._hide_question)
        self.stop.clicked.connect(self._model.stop)
        self._model.progressed.connect(self._on_progress)

    def _on_session_chosen(self) -> None:
        self._hide_question()
        self.refresh()
