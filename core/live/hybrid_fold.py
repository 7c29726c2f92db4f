"""How block transitions and mode switches change a player's state."""

from __future__ import annotations

import msgspec

from core.live.events import HybridBlockTransitioned, HybridModeSwitched
from core.live.state import PlayerState

_set = msgspec.structs.replace


def block_transitioned(player: PlayerState, event: HybridBlockTransitioned) -> PlayerState:
    """The player is in another block."""
    hybrid = _set(
        player.hybrid,
        block=event.to_block,
        block_since=event.instant,
        block_duration_s=event.duration_s,
    )
    if event.mode is not None:
        hybrid = _set(hybrid, mode=event.mode, mode_since=event.instant)
    return _set(player, hybrid=hybrid)


def mode_switched(player: PlayerState, event: HybridModeSwitched) -> PlayerState:
    """The player does something else now."""
    return _set(player, hybrid=_set(player.hybrid, mode=event.mode, mode_since=event.instant))
