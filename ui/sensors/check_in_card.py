"""The check-in in progress, beside the owners: what to do, what was noticed, what is offered."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.sensors.check_in_model import CheckInView, Offer
from widgets.inputs import Button, ButtonKind, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme, restyle

_MOST_OFFERS = 3


class CheckInCard(QFrame):
    """Hidden while no check-in is on. Enter takes the first offer, Esc ends."""

    accepted = Signal(object)
    """An `Offer`."""
    declined = Signal()
    """It was none of those offered."""
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._offers: tuple[Offer, ...] = ()
        self._icon = IconLabel("signal", 20, tone=Tone.INFO)
        self.heading = Label("", TextRole.HEADING)
        self.prompt = Label("", wraps=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("How long the device has been noticed")
        self.offer_buttons = tuple(
            Button("-", kind=ButtonKind.SECONDARY) for _ in range(_MOST_OFFERS)
        )
        self.decline_button = Button("None of these", kind=ButtonKind.QUIET)
        self.end_button = Button(kind=ButtonKind.QUIET, icon_name="close", tooltip="End (Esc)")
        self._build()
        for place, button in enumerate(self.offer_buttons):
            button.clicked.connect(lambda _=False, at=place: self.accepted.emit(self._offers[at]))
        self.decline_button.clicked.connect(self.declined)
        self.end_button.clicked.connect(self.ended)
        self.hide()

    def show_view(self, view: CheckInView | None) -> None:
        """Show what the check-in thinks; None: none is on."""
        self.setVisible(view is not None)
        if view is None:
            return
        is_new_offer = bool(view.offers) and view.offers != self._offers
        had_offer = bool(self._offers)
        self._offers = view.offers
        self.heading.setText(view.heading)
        self.prompt.setText(view.prompt)
        self.progress.setValue(round(view.share * 100))
        self.progress.setVisible(not view.offers)
        self.setAccessibleName(f"{view.heading}. {view.prompt}")
        self._show_offers(view)
        self._dress(view)
        if is_new_offer:
            self.offer_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_offer and not view.offers:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._offers:
            focused = next((one for one in self.offer_buttons if one.hasFocus()), None)
            (focused or self.offer_buttons[0]).click()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self._icon)
        head.addWidget(self.heading, 1)
        head.addWidget(self.end_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit + 4, unit // 2, unit + 4, unit)
        layout.setSpacing(unit - 2)
        layout.addLayout(head)
        layout.addWidget(self.prompt)
        layout.addWidget(self.progress)
        for button in (*self.offer_buttons, self.decline_button):
            layout.addWidget(button)

    def _show_offers(self, view: CheckInView) -> None:
        for place, button in enumerate(self.offer_buttons):
            is_shown = place < len(view.offers)
            button.setVisible(is_shown)
            if is_shown:
                button.set_caption(view.offers[place].text)
                is_first = place == 0 and not view.is_question
                button.set_kind(ButtonKind.PRIMARY if is_first else ButtonKind.SECONDARY)
        self.decline_button.set_caption("None of these" if view.is_question else "Not this one")
        self.decline_button.setVisible(bool(view.offers))

    def _dress(self, view: CheckInView) -> None:
        look, icon_name, tone = "info", "signal", Tone.INFO
        if view.offers:
            look, icon_name, tone = "ok", "check", Tone.OK
        if view.is_question:
            look, icon_name, tone = "warning", "warning", Tone.WARNING
        self._icon.set_icon(icon_name, tone)
        if self.property("banner") != look:
            self.setProperty("banner", look)
            restyle(self)
