"""What the import did, and its undo."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.roster.view_model import RosterModel, summary_of
from widgets.inputs import ButtonKind, Card, EmptyState
from widgets.theme import current_theme

_UNDO = "Undo the import"
_HINT = "Undoing leaves those as they are who were changed meanwhile."


class DoneStep(QWidget):
    """The last step.

    Args:
        model: The import.
        parent: Owner.
    """

    def __init__(self, model: RosterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        width_px = 60 * current_theme().space.unit
        self.state = EmptyState("check", "", "", _UNDO, sentence_px=width_px)
        self.undo = self.state.button
        self.undo.set_kind(ButtonKind.SECONDARY)  # the next step is on
        card = Card()
        card.content.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.state.action_triggered.connect(model.take_import_back)

    def refresh(self) -> None:
        """Show what was done, or that it is undone."""
        result, undone = self._model.result, self._model.undone
        if result is None:
            return
        if undone:
            self.state.show_text("undo", "The import is undone", undone)
        else:
            words = f"{summary_of(result).text} {_HINT}"
            self.state.show_text("check", "The players are in the club", words, _UNDO)
        self.undo.setEnabled(not self._model.is_busy)
