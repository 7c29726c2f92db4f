"""The board's tools: ways to spread players, swap, lock, clear."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.domain.session import DistributionStrategy
from ui.planner.defaults import STRATEGY_NAMES
from ui.planner.plan import Plan
from widgets.inputs import Button, ButtonKind, ElidedLabel, TextRole, Tone
from widgets.theme import current_theme

_DISTRIBUTIONS = (
    (DistributionStrategy.AUTOMATIC, "Evenly", "team", "Equal groups, in jersey order"),
    (DistributionStrategy.SKILL_BASED, "By skill", "pulse", "Equally strong groups (FTP per kg)"),
    (
        DistributionStrategy.POSITION,
        "By position",
        "player",
        "The same mix of positions in each group",
    ),
    (DistributionStrategy.RANDOM, "Random", "dice", "Draw lots; the seed is shown"),
    (
        DistributionStrategy.READINESS,
        "By readiness",
        "heart",
        "Rested and tired players in each group alike, by the load of what was recorded",
    ),
)

_WORDS_FROM = 720
"""Width from which there is room for the buttons' words."""


class SpreadBar(QWidget):
    """A row of buttons, and how the players were spread last."""

    distribute_wanted = Signal(object)
    """A `DistributionStrategy`."""
    swap_wanted = Signal()
    lock_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.distribute_buttons = {
            strategy: Button(text, icon_name=icon_name, tooltip=f"{text}: {hint}")
            for strategy, text, icon_name, hint in _DISTRIBUTIONS
        }
        quiet = ButtonKind.QUIET
        self.swap_button = Button(
            kind=quiet,
            icon_name="swap",
            tooltip="Swap the two selected players; with one selected, choose the other next "
            "(Ctrl+X)",
        )
        self.lock_button = Button(
            kind=quiet,
            icon_name="lock",
            tooltip="Keep the selected players in their groups, or let them go (Ctrl+L)",
        )
        self.clear_button = Button(
            kind=quiet, icon_name="close", tooltip="Unassign all players who are not locked"
        )
        self._how = ElidedLabel("", TextRole.CAPTION, tone=Tone.SOFT)
        self._how.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._build()

    def show_plan(self, plan: Plan, picked_name: str) -> None:
        """Show how the players were spread, or who is to be swapped."""
        text = f"Swap {picked_name} with …" if picked_name else _how_text(plan)
        self._how.set_whole(text)
        self.clear_button.setEnabled(bool(plan.assigned_ids))

    @property
    def text(self) -> str:
        """What it says at its end."""
        return self._how.whole

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_words = self.width() >= _WORDS_FROM
        for strategy, text, _, _ in _DISTRIBUTIONS:
            button = self.distribute_buttons[strategy]
            button.set_caption(text if has_words else "")
            button.setAccessibleName(text)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space.unit)
        for button in self.distribute_buttons.values():
            row.addWidget(button)
        for button in (self.swap_button, self.lock_button, self.clear_button):
            row.addWidget(button)
        row.addWidget(self._how, 1)
        for strategy, button in self.distribute_buttons.items():
            button.clicked.connect(lambda _=False, how=strategy: self.distribute_wanted.emit(how))
        self.swap_button.clicked.connect(self.swap_wanted)
        self.lock_button.clicked.connect(self.lock_wanted)
        self.clear_button.clicked.connect(self.clear_wanted)


def _how_text(plan: Plan) -> str:
    text = f"Spread: {STRATEGY_NAMES[plan.strategy].lower()}"
    return text if plan.seed is None else f"{text}, seed {plan.seed}"
