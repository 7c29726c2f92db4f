"""The sessions to which a player can be moved, as a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from core.domain.ids import PlayerId, SessionId
from ui.live.choices import status_text
from ui.live.move_job import MoveJob
from widgets.theme import equipment_icon_name, icon


def fill_move_menu(menu: QMenu, job: MoveJob, session_id: SessionId, player_id: PlayerId) -> None:
    """Offer the other sessions of the bundle; say so where there is none."""
    menu.clear()
    menu.addSection("Move to")
    targets = job.targets(session_id)
    for state in targets:
        text = f"{state.session.name} \N{MIDDLE DOT} {status_text(state.status)}"
        action = menu.addAction(icon(equipment_icon_name(state.session.equipment)), text)
        action.triggered.connect(_mover(job, player_id, session_id, state.session_id))
    if not targets:
        menu.addAction("No other session of this bundle is open").setEnabled(False)


def _mover(
    job: MoveJob, player_id: PlayerId, source: SessionId, target: SessionId
) -> Callable[[], None]:
    return lambda: job.start(player_id, source, target)
