"""What can be done with a player: say how he is, move him to another session, take him out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from core.domain.ids import PlayerId, SessionId
from core.live.events import MedicalStatus
from ui.live.fitness_words import STATUSES, status_word
from ui.live.move_menu import fill_move_menu
from ui.live.view_model import LiveViewModel
from widgets.theme import icon

_ICONS = {MedicalStatus.FIT: "check", MedicalStatus.LIMITED: "warning"}


def fill_player_menu(
    menu: QMenu, model: LiveViewModel, session_id: SessionId, player_id: PlayerId
) -> None:
    """Offer what can be done with a player now."""
    state = model.board.session(session_id)
    player = None if state is None else state.players.get(player_id)
    if player is not None and player.removed_at is not None:
        menu.clear()
        menu.addAction("Left the session").setEnabled(False)
        return
    fill_move_menu(menu, model.moves, session_id, player_id)
    if model.fitness.can_say(session_id, player_id):
        menu.addSection("Fitness")
        for status in STATUSES:
            text = f"{status_word(status)}\N{HORIZONTAL ELLIPSIS}"
            action = menu.addAction(icon(_ICONS.get(status, "medical")), text)
            ask = partial(model.fitness.ask, status)
            action.triggered.connect(_asker(model, session_id, player_id, ask))
    if model.removal.can_remove(session_id, player_id):
        menu.addSeparator()
        text = "Remove from session\N{HORIZONTAL ELLIPSIS}"
        action = menu.addAction(icon("minus"), text)
        action.triggered.connect(_asker(model, session_id, player_id, model.removal.ask))


def _asker(
    model: LiveViewModel, session_id: SessionId, player_id: PlayerId, ask: Callable[[], None]
) -> Callable[[], None]:
    def choose_and_ask() -> None:
        selected = model.selected
        if selected is None or selected.player.id != player_id:
            model.select(session_id, player_id)
        ask()

    return choose_and_ask
