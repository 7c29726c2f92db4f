"""Whether phones can reach the hub, and what to do if not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.inputs import Button, Card, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme


class ReachCard(Card):
    """The hub's address, or how to get one."""

    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        unit = current_theme().space.unit
        self.icon = IconLabel("hub", 20, tone=Tone.OK)
        self.title = Label("", TextRole.HEADING, wraps=True)
        self.text = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.icon)
        head.addWidget(self.title, 1)
        self.content.addLayout(head)
        self.settings = Button("Open settings", icon_name="settings")
        self.settings.clicked.connect(self.settings_wanted)
        self.content.addWidget(self.text)
        self.content.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignLeft)

    def show_reach(self, address: str, *, is_reachable: bool) -> None:
        """Say how the hub is reached."""
        if is_reachable:
            self.icon.set_icon("hub", Tone.OK)
            self.title.setText(address.partition("//")[2])
            self.text.setText(
                "Phones in this computer's network open this address, or scan a code."
            )
        else:
            self.icon.set_icon("warning", Tone.WARNING)
            self.title.setText("Phones cannot reach the hub yet")
            self.text.setText(
                "It listens to this computer only. Let phones of this network in by a setting, "
                "or start the program with: hockeyhub --lan"
            )
        self.settings.setVisible(not is_reachable)
        self.setAccessibleName(f"{self.title.text()}. {self.text.text()}")
