"""What can be done to the device under the cursor, and why it is silent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from core.domain.ids import DeviceId
from core.services.desk.devices_health import DeviceLine
from ui.hub.device_rows import state_words
from widgets.inputs import Button, ButtonKind, Card, ElidedLabel, Label, TextRole, Tone
from widgets.theme import current_theme


class DeviceActions(Card):
    """A card below the table."""

    identify_wanted = Signal(str)
    renamed = Signal(str, str)
    send_away_wanted = Signal(str)
    keep_wanted = Signal()
    events_wanted = Signal(str)
    """The trainer wants to see what this player's devices send: his id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("The chosen device")
        self._id: DeviceId | None = None
        self.title = ElidedLabel("", TextRole.HEADING)
        self.state = Label("", TextRole.CAPTION)
        self.sentence = Label("", wraps=True)
        self.identify = Button(
            "Who is this?", icon_name="megaphone", tooltip="Show a message on this device"
        )
        self.rename = Button("Rename", icon_name="edit", tooltip="Call it something else (F2)")
        self.send_away = Button(
            "Send away", icon_name="trash", tooltip="Sign it out for good (Delete)"
        )
        self.events = Button(
            "Events", icon_name="pulse", tooltip="What goes through the hub of him"
        )
        self._player_id = ""
        self.leaving = Label("", tone=Tone.WARNING)
        self.keep = Button("Undo", icon_name="undo", tooltip="Keep it (Ctrl+Z)")
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName("Name of the device")
        self.save = Button("Save", kind=ButtonKind.PRIMARY)
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        self._lines = QStackedWidget()
        self._build()
        self._connect()
        self.show_line(None, is_leaving=False)
        self.show_leaving(())

    def show_line(self, line: DeviceLine | None, *, is_leaving: bool) -> None:
        """Show a device, or that none is chosen."""
        self.setVisible(line is not None)
        if line is None:
            return
        if line.id != self._id:
            self._lines.setCurrentIndex(0)
        self._id = line.id
        words, tone = state_words(line, is_leaving=is_leaving)
        self.title.set_whole(f"{line.owner} · {line.entry.name}")
        self.state.setText(words)
        self.state.set_tone(tone)
        counts = f" {line.events} events, {line.refused} refused." if line.events else ""
        place = f" From {line.address}." if line.address else ""
        self.sentence.setText(f"{line.sentence} {line.next_step}".strip() + counts + place)
        self.identify.setEnabled(line.connections > 0 and not is_leaving)
        self.send_away.setEnabled(not is_leaving)
        self._player_id = line.entry.player_id or ""
        self.events.setVisible(bool(self._player_id))
        if self._lines.currentIndex() == 0:
            self.name.setText(line.entry.name)

    def show_leaving(self, names: Sequence[str]) -> None:
        """Say which devices are being sent away, and offer to keep them."""
        who = f"“{names[0]}”" if len(names) == 1 else f"{len(names)} devices"
        self.leaving.setText(f"Sending {who} away …")
        self.leaving.setVisible(bool(names))
        self.keep.setVisible(bool(names))

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        buttons, editor = QWidget(), QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit)
        for widget in (self.identify, self.events, self.rename, self.send_away):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.leaving)
        row.addWidget(self.keep)
        line = QHBoxLayout(editor)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(unit)
        line.addWidget(self.name, 1)
        line.addWidget(self.save)
        line.addWidget(self.cancel)
        self._lines.addWidget(buttons)
        self._lines.addWidget(editor)
        self._lines.setFixedHeight(current_theme().space.control + 4)
        column = QVBoxLayout()
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self._lines)
        self.content.addLayout(column)

    def _connect(self) -> None:
        self.identify.clicked.connect(lambda: self.identify_wanted.emit(self._id))
        self.send_away.clicked.connect(lambda: self.send_away_wanted.emit(self._id))
        self.keep.clicked.connect(self.keep_wanted)
        self.events.clicked.connect(lambda: self.events_wanted.emit(self._player_id))
        self.rename.clicked.connect(self._on_rename)
        self.cancel.clicked.connect(self._end_renaming)
        self.save.clicked.connect(self._on_save)
        self.name.returnPressed.connect(self._on_save)

    def _on_rename(self) -> None:
        self._lines.setCurrentIndex(1)
        self.name.selectAll()
        self.name.setFocus()

    def _on_save(self) -> None:
        name = self.name.text().strip()
        if name:
            self.renamed.emit(self._id, name)
            self._end_renaming()

    def _end_renaming(self) -> None:
        self._lines.setCurrentIndex(0)
        self.rename.setFocus()
