"""The whole bundle in four numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.live.rating import TeamRating, rating_of
from core.live.state import SessionState
from core.live.views import TotalsView
from ui.live.outcome import heard_count, mean_bpm
from widgets.inputs import FlowLayout, Label, TextRole, Tone
from widgets.inputs.number_text import grouped_text
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
        self._below = Label(caption, TextRole.CAPTION, tone=Tone.SOFT)
        layout.addWidget(self._below)

    @property
    def text(self) -> str:
        """Number and unit."""
        return f"{self._value.text()} {self._unit.text()}".strip()

    def set_caption(self, caption: str) -> None:
        """Change what the number is."""
        if caption != self._caption:
            self._caption = caption
            self._below.setText(caption)

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
        self.rpe = Figure("Session RPE")
        self.load = Figure("Session load")
        layout = FlowLayout(4 * current_theme().space.unit, self, aligns_right=True)
        for figure in (self.participants, self.heart_rate, self.sensors, self.calories):
            layout.addWidget(figure)
        for figure in (self.rpe, self.load):
            layout.addWidget(figure)
            figure.hide()
        self.setAccessibleName("Totals of the bundle")

    def show_totals(self, totals: TotalsView, states: Sequence[SessionState]) -> None:
        """Change the numbers: those of now, after the end those of the whole training."""
        is_over = bool(states) and all(state.status.is_over for state in states)
        mean = mean_bpm(states) if is_over else totals.heart_rate_mean_bpm
        heard = heard_count(states) if is_over else totals.sensors_live
        self.sensors.set_caption("With heart rate" if is_over else "Sensors live")
        self.participants.show_value(str(totals.player_count))
        self.heart_rate.show_value(_DASH if mean is None else f"{mean:.0f}", "bpm")
        self.sensors.show_value(str(heard), f"of {totals.player_count}")
        self.calories.show_value(grouped_text(totals.energy_kcal), "kcal")
        self._show_rating(rating_of(states))

    def _show_rating(self, rating: TeamRating | None) -> None:
        """Means of those who have said how hard it was; nothing while nobody has."""
        for figure in (self.rpe, self.load):
            figure.setVisible(rating is not None)
        if rating is not None:
            who = f"{rating.rated_players} of {rating.players}"
            self.rpe.show_value(f"{rating.mean_session_rpe:.1f}", f"by {who}")
            load = rating.mean_session_load
            self.load.show_value(_DASH if load is None else f"{load:.0f}", "mean")


def rating_text(rpe: float | None) -> str:
    """A rating as it was given: 7, 7.5."""
    return _DASH if rpe is None else f"{rpe:g}"
