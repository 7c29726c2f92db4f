"""The whole bundle in four numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.live.views import TotalsView
from widgets.inputs import FlowLayout, Label, TextRole, Tone
from widgets.theme import current_theme

_DASH = "\N{EN DASH}"


class Figure(QWidget):
    """A number with what it is below."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        self._value = Label(_DASH, TextRole.TITLE)
        self._unit = Label("", TextRole.CAPTION)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._value)
        line.addWidget(self._unit)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(Label(caption, TextRole.CAPTION, tone=Tone.SOFT))

    @property
    def text(self) -> str:
        """Number and unit."""
        return f"{self._value.text()} {self._unit.text()}".strip()

    def show_value(self, value: str, unit: str = "") -> None:
        """Change the number."""
        if (value, unit) != (self._value.text(), self._unit.text()):
            self._value.setText(value)
            self._unit.setText(unit)
            self.setAccessibleName(f"{self._caption}: {value} {unit}".strip())


class TotalsBar(QWidget):
    """Participants, sensors, mean heart rate, calories."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.participants = Figure("Participants")
        self.heart_rate = Figure("Average heart rate")
        self.sensors = Figure("Sensors live")
        self.calories = Figure("Calories")
        layout = FlowLayout(4 * current_theme().space.unit, self, aligns_right=True)
        for figure in (self.participants, self.heart_rate, self.sensors, self.calories):
            layout.addWidget(figure)
        self.setAccessibleName("Totals of the bundle")

    def show_totals(self, totals: TotalsView) -> None:
        """Change the numbers."""
        mean = totals.heart_rate_mean_bpm
        self.participants.show_value(str(totals.player_count))
        self.heart_rate.show_value(_DASH if mean is None else f"{mean:.0f}", "bpm")
        self.sensors.show_value(str(totals.sensors_live), f"of {totals.player_count}")
        self.calories.show_value(f"{totals.energy_kcal:.0f}", "kcal")
