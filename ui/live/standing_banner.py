"""The strip that says where the bundle stands, and opens the folder of its files."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.live.standing import standing_of
from ui.live.view_model import LiveViewModel
from widgets.inputs import Banner


class StandingBanner(Banner):
    """Hidden while the sessions speak for themselves."""

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.action_triggered.connect(self._on_open_folder)

    def refresh(self, *, is_short: bool) -> None:
        """Look again; where there is no room, the heading has to do."""
        standing = standing_of(self._model)
        if standing is None:
            self.clear()
            return
        text = "" if is_short else standing.text
        if (standing.heading, text) != (self.heading, self.text):
            self.announce(
                text, standing.kind, heading=standing.heading, action=standing.action, stays=True
            )

    def _on_open_folder(self) -> None:
        bundle = self._model.bundle
        folder = self._model.export.folder_of(bundle.id) if bundle is not None else None
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
