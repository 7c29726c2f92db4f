"""Which target the chosen machines get: its kind, its number, and what they allow."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.services.desk.machine_order import Order, OrderKind
from ui.live.machines_model import MachinesModel
from widgets.inputs import Button, ButtonKind, Label, SegmentedControl, TextRole, Tone
from widgets.inputs.spins import NumberField
from widgets.theme import current_theme

_PERCENT: Final = 100.0
_KINDS = (
    (OrderKind.POWER, "Watts"),
    (OrderKind.FTP_SHARE, "% FTP"),
    (OrderKind.RESISTANCE, "Level"),
    (OrderKind.ROAD, "Road"),
    (OrderKind.FREE, "Free"),
)
_UNITS = {
    OrderKind.POWER: ("W", 0, 150.0, "Target power in watts"),
    OrderKind.FTP_SHARE: ("% of FTP", 0, 75.0, "Target power in percent of each player's FTP"),
    OrderKind.RESISTANCE: ("", 0, 5.0, "Resistance level"),
    OrderKind.ROAD: ("%", 1, 0.0, "Grade of the road in percent"),
}
"""Unit, decimals, first value, accessible name."""
_ROLLING = (0.001, 0.02, 0.001, 3)
_USUAL_ROLLING: Final = 0.004
_SHOWN_PLAYERS: Final = 3


class TargetForm(QWidget):
    """Sets a target; what cannot be set is greyed, and a sentence says why."""

    wanted = Signal(object)
    """An `Order`."""

    def __init__(self, model: MachinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.kinds = SegmentedControl(_KINDS, name="Kind of target")
        self.fields = {
            kind: NumberField(unit, name=name) for kind, (unit, _, _, name) in _UNITS.items()
        }
        self.rolling = NumberField(name="Rolling resistance of the road")
        self._captions = {kind: Label(text) for kind, text in _CAPTIONS.items()}
        self._rolling_caption = Label("Rolling")
        self.set_button = Button("Set target", kind=ButtonKind.PRIMARY)
        self.hint = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.reason = Label("", TextRole.CAPTION, tone=Tone.WARNING, wraps=True)
        self._build()
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.set_button.clicked.connect(self._on_set)
        for field in (*self.fields.values(), self.rolling):
            field.lineEdit().returnPressed.connect(self._on_set)
            field.valueChanged.connect(self.refresh)
        self.refresh()

    @property
    def kind(self) -> OrderKind:
        """Which kind of target is in sight."""
        return OrderKind(self.kinds.current)

    @property
    def order(self) -> Order:
        """What would be set."""
        kind = self.kind
        field = self.fields.get(kind)
        if field is None:
            return Order(kind=kind)
        value = field.value() / _PERCENT if kind is OrderKind.FTP_SHARE else field.value()
        if kind is OrderKind.ROAD:
            return Order(kind=kind, value=value, rolling_resistance=self.rolling.value())
        return Order(kind=kind, value=value)

    def refresh(self) -> None:
        """Offer what the chosen machines offer now."""
        kind, can = self.kind, self._model.can(self.kind)
        for one, field in self.fields.items():
            field.setVisible(one is kind)
            field.setEnabled(can)
            self._captions[one].setVisible(one is kind)
        for widget in (self.rolling, self._rolling_caption):
            widget.setVisible(kind is OrderKind.ROAD)
            widget.setEnabled(can)
        if kind in self.fields:
            scale, decimals = self._model.scale(kind), _UNITS[kind][1]
            if scale.step % 1:
                decimals = max(decimals, 1)
            self.fields[kind].set_scale(scale.lowest, scale.highest, scale.step, decimals)
        self.set_button.setEnabled(can)
        self.set_button.set_caption("Let free" if kind is OrderKind.FREE else "Set target")
        hint = self._hint(kind) if can else ""
        reason = self._model.hindrance(kind)
        self.reason.set_tone(Tone.WARNING if self._model.chosen else Tone.SOFT)
        for label, text in ((self.hint, hint), (self.reason, reason)):
            label.setText(text)
            label.setVisible(bool(text))

    def show_kind(self, kind: OrderKind) -> None:
        """Turn to a kind of target."""
        self.kinds.choose(kind)
        self.refresh()

    def _hint(self, kind: OrderKind) -> str:
        if kind is OrderKind.FREE:
            return "No target: a level road, or the lightest brake."
        if kind is OrderKind.FTP_SHARE:
            return self._shares()
        scale = self._model.scale(kind)
        unit = {OrderKind.POWER: " W", OrderKind.ROAD: " %"}.get(kind, "")
        what = f"{scale.lowest:g} to {scale.highest:g}{unit}".replace("-", "\N{MINUS SIGN}")
        if kind is OrderKind.ROAD:
            return f"{what}. Negative goes downhill; tarmac rolls at {_USUAL_ROLLING}."
        return f"These machines take {what}, in steps of {scale.step:g}."

    def _shares(self) -> str:
        """What the percentage comes to, for the first few players."""
        share = self.fields[OrderKind.FTP_SHARE].value() / _PERCENT
        rows = [one for one in self._model.chosen_rows if not one.hindrance(OrderKind.FTP_SHARE)]
        shown = [
            f"{row.player} {share * row.ftp_w:.0f} W"
            for row in rows[:_SHOWN_PLAYERS]
            if row.ftp_w is not None
        ]
        more = f" and {len(rows) - len(shown)} more" if len(rows) > len(shown) else ""
        return f"{', '.join(shown)}{more}" if shown else ""

    def _build(self) -> None:
        unit = current_theme().space.unit
        grid = QGridLayout()
        grid.setSpacing(unit)
        grid.setColumnStretch(1, 1)
        for kind, field in self.fields.items():
            _, decimals, first, _ = _UNITS[kind]
            scale = self._model.scale(kind)
            field.set_scale(scale.lowest, scale.highest, scale.step, decimals)
            field.setValue(first)
            grid.addWidget(self._captions[kind], 0, 0)
            grid.addWidget(field, 0, 1)
        self.rolling.set_scale(*_ROLLING)
        self.rolling.setValue(_USUAL_ROLLING)
        grid.addWidget(self._rolling_caption, 1, 0)
        grid.addWidget(self.rolling, 1, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.set_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.kinds)
        layout.addLayout(grid)
        layout.addWidget(self.hint)
        layout.addWidget(self.reason)
        layout.addLayout(row)

    def _on_kind_chosen(self, _kind: str) -> None:
        self.refresh()

    def _on_set(self) -> None:
        if self.set_button.isEnabled():
            self.wanted.emit(self.order)


_CAPTIONS = {
    OrderKind.POWER: "Power",
    OrderKind.FTP_SHARE: "Share",
    OrderKind.RESISTANCE: "Level",
    OrderKind.ROAD: "Grade",
}
