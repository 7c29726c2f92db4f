"""The curves beside the sessions: of all groups, or of the chosen player."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.live.events import MedicalStatus
from ui.live.group_panel import GroupPanel
from ui.live.player_panel import PlayerPanel
from ui.live.view_model import LiveViewModel

_LEAST_HEIGHT_PX = 380


class ChartPanels(QStackedWidget):
    """Only the panel in sight is drawn; the player's is made when first wanted."""

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.group = GroupPanel(model)
        self.player: PlayerPanel | None = None
        self.addWidget(self.group)
        model.selection_changed.connect(self._on_selection_changed)
        self._on_selection_changed()

    @override
    def minimumSizeHint(self) -> QSize:
        # Of the panel in sight alone; below it the side scrolls instead of squeezing numbers.
        shown = self.currentWidget()
        least = QSize(0, _LEAST_HEIGHT_PX)
        return least if shown is None else shown.minimumSizeHint().expandedTo(least)

    def refresh(self) -> None:
        """Show the numbers of now."""
        if self.player is not None and self.currentWidget() is self.player:
            self.player.refresh()
        else:
            self.group.refresh()

    def ask_fitness(self, status: MedicalStatus | None) -> None:
        """Ask how the chosen player is."""
        if self.player is not None and self.currentWidget() is self.player:
            self.player.ask_fitness(status)

    def ask_removal(self) -> None:
        """Ask whether the chosen player is to be taken out."""
        if self.player is not None and self.currentWidget() is self.player:
            self.player.ask_removal()

    def draw(self) -> None:
        """Draw the curves of now."""
        if self.player is not None and self.currentWidget() is self.player:
            self.player.draw()
        else:
            self.group.draw()

    def _on_selection_changed(self) -> None:
        if self._model.selected is None:
            self.setCurrentWidget(self.group)
        else:
            if self.player is None:
                self.player = PlayerPanel(self._model)
                self.addWidget(self.player)
            self.setCurrentWidget(self.player)
        self.refresh()
        self.draw()
