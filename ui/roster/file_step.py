"""Which file: chosen, or dropped here."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.files import choose_file
from ui.roster.view_model import RosterModel
from widgets.inputs import Banner, BannerKind, Card, EmptyState

_KINDS = "Rosters (*.csv *.txt *.tsv *.xlsx);;All files (*)"
_WHAT = (
    "One player a row, with a first row that says what the columns are: number, name, position, "
    "birth date, mass, max HR … in English, Swedish, German, Finnish and more. You match columns "
    "and see every row before anything is written."
)


class FileStep(QWidget):
    """The first step.

    Args:
        model: The import.
        parent: Owner.
    """

    chosen = Signal(object)
    """A `Path`."""

    def __init__(self, model: RosterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAcceptDrops(True)
        self.state = EmptyState("team", "Drop a CSV or Excel file here", _WHAT, "Choose file")
        self.problem = Banner()
        self.choose = self.state.button
        self._build()
        self.choose.clicked.connect(self.ask)
        self.refresh()

    def ask(self) -> None:
        """Open the file dialog."""
        choose_file(self, "Import a roster", _KINDS, self.chosen.emit)

    def refresh(self) -> None:
        """Show what is wrong with the file, or that it is being read."""
        model = self._model
        if model.file_problem:
            self.problem.announce(model.file_problem, BannerKind.WARNING, stays=True)
        else:
            self.problem.clear()
        self.choose.set_caption("Reading the file …" if model.is_busy else "Choose file")
        self.choose.setEnabled(not model.is_busy)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(Path(paths[0]))

    def _build(self) -> None:
        card = Card()
        card.content.addWidget(self.problem)
        card.content.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
