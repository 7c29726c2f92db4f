"""The radios beside the devices: each receiver, its room for more, and which are used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.services.desk.radio_choice import RadioChoice
from ui.sensors.radio_rows import RadioRow
from widgets.inputs import (
    Button,
    ButtonKind,
    EmptyState,
    IconLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.theme import current_theme

_ADVICE = (
    "More than one radio holds more sensors. Straps that broadcast need no connection, "
    "and a gateway on a second computer brings its own."
)


class RadioCard(QFrame):
    """One receiver."""

    action_wanted = Signal(object)
    """Its `RadioRow`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.row: RadioRow | None = None
        self._icon = IconLabel("bluetooth", 20)
        self.title = Label("", TextRole.HEADING)
        self.state = Label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.detail = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.trouble = Label("", TextRole.CAPTION, wraps=True)
        self.button = Button("-", kind=ButtonKind.QUIET)
        self._build()

    def show_row(self, row: RadioRow) -> None:
        """Show another state."""
        if row == self.row:
            return
        self.row = row
        self._icon.set_icon("bluetooth", row.tone)
        self.title.setText(row.title)
        self.state.setText(row.state)
        self.state.set_tone(row.tone)
        self.bar.setVisible(row.limit > 0 and bool(row.detail))
        self.bar.setMaximum(max(row.limit, 1))
        self.bar.setValue(min(row.used, row.limit))
        self.bar.setAccessibleName(row.detail)
        self.detail.setText(row.detail)
        self.trouble.setText(row.trouble)
        self.trouble.setVisible(bool(row.trouble))
        self.button.set_caption(row.action or "-")
        self.button.setVisible(bool(row.action))
        self.button.setAccessibleName(f"{row.action}: {row.title}")
        self.detail.setVisible(bool(row.detail))
        self.setAccessibleName(row.spoken)

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.detail)
        texts.addWidget(self.trouble)
        texts.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addLayout(texts, 1)
        foot.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit + 2, unit, unit, unit)
        layout.setSpacing(unit - 2)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addLayout(foot)
        self.button.clicked.connect(lambda: self.action_wanted.emit(self.row))


class RadioPanel(QWidget):
    """All receivers, and the button for one more."""

    choice_wanted = Signal(str)
    """The name of a radio to be used no more, or kept after all."""
    dongle_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Radios")
        self.cards: list[RadioCard] = []
        self.advice = Label(_ADVICE, TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.note = Label("", TextRole.CAPTION, tone=Tone.INFO, wraps=True)
        self.empty = EmptyState("bluetooth", "No radio in use", "", sentence_px=300)
        self.add_button = Button(
            "Add a USB dongle",
            icon_name="plus",
            tooltip="Let this program drive a Bluetooth dongle of its own, beside the system's",
        )
        self._build()

    def lead(self, toggle: Callable[[str], None], add: Callable[[], None]) -> None:
        """Say who takes the trainer's choices: a radio's name, and one more dongle."""
        self.choice_wanted.connect(toggle)
        self.dongle_wanted.connect(add)

    def show_rows(self, rows: tuple[RadioRow, ...], choice: RadioChoice | None) -> None:
        """Show all receivers as they stand."""
        while len(self.cards) < len(rows):
            card = RadioCard()
            card.action_wanted.connect(lambda row: self.choice_wanted.emit(row.choice))
            self._list.insertWidget(len(self.cards), card)
            self.cards.append(card)
        for place, card in enumerate(self.cards):
            is_shown = place < len(rows)
            if is_shown:
                card.show_row(rows[place])
            card.setVisible(is_shown)
        self.empty.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
        self.empty.show_text(
            "bluetooth", "No radio in use", "Sensors come from a recording that is being played."
        )
        self.note.setText(_note(choice))
        self.note.setVisible(bool(self.note.text()))
        self.add_button.setVisible(choice is not None)
        self.add_button.setEnabled(choice is not None and bool(choice.next_dongle))

    def _build(self) -> None:
        unit = current_theme().space.unit
        content = plain_container()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(unit - 2)
        self._list.addWidget(self.advice)
        self._list.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.add_button)
        self.add_button.clicked.connect(self.dongle_wanted)


def _note(choice: RadioChoice | None) -> str:
    if choice is None:
        return ""
    if choice.is_forced:
        return "This start was given its radios (--radio). What you choose here counts without it."
    return "Start the program again to use what you chose." if choice.is_waiting else ""
