"""The form with which a trainer gets into the club's server."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.services.desk.hub_choice import HubPlan
from ui.settings.connect_model import ConnectModel, Person, Step
from widgets.inputs import Banner, Button, ButtonKind, Label, TextRole, Tone
from widgets.inputs.form_field import FormField
from widgets.theme import current_theme

_PAIRS_PER_LINE = 8
_COMPARE = (
    "No authority vouches for this server's certificate, as is usual inside a club. Compare its "
    "fingerprint with the one that the server showed when it started:"
)
_CHANGED = (
    "This server shows another certificate than before. Go on only if it was renewed, and its "
    "fingerprint is the one that the server shows now:"
)
_SET_UP = (
    "Nobody can sign in to this server yet. Enter the one-time code from its own terminal or log, "
    "and you become its administrator with the login and password above."
)


class ConnectForm(QWidget):
    """Address, login, password; then what there is to compare, or the set-up code.

    Args:
        model: What happens.
        plan: What is filled in already.
        parent: Owner.
    """

    cancelled = Signal()

    def __init__(self, model: ConnectModel, plan: HubPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.address = _line(plan.server or "", "https://hub.club.example")
        self.login = _line(plan.login)
        self.password = _line(is_secret=True)
        self.code = _line("", "ABCD-EFGH-JKLM-NPQR")
        self.name = _line()
        self.banner = Banner()
        self.explanation = Label("", wraps=True)
        self.fingerprint = Label("", TextRole.BODY)
        self.same_button = Button("It is the same", kind=ButtonKind.PRIMARY)
        self.connect_button = Button("Connect", kind=ButtonKind.PRIMARY)
        self.back_button = Button("Back")
        self._basics = (self.address, self.login, self.password)
        self._extra = plain_column(
            FormField("Set-up code", self.code), FormField("Your name", self.name)
        )
        self._build()
        model.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how far it is."""
        model = self.model
        step = model.step
        is_busy = step is Step.BUSY
        is_comparing = step is Step.COMPARING
        for field in self._basics:
            field.setEnabled(step in (Step.EDITING, Step.CONNECTED))
        self._show_question(is_comparing=is_comparing)
        self._extra.setVisible(step is Step.SETTING_UP)
        self.same_button.setVisible(is_comparing)
        self.back_button.setVisible(step in (Step.COMPARING, Step.SETTING_UP))
        self.connect_button.setVisible(not is_comparing)
        self.connect_button.setEnabled(not is_busy)
        self.connect_button.set_caption(
            "Looking …" if is_busy else "Set up" if step is Step.SETTING_UP else "Connect"
        )
        if model.notice is None:
            self.banner.hide()
        else:
            self.banner.announce(model.notice.text, model.notice.kind)

    def _show_question(self, *, is_comparing: bool) -> None:
        sight = self.model.sight
        is_setting_up = self.model.step is Step.SETTING_UP
        self.explanation.setVisible(is_comparing or is_setting_up)
        self.fingerprint.setVisible(is_comparing)
        if is_setting_up:
            self.explanation.setText(_SET_UP)
        elif is_comparing and sight is not None:
            is_other = sight.is_certificate_other_than_before
            self.explanation.setText(_CHANGED if is_other else _COMPARE)
            self.explanation.set_tone(Tone.WARNING if is_other else Tone.PLAIN)
            self.fingerprint.setText(f"<pre>{in_lines(sight.fingerprint or '')}</pre>")

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.fingerprint.setAccessibleName("Fingerprint of the certificate")
        self.fingerprint.setTextFormat(Qt.TextFormat.RichText)
        buttons = QHBoxLayout()
        buttons.setSpacing(unit)
        buttons.addWidget(self.connect_button)
        buttons.addWidget(self.same_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * unit)
        layout.addWidget(self.banner)
        layout.addWidget(FormField("Address of the server", self.address))
        layout.addWidget(FormField("Login", self.login))
        layout.addWidget(FormField("Password", self.password))
        layout.addWidget(self.explanation)
        layout.addWidget(self.fingerprint)
        layout.addWidget(self._extra)
        layout.addLayout(buttons)
        self.connect_button.clicked.connect(self._go_on)
        self.same_button.clicked.connect(self.model.confirm)
        self.back_button.clicked.connect(self.model.go_back)
        for field in (*self._basics, self.code, self.name):
            field.returnPressed.connect(self._go_on)

    def _go_on(self) -> None:
        person = Person(
            login=self.login.text(),
            password=self.password.text(),
            code=self.code.text(),
            name=self.name.text(),
        )
        if self.model.step is Step.SETTING_UP:
            self.model.set_up(person)
        elif self.model.step is not Step.BUSY:
            self.model.connect_to(self.address.text(), person)


def in_lines(fingerprint: str) -> str:
    """A fingerprint as people read it aloud: eight pairs a line."""
    pairs = fingerprint.split(":")
    rows = (pairs[at : at + _PAIRS_PER_LINE] for at in range(0, len(pairs), _PAIRS_PER_LINE))
    return "\n".join(" ".join(row) for row in rows)


def plain_column(*fields: QWidget) -> QFrame:
    """Fields below each other, shown and hidden together."""
    column = QFrame()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2 * current_theme().space.unit)
    for field in fields:
        layout.addWidget(field)
    return column


def _line(text: str = "", example: str = "", *, is_secret: bool = False) -> QLineEdit:
    field = QLineEdit(text)
    field.setPlaceholderText(example)
    if is_secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
