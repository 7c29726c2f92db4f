"""Somebody new: name, sign-in name, role."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.domain.user import Invitation, Role
from ui.people.words import ROLES, role_options
from widgets.inputs import Button, ButtonKind, Card, Label, TextRole, Tone
from widgets.inputs.choice import Choice
from widgets.inputs.form_field import FormField
from widgets.theme import current_theme

LONGEST = 80


class InviteCard(Card):
    """The hub draws a password; whoever is invited changes it himself."""

    invitation_made = Signal(object)
    """An `Invitation`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Add a person", parent)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Anna Berg")
        self.login = QLineEdit()
        self.login.setPlaceholderText("anna.berg@club.example")
        for field in (self.name, self.login):
            field.setMaxLength(LONGEST)
        self.role = Choice(name="Role of the new person")
        self.role.show_options(role_options(), Role.TRAINER)
        self.about = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.add = Button("Add", kind=ButtonKind.PRIMARY, icon_name="plus")
        self._name_field = FormField("Name", self.name)
        self._login_field = FormField("Sign-in name or e-mail", self.login)
        self._build()
        self.role.chosen.connect(lambda _id: self._show_role())
        self.add.clicked.connect(self._on_add)
        for field in (self.name, self.login):
            field.returnPressed.connect(self._on_add)
            field.textEdited.connect(lambda _text: self._forget_problems())
        self._show_role()

    def clear(self) -> None:
        """Ready for the next one."""
        self.name.clear()
        self.login.clear()
        self._forget_problems()

    def show_busy(self, *, is_busy: bool) -> None:
        """Nothing is added twice."""
        self.add.setEnabled(not is_busy)

    def _on_add(self) -> None:
        name, login = self.name.text().strip(), self.login.text().strip()
        self._name_field.show_problem("" if name else "A name is needed.")
        self._login_field.show_problem("" if login else "A sign-in name is needed.")
        if name and login and self.add.isEnabled():
            role = Role(self.role.current_id)
            self.invitation_made.emit(Invitation(name=name, login=login, role=role))
            return
        empty = self.login if name else self.name
        empty.setFocus()

    def _forget_problems(self) -> None:
        self._name_field.show_problem("")
        self._login_field.show_problem("")

    def _show_role(self) -> None:
        self.about.setText(ROLES[Role(self.role.current_id)][1])

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(current_theme().space.unit)
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.content.addWidget(self._name_field)
        self.content.addWidget(self._login_field)
        self.content.addWidget(FormField("Role", self.role))
        self.content.addWidget(self.about)
        self.content.addLayout(foot)
