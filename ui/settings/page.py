"""Settings: the hub, and who else in the network reaches it."""

from __future__ import annotations

import msgspec
from typing_extensions import override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.services.desk.hub_choice import USUAL_LAN_PORT, HubChoice, HubPlan
from ui.common.services import DeskServices
from ui.settings.connect_form import ConnectForm
from ui.settings.connect_model import ConnectModel
from widgets.inputs import (
    Banner,
    BannerKind,
    Button,
    Card,
    EmptyState,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.inputs.spins import PortField
from widgets.theme import current_theme

_WIDTH_UNITS = 84
_LAN = (
    "Gateways and players' phones can then join with a code. Trainers still sign in on this "
    "computer only: the way through the network is not encrypted."
)


class SettingsPage(QWidget):
    """What counts from the next start on.

    Args:
        services: What the screens work with.
        parent: Owner.
    """

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = services.hub_choice
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if self._choice is None:
            layout.addWidget(
                EmptyState(
                    "hub",
                    "Nothing to set here",
                    "The demonstration always works with a hub of its own. Start the program "
                    "without --demo to choose the club's hub.",
                )
            )
            return
        self.sections = HubSettings(self._choice, services)
        layout.addWidget(self.sections)


class HubSettings(QScrollArea):
    """The choice of a hub."""

    def __init__(self, choice: HubChoice, services: DeskServices) -> None:
        super().__init__()
        self._choice = choice
        self.model = ConnectModel(choice.door, services.tasks, self)
        self.banner = Banner()
        self.here = QRadioButton("A hub on this computer")
        self.there = QRadioButton("The club's server")
        self.lan = QCheckBox("Let gateways and phones of this network reach the hub")
        self.port = PortField(name="Port")
        self.server = Label("", wraps=True)
        self.sign_in_button = Button("Sign in anew")
        self.form = ConnectForm(self.model, choice.chosen)
        self._wants_form = False
        self._build()
        choice.changed.connect(self.refresh)
        self.model.connected.connect(self._on_connected)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        plan = self._choice.chosen
        is_there = plan.server is not None or self._wants_form
        self.here.setChecked(not is_there)
        self.there.setChecked(is_there)
        self.lan.setChecked(plan.lan_port is not None)
        self.lan.setEnabled(not is_there)
        self.port.setEnabled(not is_there and plan.lan_port is not None)
        self.port.setValue(plan.lan_port or USUAL_LAN_PORT)
        self.form.setVisible(self._wants_form)
        who = f" as {plan.login}" if plan.login else ""
        self.server.setText(f"{plan.server}{who}")
        self.server.setVisible(plan.server is not None and not self._wants_form)
        self.sign_in_button.setVisible(self.server.isVisibleTo(self))
        if self._choice.forced:
            self.banner.announce(
                f"{self._choice.forced} What you choose here counts without it.", BannerKind.INFO
            )
        elif self._choice.is_waiting:
            self.banner.announce("Start the program again to use what you chose.", BannerKind.INFO)
        else:
            self.banner.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A scroll area does not know how high text becomes that breaks into lines."""
        widest = (_WIDTH_UNITS + 6) * current_theme().space.unit
        height = self._column.heightForWidth(min(self.viewport().width(), widest))
        if height != self._content.minimumHeight():
            self._content.setMinimumHeight(height)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._content = content = plain_container()
        self._column = column = QVBoxLayout(content)
        column.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
        column.setSpacing(2 * unit)
        column.addWidget(Label("Settings", TextRole.TITLE))
        column.addWidget(self.banner)
        self.banner.setMaximumWidth(_WIDTH_UNITS * unit)
        for card in (self._hub_card(), self._network_card()):
            card.setMaximumWidth(_WIDTH_UNITS * unit)
            column.addWidget(card)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.installEventFilter(self)
        self.here.clicked.connect(self._on_here)
        self.there.clicked.connect(self._on_there)
        self.sign_in_button.clicked.connect(self._on_there)
        self.lan.clicked.connect(self._on_lan)
        self.port.editingFinished.connect(self._on_lan)

    def _hub_card(self) -> Card:
        unit = current_theme().space.unit
        card = Card("Where plans and recordings are kept")
        there = QHBoxLayout()
        there.setContentsMargins(3 * unit, 0, 0, 0)
        there.setSpacing(2 * unit)
        there.addWidget(self.server, 1)
        there.addWidget(self.sign_in_button)
        form = QVBoxLayout()
        form.setContentsMargins(3 * unit, 0, 0, 0)
        form.addWidget(self.form)
        card.content.addWidget(self.here)
        card.content.addWidget(
            _hint("It starts with this window and needs no internet and no set-up.")
        )
        card.content.addWidget(self.there)
        card.content.addWidget(
            _hint(
                "For several trainers and computers. How to set one up stands in the manual, "
                "under “A hub for the club”."
            )
        )
        card.content.addLayout(there)
        card.content.addLayout(form)
        return card

    def _network_card(self) -> Card:
        unit = current_theme().space.unit
        card = Card("This computer's hub in the network")
        self.port.setFixedWidth(12 * unit)
        row = QHBoxLayout()
        row.setSpacing(unit)
        row.addWidget(self.lan)
        row.addStretch(1)
        label = Label("Port", tone=Tone.SOFT)
        label.setBuddy(self.port)
        row.addWidget(label)
        row.addWidget(self.port)
        card.content.addLayout(row)
        card.content.addWidget(_hint(_LAN))
        return card

    def _on_here(self) -> None:
        self._wants_form = False
        self._choice.choose(msgspec.structs.replace(self._choice.chosen, server=None, login=""))
        self.refresh()

    def _on_there(self) -> None:
        self._wants_form = True
        self.refresh()
        empty = self.form.password if self.form.address.text() else self.form.address
        empty.setFocus()

    def _on_lan(self) -> None:
        port = self.port.value() if self.lan.isChecked() else None
        self._choice.choose(msgspec.structs.replace(self._choice.chosen, lan_port=port))
        self.refresh()

    def _on_connected(self, plan: HubPlan) -> None:
        self._wants_form = False
        self.form.password.clear()
        self._choice.choose(msgspec.structs.replace(plan, lan_port=self._choice.chosen.lan_port))
        self.refresh()


def _hint(text: str) -> Label:
    label = Label(text, TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
    label.setContentsMargins(3 * current_theme().space.unit, 0, 0, 0)
    return label
