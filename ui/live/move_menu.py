"""The sessions to which a player can be moved, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from core.domain.ids import PlayerId, SessionId
from core.live.state import SessionState
from ui.live.choices import status_text
from ui.live.move_job import MoveJob
from widgets.theme import equipment_icon_name, icon

_MOST_NAMES = 2


def fill_move_menu(menu: QMenu, job: MoveJob, session_id: SessionId, player_id: PlayerId) -> None:
    """Offer the other sessions of the bundle; say so where there is none."""
    menu.clear()
    menu.addSection("Move to")
    targets = job.targets(session_id)
    for state in targets:
        text = _target_text(state, job.free(state))
        action = menu.addAction(icon(equipment_icon_name(state.session.equipment)), text)
        action.triggered.connect(_mover(job, player_id, session_id, state.session_id))
    if not targets:
        menu.addAction("No other session of this bundle is open").setEnabled(False)


def _target_text(state: SessionState, free: Sequence[str] | None) -> str:
    parts = [state.session.name, status_text(state.status)]
    if free is not None:
        shown = ", ".join(free[:_MOST_NAMES])
        more = f" and {len(free) - _MOST_NAMES} more" if len(free) > _MOST_NAMES else ""
        parts.append(f"{shown}{more} free" if free else "no machine free")
    return " \N{MIDDLE DOT} ".join(parts)


def _mover(
    job: MoveJob, player_id: PlayerId, source: SessionId, target: SessionId
) -> Callable[[], None]:
    return lambda: job.start(player_id, source, target)
