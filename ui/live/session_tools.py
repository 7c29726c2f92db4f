"""What can be done to one session, as the buttons at the end of its line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.domain.ids import SessionId
from core.ports.hub_link import SessionAction
from ui.live.view_model import LiveViewModel
from widgets.inputs import Button, ButtonKind
from widgets.theme import current_theme

_BUTTONS = {
    SessionAction.START: ("play", "Start {}"),
    SessionAction.PAUSE: ("pause", "Pause {}"),
    SessionAction.RESUME: ("play", "Resume {}"),
    SessionAction.END: ("stop", "End {}"),
}
_USUAL_BUTTONS = 4
"""So many have their room at all times."""


class SessionTools(QWidget):
    """Skip, push, start, pause, resume, end; ending takes two steps.

    Args:
        model: Does it.
        session_id: To which session.
        name: How it is called.
    """

    def __init__(
        self,
        model: LiveViewModel,
        session_id: SessionId,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._session_id = session_id
        self.skip_back = _button("undo", f"Let {name} go back to where it was")
        self.skip = _button("skip", f"Let {name} go on to its next interval now")
        self.push = _button("forward", f"Push the next interval to the machines of {name}")
        self.buttons = {
            action: _button(icon_name, text.format(name))
            for action, (icon_name, text) in _BUTTONS.items()
        }
        self.confirm = Button("End session", kind=ButtonKind.DANGER)
        self.keep = Button("Keep", kind=ButtonKind.SECONDARY)
        self._build()
        self._connect()

    def offer(self, *, is_over: bool) -> None:
        """Show what can be done now."""
        commands, session_id = self._model.commands, self._session_id
        is_ending = commands.ending == session_id
        allowed = commands.allowed_in(session_id)
        for action, button in self.buttons.items():
            button.setVisible(action in allowed and not is_ending)
        self.push.setVisible(not is_over and not is_ending)
        self.push.setEnabled(self._model.push.can_push([session_id]))
        self.skip.setVisible(SessionAction.END in allowed and not is_ending)
        self.skip.setEnabled(commands.can_go_on_in(session_id))
        self.skip_back.setVisible(commands.can_go_back_in(session_id) and not is_ending)
        self.confirm.setVisible(is_ending)
        self.keep.setVisible(is_ending)

    def _build(self) -> None:
        space = current_theme().space
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.unit // 2)
        row.addStretch(1)
        always = (self.skip_back, self.skip, self.push)
        for button in (*always, *self.buttons.values(), self.confirm, self.keep):
            row.addWidget(button)
        self.setMinimumWidth(_USUAL_BUTTONS * space.control + space.unit)

    def _connect(self) -> None:
        commands, session_id = self._model.commands, self._session_id
        for action, button in self.buttons.items():
            button.clicked.connect(self._teller(action))
        self.skip.clicked.connect(lambda: commands.go_on(session_id))
        self.skip_back.clicked.connect(lambda: commands.go_back(session_id))
        self.push.clicked.connect(lambda: self._model.push.start([session_id]))
        self.confirm.clicked.connect(commands.confirm_end)
        self.keep.clicked.connect(commands.keep)

    def _teller(self, action: SessionAction) -> Callable[[], None]:
        return lambda: self._model.commands.act(self._session_id, action)


def _button(icon_name: str, tooltip: str) -> Button:
    return Button(kind=ButtonKind.SECONDARY, icon_name=icon_name, tooltip=tooltip)
