"""What can be done to the device under the cursor, with the keys that do it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.domain.sensor import SensorKind
from ui.sensors.rows import SensorRow
from widgets.inputs import Button, ButtonKind, ElidedLabel, Tone
from widgets.theme import current_theme


class RowActions(QWidget):
    """One line below the table; at its end the next step, or the last one, to be taken back."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        quiet = ButtonKind.QUIET
        self.assign = Button(
            "Assign", kind=quiet, icon_name="player", tooltip="Choose its owner (Enter)"
        )
        self.rename = Button(
            "Rename", kind=quiet, icon_name="edit", tooltip="Give it a name of your own (F2)"
        )
        self.lock = Button(
            "Lock", kind=quiet, icon_name="lock", tooltip="Guard the pairing (Ctrl+L)"
        )
        self.forget = Button(
            "Forget", kind=quiet, icon_name="trash", tooltip="Take its owner away (Delete)"
        )
        self.zero = Button(
            "Zero", kind=quiet, icon_name="refresh", tooltip="Zero this power meter, unloaded"
        )
        self.step = ElidedLabel("", tone=Tone.SOFT)
        self.undo = Button("Undo", icon_name="undo", tooltip="Take the last step back (Ctrl+Z)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 2)
        for button in self.buttons:
            layout.addWidget(button)
        layout.addSpacing(unit)
        layout.addWidget(self.step, 1)
        layout.addWidget(self.undo)
        self.undo.clicked.connect(self.undo_wanted)
        self._sentence = self._hint = ""
        self.show_step("")
        self.show_row(None)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What acts on the device."""
        return (self.assign, self.rename, self.lock, self.forget, self.zero)

    def show_row(self, row: SensorRow | None) -> None:
        """Offer what the device allows."""
        is_owned = row is not None and bool(row.owner)
        is_locked = row is not None and row.is_locked
        self.assign.setEnabled(row is not None and not is_locked)
        self.rename.setEnabled(is_owned)
        self.lock.setEnabled(is_owned)
        self.forget.setEnabled(is_owned and not is_locked)
        is_meter = row is not None and row.kind is SensorKind.CYCLING_POWER
        self.zero.setVisible(is_meter)
        word = "Unlock" if is_locked else "Lock"
        self.lock.setAccessibleName(word)
        if self.lock.text():
            self.lock.setText(word)
        self._hint = row.next_step if row is not None else ""
        self._show_sentence()

    def show_step(self, sentence: str) -> None:
        """Say what can be taken back; nothing with an empty sentence."""
        self._sentence = sentence
        self.undo.setVisible(bool(sentence))
        self._show_sentence()

    def _show_sentence(self) -> None:
        """What to do about the device comes before what was done."""
        self.step.set_whole(self._hint or self._sentence)

    def set_compact(self, *, is_compact: bool) -> None:
        """Show icons without words where the window is narrow."""
        for button in self.buttons:
            button.set_icon_only(is_icon_only=is_compact)
