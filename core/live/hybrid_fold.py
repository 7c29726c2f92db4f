"""How block transitions and mode switches change a session and its players."""

from __future__ import annotations

import msgspec

from core.domain.workout import timeline
from core.live.active_time import ActiveTime
from core.live.blocks import SAME_S
from core.live.course_fold import jumped
from core.live.events import HybridBlockTransitioned, HybridModeSwitched
from core.live.state import PlayerState, SessionBlock, SessionState
from core.live.timeline import Jump, first_interval

_set = msgspec.structs.replace


def block_transitioned(state: SessionState, event: HybridBlockTransitioned) -> SessionState:
    """Players are in another block; where it is the whole session's, so is the timeline."""
    at_s = ActiveTime.of(state).active_s(event.instant)
    players = {
        player_id: _gone_on(player, event, at_s) if follows(player, event, at_s) else player
        for player_id, player in state.players.items()
    }
    after = _set(state, players=players)
    if event.player_id is not None or not state.session.blocks:
        return after
    after = _set(after, block=SessionBlock(index=event.to_block, since_s=at_s))
    return after if event.is_automatic else jumped(after, _jump(state, event, at_s))


def follows(player: PlayerState, event: HybridBlockTransitioned, at_s: float) -> bool:
    """Whether a transition holds for a player.

    What people say holds. The clock's own is for whoever still is where it found him: not for
    who was sent elsewhere since, who went ahead, or whose own length is not over.

    Args:
        player: In the session.
        event: The transition.
        at_s: Its place in the session's active seconds.
    """
    if player.removed_at is not None or event.player_id not in (None, player.player.id):
        return False
    own = player.hybrid
    if not event.is_automatic or own.block is None:
        return True
    is_overtaken = own.block_since is not None and event.instant <= own.block_since
    if is_overtaken or event.player_id is not None:
        return not is_overtaken and own.block == event.from_block
    has_own_length = own.block_until_s is not None and at_s < own.block_until_s - SAME_S
    is_back = event.from_block is not None and event.to_block < event.from_block
    return not has_own_length and (is_back or own.block < event.to_block)


def _gone_on(player: PlayerState, event: HybridBlockTransitioned, at_s: float) -> PlayerState:
    is_own_length = event.player_id is not None and event.duration_s is not None
    hybrid = _set(
        player.hybrid,
        block=event.to_block,
        block_since=event.instant,
        block_duration_s=event.duration_s,
        block_until_s=at_s + (event.duration_s or 0.0) if is_own_length else None,
    )
    if event.mode is not None:
        hybrid = _set(hybrid, mode=event.mode, mode_since=event.instant)
    return _set(player, hybrid=hybrid)


def _jump(state: SessionState, event: HybridBlockTransitioned, at_s: float) -> Jump:
    """To the beginning of the block, which lasts as long as the trainer says."""
    blocks = state.session.blocks
    jump = Jump(at_s=at_s, to_interval=first_interval(blocks, event.to_block))
    if event.duration_s is None or event.duration_s <= 0:
        return jump
    count = len(timeline(blocks[event.to_block : event.to_block + 1]))
    return _set(jump, fitted_s=event.duration_s, fitted_count=count)


def mode_switched(player: PlayerState, event: HybridModeSwitched) -> PlayerState:
    """The player does something else now."""
    return _set(player, hybrid=_set(player.hybrid, mode=event.mode, mode_since=event.instant))
