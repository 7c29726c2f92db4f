"""How coming, going and what a player says of himself change his state."""

from __future__ import annotations

import msgspec

from core.live.events import PlayerJoined, PlayerLeft, PlayerStatusChanged, SessionRated
from core.live.state import PlayerState

_set = msgspec.structs.replace


def joined(player: PlayerState, _event: PlayerJoined) -> PlayerState:
    """A device of his is there."""
    return _set(player, is_phone_present=True)


def left(player: PlayerState, _event: PlayerLeft) -> PlayerState:
    """His last device went."""
    return _set(player, is_phone_present=False)


def status_changed(player: PlayerState, event: PlayerStatusChanged) -> PlayerState:
    """Where he stands."""
    return _set(player, status=event.status)


def rated(player: PlayerState, event: SessionRated) -> PlayerState:
    """How hard it was for him; the last word counts."""
    return _set(player, session_rpe=event.rpe, session_rated_at=event.instant)
