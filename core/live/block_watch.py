"""Finds the block transitions that nobody sends: by the session's clock, and by finished sets.

A pure function of the state, so that a hub which was away finds what it has missed, and one that
looks again (after a crash as well) finds the same transitions under the same ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_OID, uuid5

from core.domain.ids import EventId, PlayerId
from core.domain.session import SessionStatus
from core.live.active_time import ActiveTime
from core.live.blocks import (
    SAME_S,
    BlockSpan,
    block_spans,
    blocks_of,
    has_done_sets,
    is_in_blocks,
    next_block,
    session_block,
)
from core.live.events import HybridBlockTransitioned, utc
from core.live.state import PlayerState, SessionState


def due(state: SessionState, now: float) -> tuple[HybridBlockTransitioned, ...]:
    """What is to be recorded now, in order; nothing unless a hybrid session's clock runs.

    First the whole session's; what single players do is found by the next look.

    Args:
        state: The session.
        now: Seconds since 1970.
    """
    if state.status is not SessionStatus.IN_PROGRESS or not is_in_blocks(state):
        return ()
    time, spans = ActiveTime.of(state), block_spans(state)
    of_all = tuple(_of_session(state, spans, time, now))
    return of_all or tuple(_of_players(state, spans, time, now))


def _of_session(
    state: SessionState, spans: Sequence[BlockSpan], time: ActiveTime, now: float
) -> Iterator[HybridBlockTransitioned]:
    """Each boundary that the clock has passed since the last transition of all."""
    told_s = 0.0 if state.block is None else state.block.since_s
    before, active_s = session_block(state, spans), state.active_s(now)
    for begins_s, block in _boundaries(state, spans):
        if begins_s > active_s:
            return
        if begins_s > told_s + SAME_S and block != before:
            yield _transition(state, None, before, block, time.instant_at(begins_s))
            before = block


def _boundaries(state: SessionState, spans: Sequence[BlockSpan]) -> Iterator[tuple[float, int]]:
    """Where each block begins, and where none runs any more."""
    for number, span in enumerate(spans):
        yield span.begins_s, span.block
        following_s = spans[number + 1].begins_s if number + 1 < len(spans) else float("inf")
        if following_s - span.ends_s > SAME_S:
            yield span.ends_s, len(state.session.blocks)


def _of_players(
    state: SessionState, spans: Sequence[BlockSpan], time: ActiveTime, now: float
) -> Iterator[HybridBlockTransitioned]:
    of_all = session_block(state, spans)
    for player_id, player in state.players.items():
        if player.removed_at is not None:
            continue
        blocks = blocks_of(state, player)
        block = of_all if player.hybrid.block is None else player.hybrid.block
        if block >= len(blocks):
            continue
        instant = _finished_at(state, player, block, time, now)
        if instant is not None:
            goes_to = max(next_block(blocks, block), of_all)
            yield _transition(state, player_id, block, goes_to, instant)


def _finished_at(
    state: SessionState, player: PlayerState, block: int, time: ActiveTime, now: float
) -> float | None:
    """When a player was through with his block before the session's clock is; None: not yet."""
    own = player.hybrid
    if own.block_until_s is not None and own.block_until_s <= state.active_s(now):
        return time.instant_at(own.block_until_s)
    done_at = player.strength.last_set_at
    is_here_since = own.block_since if own.block_since is not None else state.started_at
    if done_at is None or is_here_since is None or not is_here_since < done_at <= now:
        return None
    return done_at if has_done_sets(state, player, block) else None


def _transition(
    state: SessionState, player_id: PlayerId | None, before: int, block: int, instant: float
) -> HybridBlockTransitioned:
    at = utc(instant)
    named = f"{state.session_id}/{player_id or ''}/block {block}/{at.isoformat()}"
    return HybridBlockTransitioned(
        event_id=EventId(str(uuid5(NAMESPACE_OID, named))),
        session_id=state.session_id,
        at=at,
        player_id=player_id,
        from_block=before,
        to_block=block,
        is_automatic=True,
    )
