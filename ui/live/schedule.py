"""Schedule: what each session does when, and where it stands."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.domain.ids import SessionId
from core.live.state import SessionState
from ui.live.choices import block_beside, phase_text
from ui.live.view_model import LiveViewModel
from widgets.charts.interval_strip import IntervalStrip
from widgets.inputs import Card, IconLabel, Label, TextRole, Tone, plain_container
from widgets.theme import current_theme, equipment_icon_name

_TALLEST_PX = 290


class ScheduleTab(QWidget):
    """One strip of intervals per session."""

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._rows: dict[SessionId, tuple[IntervalStrip, Label]] = {}
        self._cards: list[Card] = []
        inner = plain_container()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, current_theme().space.unit // 2, 0)
        self._list.setSpacing(current_theme().space.unit)
        self._list.addStretch(0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_bundle(self) -> None:
        """Make a strip per session of the bundle that was opened."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._rows.clear()
        self._cards = [self._card(state) for state in self._model.states]
        for index, card in enumerate(self._cards):
            self._list.insertWidget(index, card, 1)
        self.refresh()

    def refresh(self) -> None:
        """Move the marks."""
        for group in self._model.groups():
            row = self._rows.get(group.session_id)
            if row is not None:
                strip, phase = row
                strip.show_time(group.active_s)
                place = block_beside(group)
                phase.setText("  \N{MIDDLE DOT}  ".join(filter(None, (place, phase_text(group)))))

    def _card(self, state: SessionState) -> Card:
        session, unit = state.session, current_theme().space.unit
        card = Card()
        card.setAccessibleName(f"Schedule of {session.name}")
        head = QGridLayout()
        head.setHorizontalSpacing(unit)
        head.addWidget(IconLabel(equipment_icon_name(session.equipment), 20), 0, 0)
        head.addWidget(Label(session.name, TextRole.HEADING), 0, 1)
        ends = session.starts_at + timedelta(minutes=session.duration_min)
        span = (
            f"{self._model.time_text(session.starts_at)}\N{EN DASH}{self._model.time_text(ends)}"
            f"  \N{MIDDLE DOT}  {session.duration_min:.0f} min"
            f"  \N{MIDDLE DOT}  {len(session.intervals)} intervals"
        )
        head.addWidget(Label(span, tone=Tone.SOFT), 0, 2)
        head.setColumnStretch(3, 1)
        phase = Label()
        head.addWidget(phase, 0, 4)
        strip = IntervalStrip(session.intervals)
        card.content.addLayout(head)
        card.content.addWidget(strip, 1)
        card.setMaximumHeight(_TALLEST_PX)
        self._rows[session.id] = (strip, phase)
        return card
