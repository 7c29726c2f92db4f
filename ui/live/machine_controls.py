"""What the chosen machines can be told: run, target, undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from core.services.desk.machine_order import Order, OrderKind
from ui.live.machine_target import TargetForm
from ui.live.machines_model import MachinesModel
from widgets.inputs import Button, ButtonKind, Card, ElidedLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_RUNS = (
    (OrderKind.START, "Start", "play"),
    (OrderKind.PAUSE, "Pause", "pause"),
    (OrderKind.STOP, "Stop", "stop"),
)


class MachineControls(Card):
    """The card beside the table of machines."""

    def __init__(self, model: MachinesModel, owner: QWidget) -> None:
        super().__init__("Machine control", owner)
        self._model = model
        self._who = ElidedLabel("", tone=Tone.SOFT)
        self.runs = {
            kind: Button(text, icon_name=icon_name, tooltip=f"{text} the chosen machines")
            for kind, text, icon_name in _RUNS
        }
        self.run_reason = Label("", TextRole.CAPTION, tone=Tone.WARNING, wraps=True)
        self.form = TargetForm(model)
        self.undo = Button("Undo", kind=ButtonKind.SECONDARY, icon_name="undo")
        self.undo_hint = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.follows = QCheckBox("Pause all also pauses machines")
        self.follows.setToolTip(
            "Pausing every session pauses the machines that can be; resuming starts them again"
        )
        self._shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), owner)
        self._build()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done now."""
        self._who.set_whole(self._who_text())
        for kind, button in self.runs.items():
            button.setEnabled(self._model.can(kind))
        self.form.refresh()
        reason = self._model.hindrance(OrderKind.START)
        is_said_below = reason in self.form.reason.text()
        self.run_reason.setText("" if is_said_below else reason)
        self.run_reason.setVisible(not is_said_below)
        words = self._model.undo_words
        self.undo.setEnabled(bool(words))
        self.undo.setToolTip(f"Take back {words} (Ctrl+Z)" if words else "Nothing to take back")
        self.undo_hint.setText(words or "Nothing to take back")
        self.follows.setChecked(self._model.pauses_machines)

    def _who_text(self) -> str:
        rows = self._model.chosen_rows
        if not rows:
            return "No machine chosen"
        if len(rows) == 1:
            return f"{rows[0].machine}  \N{MIDDLE DOT}  {rows[0].jersey_number} {rows[0].player}"
        groups = list(dict.fromkeys(row.session for row in rows))
        where = groups[0] if len(groups) == 1 else f"{len(groups)} groups"
        return f"{len(rows)} machines  \N{MIDDLE DOT}  {where}"

    def _build(self) -> None:
        unit = current_theme().space.unit
        run = QHBoxLayout()
        run.setSpacing(unit)
        for button in self.runs.values():
            run.addWidget(button, 1)
        undo = QHBoxLayout()
        undo.setSpacing(unit + 4)
        undo.addWidget(self.undo)
        undo.addWidget(self.undo_hint, 1)
        self.content.addWidget(self._who)
        self.content.addLayout(run)
        self.content.addWidget(self.run_reason)
        self.content.addSpacing(unit)
        self.content.addWidget(Label("Target", TextRole.HEADING))
        self.content.addWidget(self.form)
        self.content.addSpacing(unit)
        self.content.addLayout(undo)
        self.content.addStretch(1)
        self.content.addWidget(self.follows)

    def _connect(self) -> None:
        for kind, button in self.runs.items():
            button.clicked.connect(self._teller(kind))
        self.form.wanted.connect(self._model.tell)
        self.undo.clicked.connect(self._model.undo)
        self._shortcut.activated.connect(self._model.undo)
        self.follows.toggled.connect(self._on_follows)

    def _teller(self, kind: OrderKind) -> Callable[[], None]:
        return lambda: self._model.tell(Order(kind=kind))

    def _on_follows(self, is_on: bool) -> None:
        self._model.pauses_machines = is_on
