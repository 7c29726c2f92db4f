"""One restriction in the list: how severe, what about, until when, what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.equipment import EquipmentKind
from core.domain.restriction import Restriction
from ui.players.words import SEVERITIES, TONES, effect_text, period_text
from widgets.inputs import Button, ButtonKind, ElidedLabel, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme


class RestrictionCard(QFrame):
    """A row with its buttons.

    Args:
        restriction: What it shows.
        kinds: Names of machine types.
        today: Whether it holds.
        is_open: Whether whoever sits here may read what it is about, and change it.
        parent: Owner.
    """

    edit_wanted = Signal(object)
    lift_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(
        self,
        restriction: Restriction,
        kinds: Sequence[EquipmentKind],
        today: date,
        *,
        is_open: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        holds = restriction.holds_on(today)
        is_over = restriction.valid_to is not None and restriction.valid_to < today
        severity = SEVERITIES[restriction.severity][0]
        what = restriction.body_part.capitalize() if is_open else "Restricted"
        tone = TONES[restriction.severity] if holds else Tone.FAINT
        self.title = ElidedLabel(f"{what} · {severity}" if is_open else what, TextRole.HEADING)
        period = period_text(restriction, today)
        self.period = Label(f"{period[0].upper()}{period[1:]}", TextRole.CAPTION, tone=Tone.SOFT)
        self.effect = Label(effect_text(restriction, kinds), wraps=True)
        self.edit = Button(kind=ButtonKind.QUIET, icon_name="edit", tooltip=f"Change: {what}")
        self.lift = Button("Lift", icon_name="check", tooltip="Fit again: it ends with yesterday")
        self.remove = Button(
            kind=ButtonKind.QUIET, icon_name="trash", tooltip=f"Delete, entered by mistake: {what}"
        )
        self.lift.setVisible(is_open and not is_over)
        self.edit.setVisible(is_open)
        self.remove.setVisible(is_open)
        self._build(IconLabel("medical", 20, tone=tone), restriction, is_open=is_open)
        self.setAccessibleName(f"{self.title.whole}, {self.period.text()}. {self.effect.text()}")
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(restriction))
        self.lift.clicked.connect(lambda: self.lift_wanted.emit(restriction))
        self.remove.clicked.connect(lambda: self.delete_wanted.emit(restriction))

    def _build(self, icon: IconLabel, restriction: Restriction, *, is_open: bool) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(icon)
        head.addWidget(self.title, 1)
        for button in (self.lift, self.edit, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit + 4, unit, unit, unit + 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.period)
        column.addWidget(self.effect)
        if is_open and restriction.alternative_exercises:
            instead = ", ".join(restriction.alternative_exercises)
            column.addWidget(Label(f"Instead: {instead}", tone=Tone.SOFT, wraps=True))
        if is_open and restriction.note:
            column.addWidget(Label(restriction.note, TextRole.CAPTION, tone=Tone.SOFT, wraps=True))
