"""Before the whistle: who is ready, and the way to what is left to mend."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.services.desk.preflight import Preflight, inspect
from ui.common.preflight import room_of, topics_text
from ui.common.services import DeskServices
from widgets.inputs import Button


class PreflightButton(Button):
    """Shown while the bundle waits for its start; says how many players are ready."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__("Pre-flight", icon_name="check", parent=parent)
        self._services = services
        self._shown: Preflight | None = None
        self._is_compact = False
        self.hide()

    def set_compact(self, *, is_compact: bool) -> None:
        """Say less where the window is narrow."""
        self._is_compact = is_compact
        self._show()

    def refresh(self, *, is_waiting: bool) -> None:
        """Look again; with `is_waiting` False sessions run or are over, and nothing is shown."""
        self.setVisible(is_waiting)
        if not is_waiting:
            return
        board = inspect(room_of(self._services, {}, {}))
        if board != self._shown:
            self._shown = board
            self._show()

    def _show(self) -> None:
        board = self._shown
        if board is None:
            return
        topics = topics_text(board) or "nothing is left to mend"
        count = f"{board.ready_count}/{board.player_count}"
        self.set_caption(count if self._is_compact else f"Pre-flight  {count} ready")
        self.set_icon_name("check" if board.is_ready else "warning")
        self.setAccessibleName(f"Pre-flight. {board.headline}: {topics}.")
        self.setToolTip(f"{board.headline}: {topics}. Shows the pre-flight board.")
