"""A password that the hub has just drawn: shown once, then forgotten."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.domain.user import IssuedPassword
from ui.common.feedback import Notice
from widgets.inputs import BannerKind, Button, ButtonKind, Card, Label, TextRole, Tone
from widgets.theme import current_theme


class PasswordCard(Card):
    """Only here; the hub itself keeps a hash."""

    confirmed = Signal(object)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Password, shown once", parent)
        self.who = Label("", wraps=True)
        self.password = Label("", TextRole.TITLE)
        self.password.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.hint = Label(
            "Write it down or hand it over now. It is not kept anywhere and cannot be shown again; "
            "it should be changed after the first sign-in, under “Your account”.",
            TextRole.CAPTION,
            tone=Tone.SOFT,
            wraps=True,
        )
        self.copy = Button("Copy", icon_name="copy", tooltip="Copy the password")
        self.done = Button("Done", kind=ButtonKind.PRIMARY, tooltip="Forget the password")
        self._build()
        self.copy.clicked.connect(self._on_copy)
        self.done.clicked.connect(self.dismissed)

    def show_password(self, issued: IssuedPassword | None) -> None:
        """Show it, or that there is none."""
        is_new = issued is not None and issued.password != self.password.text()
        self.setVisible(issued is not None)
        self.password.setText("" if issued is None else issued.password)
        self.password.setAccessibleName(
            "" if issued is None else f"Password: {' '.join(issued.password)}"
        )
        if issued is not None:
            self.who.setText(f"{issued.user.name} signs in as {issued.user.login} with")
        if is_new and self.isVisible():
            self.copy.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.password.text())
        self.confirmed.emit(Notice("The password is copied.", BannerKind.OK))

    def _build(self) -> None:
        for widget in (self.who, self.password, self.hint):
            self.content.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(current_theme().space.unit)
        foot.addWidget(self.done)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        self.content.addLayout(foot)
