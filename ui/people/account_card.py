"""Whoever sits here, and another password for him."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.domain.user import Principal
from ui.people.words import role_name
from widgets.inputs import Button, ButtonKind, Card, Label, TextRole, Tone
from widgets.inputs.form_field import FormField
from widgets.theme import current_theme

_SHORTEST = 10
_DESK = (
    "This desk runs its own hub and signs in to it by itself: there is no password here. Sign-ins "
    "of others count where the hub is reached over an encrypted connection."
)


class AccountCard(Card):
    """One's own account; the fields appear when they are wanted."""

    password_given = Signal(str, str)
    """The old password and the new one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Your account", parent)
        self.who = Label("", wraps=True)
        self.open = Button("Change password", icon_name="lock")
        self.old, self.new, self.again = _secret(), _secret(), _secret()
        self.save = Button("Change", kind=ButtonKind.PRIMARY)
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        self._old_field = FormField("Password until now", self.old)
        self._new_field = FormField("New password", self.new)
        self._again_field = FormField("New password once more", self.again)
        self._form = QWidget()
        self._build()
        self._connect()
        self._form.hide()

    def show_me(self, me: Principal | None, *, has_password: bool, is_busy: bool) -> None:
        """Show who sits here."""
        self.setVisible(me is not None)
        if me is None:
            return
        self.who.setText(f"{me.name}, {role_name(me.role).lower()}." if has_password else _DESK)
        self.who.set_tone(Tone.PLAIN if has_password else Tone.SOFT)
        self.open.setVisible(has_password and self._form.isHidden())
        self.save.setEnabled(not is_busy)

    def close_form(self) -> None:
        """Forget what was typed."""
        for field in (self.old, self.new, self.again):
            field.clear()
        for one in (self._old_field, self._new_field, self._again_field):
            one.show_problem("")
        self._form.hide()
        self.open.show()

    def _on_open(self) -> None:
        self._form.show()
        self.open.hide()
        self.old.setFocus()

    def _on_save(self) -> None:
        old, new = self.old.text(), self.new.text()
        short = f"At least {_SHORTEST} characters." if len(new) < _SHORTEST else ""
        other = "" if new == self.again.text() else "The two are not the same."
        self._old_field.show_problem("" if old else "The password with which you signed in.")
        self._new_field.show_problem(short)
        self._again_field.show_problem(other)
        if old and not short and not other and self.save.isEnabled():
            self.password_given.emit(old, new)

    def _build(self) -> None:
        unit = current_theme().space.unit
        buttons = QHBoxLayout()
        buttons.setSpacing(unit)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        hint = "You stay signed in here; everywhere else you sign in anew."
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(unit)
        for field in (self._old_field, self._new_field, self._again_field):
            form.addWidget(field)
        form.addWidget(Label(hint, TextRole.CAPTION, tone=Tone.SOFT, wraps=True))
        form.addLayout(buttons)
        line = QHBoxLayout()
        line.addWidget(self.open)
        line.addStretch(1)
        self.content.addWidget(self.who)
        self.content.addLayout(line)
        self.content.addWidget(self._form)

    def _connect(self) -> None:
        self.open.clicked.connect(self._on_open)
        self.cancel.clicked.connect(self.close_form)
        self.save.clicked.connect(self._on_save)
        for field in (self.old, self.new, self.again):
            field.returnPressed.connect(self._on_save)


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
