"""What can be done to the person under the cursor; what ends something is asked first."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from core.domain.user import Account, Role
from ui.people.invite_card import LONGEST
from ui.people.words import role_options, state_words
from widgets.inputs import Button, ButtonKind, Card, ElidedLabel, Label, TextRole, Tone
from widgets.inputs.choice import Choice
from widgets.theme import current_theme

_LAST = "The last administrator: make somebody else one first."


class _Line(IntEnum):
    """What the foot of the card shows."""

    BUTTONS = 0
    EDITOR = 1
    QUESTION = 2


class PersonCard(Card):
    """A card below the table."""

    role_chosen = Signal(object, object)
    """An `Account` and a `Role`."""
    renamed = Signal(object, str, str)
    """An `Account`, its name and sign-in name from now on."""
    password_wanted = Signal(object)
    """An `Account`, as in those below."""
    deactivated = Signal(object)
    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("The chosen person")
        self._account: Account | None = None
        self.title = ElidedLabel("", TextRole.HEADING)
        self.state = Label("", TextRole.CAPTION)
        self.sentence = Label("", wraps=True)
        self.role = Choice(name="Role")
        self.role.setMinimumWidth(150)
        self.edit = Button("Edit", icon_name="edit", tooltip="Change name and sign-in name (F2)")
        self.password = Button(
            "New password", icon_name="lock", tooltip="Draw another password and show it once"
        )
        self.deactivate = Button(
            "Deactivate", icon_name="close", tooltip="Let nobody sign in as him (Delete)"
        )
        self.activate = Button("Activate", icon_name="check", tooltip="Let him sign in again")
        self.name, self.login = QLineEdit(), QLineEdit()
        self.name.setAccessibleName("Name")
        self.login.setAccessibleName("Sign-in name or e-mail")
        for field in (self.name, self.login):
            field.setMaxLength(LONGEST)
        self.save = Button("Save", kind=ButtonKind.PRIMARY)
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        self.question = Label("", tone=Tone.WARNING, wraps=True)
        self.yes = Button("Deactivate", kind=ButtonKind.DANGER)
        self.no = Button("Keep", kind=ButtonKind.SECONDARY)
        self._lines = QStackedWidget()
        self._build()
        self._connect()

    def show_account(
        self, account: Account | None, sentence: str, *, is_self: bool, is_last: bool, is_busy: bool
    ) -> None:
        """Show somebody, or that nobody is chosen.

        Args:
            account: Who.
            sentence: What is to be known of him.
            is_self: It is whoever sits here.
            is_last: Nobody else could manage people.
            is_busy: A change is on its way.
        """
        self.setVisible(account is not None)
        if account is None or self._account is None or account.id != self._account.id:
            self._turn_to(_Line.BUTTONS)
        self._account = account
        if account is None:
            return
        words, tone = state_words(account)
        is_gone = account.disabled_at is not None
        may_end = not is_self and not is_last
        self.title.set_whole(f"{account.name} · {account.login}")
        self.state.setText(words)
        self.state.set_tone(tone)
        self.sentence.setText(f"{sentence} {_LAST}" if is_last and not is_self else sentence)
        self.role.show_options(role_options(), account.role)
        self.role.setEnabled(may_end and not is_busy and not is_gone)
        for button in (self.edit, self.password):
            button.setEnabled(not is_self and not is_busy and not is_gone)
        self.deactivate.setEnabled(may_end and not is_busy)
        self.deactivate.setVisible(not is_gone)
        self.activate.setVisible(is_gone)
        self.activate.setEnabled(not is_busy)

    def ask_to_deactivate(self) -> None:
        """Say what ends, and wait for a yes."""
        account = self._account
        if account is None or not self.deactivate.isEnabled() or self.deactivate.isHidden():
            return
        here = ", also the connection that is open now" if account.is_connected else ""
        self._ask(
            f"All sign-ins of {account.name} end at once{here}. Signing in works again only after "
            "“Activate”. Plans, recordings and the log stay.",
            "Deactivate",
        )

    def _ask_for_password(self) -> None:
        account = self._account
        if account is not None:
            self._ask(
                f"The password of {account.name} until now stops working, and all sign-ins end. "
                "The new one is shown once.",
                "New password",
            )

    def _ask(self, text: str, answer: str) -> None:
        self.question.setText(text)
        self.yes.set_caption(answer)
        self._turn_to(_Line.QUESTION)
        self.no.setFocus()

    def start_editing(self) -> None:
        """Let name and sign-in name be changed."""
        if self._account is not None and self.edit.isEnabled():
            self.name.setText(self._account.name)
            self.login.setText(self._account.login)
            self._turn_to(_Line.EDITOR)
            self.name.selectAll()
            self.name.setFocus()

    def _on_yes(self) -> None:
        if self._account is not None:
            is_password = self.yes.text() != "Deactivate"
            wish = self.password_wanted if is_password else self.deactivated
            self._turn_to(_Line.BUTTONS)
            wish.emit(self._account)

    def _on_save(self) -> None:
        name, login = self.name.text().strip(), self.login.text().strip()
        if self._account is not None and name and login:
            self._turn_to(_Line.BUTTONS)
            self.renamed.emit(self._account, name, login)

    def _turn_to(self, line: _Line) -> None:
        self._lines.setCurrentIndex(line)

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        buttons = (self.role, self.edit, self.password, self.deactivate, self.activate)
        self._lines.addWidget(_row(*buttons, stretch=None))
        self._lines.addWidget(_row(self.name, self.login, self.save, self.cancel, stretch=0))
        self._lines.addWidget(_row(self.question, self.yes, self.no, stretch=0))
        self._lines.setFixedHeight(current_theme().space.control + 4)
        self.content.addLayout(head)
        self.content.addWidget(self.sentence)
        self.content.addWidget(self._lines)

    def _connect(self) -> None:
        self.role.chosen.connect(self._on_role)
        self.edit.clicked.connect(self.start_editing)
        self.password.clicked.connect(self._ask_for_password)
        self.deactivate.clicked.connect(self.ask_to_deactivate)
        self.activate.clicked.connect(self._on_activate)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(lambda: self._turn_to(_Line.BUTTONS))
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(lambda: self._turn_to(_Line.BUTTONS))
        for field in (self.name, self.login):
            field.returnPressed.connect(self._on_save)

    def _on_role(self, role: str) -> None:
        if self._account is not None:
            self.role_chosen.emit(self._account, Role(role))

    def _on_activate(self) -> None:
        if self._account is not None:
            self.activated.emit(self._account)


def _row(*widgets: QWidget, stretch: int | None) -> QWidget:
    """Side by side; the given one takes the rest, or an empty place does."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_theme().space.unit)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, 1 if number == stretch else 0)
    if stretch is None:
        row.addStretch(1)
    return line
