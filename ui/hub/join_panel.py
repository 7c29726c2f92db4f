"""Lets a device in: a QR code and six digits, with the time that is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.device import DeviceKind
from core.domain.ids import JoinCodeId, PlayerId
from core.reports.join_sheet import qr_matrix
from core.services.desk.devices_codes import Ticket, TicketState
from ui.hub.devices_model import DevicesModel
from widgets.inputs import (
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    Label,
    SegmentedControl,
    TextRole,
    Tone,
)
from widgets.inputs.choice import Choice, Option
from widgets.inputs.qr_code import QrCode
from widgets.inputs.time_text import clock_text
from widgets.theme import current_theme

_QR_PX = 208
_KINDS = (
    (DeviceKind.PLAYER, "Player"),
    (DeviceKind.ASSISTANT, "Assistant"),
    (DeviceKind.OBSERVER, "Observer"),
    (DeviceKind.GATEWAY, "Gateway"),
)
_ABOUT = {
    DeviceKind.PLAYER: "A player's own phone: his numbers, and nobody else's.",
    DeviceKind.ASSISTANT: "Starts, pauses and ends sessions; plans nothing. Needs an encrypted "
    "connection.",
    DeviceKind.OBSERVER: "Sees what runs, changes nothing.",
    DeviceKind.GATEWAY: "A second computer that listens to sensors: hockeyhub gateway.",
}


class JoinPanel(Card):
    """One code at a time."""

    def __init__(self, model: DevicesModel, parent: QWidget | None = None) -> None:
        super().__init__("Let a device in", parent)
        self._model = model
        self._shown: JoinCodeId | None = None
        self.kind = SegmentedControl(_KINDS, name="What joins")
        self.who = Choice(name="Player")
        self.about = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.show_button = Button("Show code", kind=ButtonKind.PRIMARY, icon_name="qr")
        self.qr = QrCode(_QR_PX)
        self.title = ElidedLabel("", TextRole.HEADING)
        self.digits = Label("", TextRole.DISPLAY)
        self.left = Label("", tone=Tone.SOFT)
        self.address = ElidedLabel("", TextRole.CAPTION, tone=Tone.SOFT)
        self.withdraw = Button("Withdraw", icon_name="close")
        self._code = QWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._build()
        self._connect()
        self.refresh()

    @property
    def ticket(self) -> Ticket | None:
        """The code that is shown."""
        return None if self._shown is None else self._model.codes.ticket(self._shown)

    def refresh(self) -> None:
        """Show players, and the code as it stands now."""
        options = tuple(
            Option(id=player.id, text=f"#{player.jersey_number} {player.name}")
            for player in self._model.players
        )
        self.who.show_options(options, self.who.current_id or (options[0].id if options else ""))
        kind = DeviceKind(self.kind.current)
        self.who.setVisible(kind is DeviceKind.PLAYER)
        self.about.setText(_ABOUT[kind])
        self.show_button.setEnabled(kind is not DeviceKind.PLAYER or bool(self.who.current_id))
        self._show_ticket()

    def choose_player(self, player_id: PlayerId) -> None:
        """Offer a code for this player."""
        self.kind.choose(DeviceKind.PLAYER)
        self.who.show_options(self.who.options, player_id)
        self.refresh()

    def _show_ticket(self) -> None:
        ticket = self.ticket
        self._code.setVisible(ticket is not None)
        self.show_button.setVisible(ticket is None)
        self._timer.start() if ticket is not None else self._timer.stop()
        if ticket is None:
            return
        self.title.set_whole(ticket.title)
        is_open = ticket.state is TicketState.OPEN
        self.digits.setText(ticket.spaced if is_open else "\N{EM DASH}")
        self.digits.setAccessibleName(f"Code {' '.join(ticket.digits)}" if is_open else "No code")
        self.qr.setEnabled(is_open)
        if is_open:
            left = clock_text(ticket.left_s(self._model.now()))
            self.left.setText(f"Good once, for {left}")
            self.left.set_tone(Tone.SOFT)
            self.qr.show_rows(qr_matrix(ticket.qr_text), f"join as {ticket.title}")
        else:
            is_used = ticket.state is TicketState.USED
            self.left.setText("This code is used up." if is_used else "This code has expired.")
            self.left.set_tone(Tone.OK if is_used else Tone.WARNING)
            self.qr.show_rows((), "none")
        self.address.set_whole(f"or type it at {ticket.address}")
        self.withdraw.set_caption("Withdraw" if is_open else "Close")

    def _on_show(self) -> None:
        kind = DeviceKind(self.kind.current)
        player_id = PlayerId(self.who.current_id) if kind is DeviceKind.PLAYER else None
        self._model.open_code(kind, player_id)

    def _on_codes_changed(self) -> None:
        kind = DeviceKind(self.kind.current)
        wanted = self.who.current_id if kind is DeviceKind.PLAYER else None
        for ticket in self._model.codes.tickets:
            if (ticket.kind, ticket.player_id) == (kind, wanted) and not self._model.is_opening:
                self._shown = ticket.id
        self._show_ticket()

    def _on_withdraw(self) -> None:
        ticket, self._shown = self.ticket, None
        if ticket is not None and ticket.state is TicketState.OPEN:
            self._model.withdraw(ticket.id)
        self._show_ticket()
        self.show_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        self._shown = None
        self._on_codes_changed()
        self.refresh()

    def _build(self) -> None:
        unit = current_theme().space.unit
        column = QVBoxLayout(self._code)
        column.setContentsMargins(0, unit, 0, 0)
        column.setSpacing(unit // 2)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.title.setAlignment(centre)
        self.address.setAlignment(centre)
        column.addWidget(self.title)
        column.addWidget(self.qr, 0, centre)
        column.addWidget(self.digits, 0, centre)
        column.addWidget(self.left, 0, centre)
        column.addWidget(self.address)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.withdraw)
        foot.addStretch(1)
        column.addLayout(foot)
        self.content.addWidget(self.kind)
        self.content.addWidget(self.who)
        self.content.addWidget(self.about)
        self.content.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self._code)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_chosen)
        self.who.chosen.connect(self._on_chosen)
        self.show_button.clicked.connect(self._on_show)
        self.withdraw.clicked.connect(self._on_withdraw)
        self._timer.timeout.connect(self._show_ticket)
        self._model.codes_changed.connect(self._on_codes_changed)
