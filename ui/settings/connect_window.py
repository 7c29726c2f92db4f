"""The window that asks, before the main one, when the club's server cannot be worked with."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.errors import HockeyHubError, UnavailableError
from core.services.desk.hub_choice import HubPlan
from ui.common.feedback import notice_of
from ui.settings.connect_form import ConnectForm
from ui.settings.connect_model import ConnectModel
from widgets.inputs import Button, Label, TextRole, Tone
from widgets.theme import current_theme


class ConnectWindow(QWidget):
    """Sign in, try again, or work with this computer's own hub.

    Args:
        model: Gets into the server.
        plan: What was tried.
        error: Why that did not go.
    """

    connected = Signal(object)
    """The `HubPlan` to go on with."""
    own_hub_wanted = Signal()
    again_wanted = Signal()
    closed = Signal()

    def __init__(self, model: ConnectModel, plan: HubPlan, error: HockeyHubError) -> None:
        super().__init__()
        unit = current_theme().space.unit
        self._is_let_go = False
        self.setWindowTitle("Hockey Hub Trainer – the club's server")
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(68 * unit)
        self.form = ConnectForm(model, plan)
        self.again_button = Button("Try again", icon_name="refresh")
        self.again_button.setVisible(isinstance(error, UnavailableError))
        self.own_button = Button("Use this computer's own hub")
        notice = notice_of(error)
        self.form.banner.announce(notice.text, notice.kind)
        self._build()
        model.connected.connect(self.connected)
        self.own_button.clicked.connect(lambda _checked=False: self.own_hub_wanted.emit())
        self.again_button.clicked.connect(lambda _checked=False: self.again_wanted.emit())
        empty = (self.form.address, self.form.login, self.form.password)
        next((field for field in empty if not field.text()), self.form.password).setFocus()

    def _build(self) -> None:
        unit = current_theme().space.unit
        why = Label(
            "Your plans and recordings are there. A hub on this computer keeps its own.",
            TextRole.CAPTION,
            tone=Tone.SOFT,
            wraps=True,
        )
        others = QHBoxLayout()
        others.setSpacing(unit)
        others.addWidget(self.again_button)
        others.addWidget(self.own_button)
        others.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        layout.setSpacing(2 * unit)
        layout.addWidget(Label("The club's server", TextRole.TITLE))
        layout.addWidget(why)
        layout.addWidget(self.form)
        layout.addLayout(others)
        layout.addStretch(1)

    def let_go(self) -> None:
        """Close without telling: the question is answered."""
        self._is_let_go = True
        self.close()
        self.deleteLater()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        if not self._is_let_go:
            self.closed.emit()
