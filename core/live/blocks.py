"""Where a session, and each of its players, is in a workout of blocks.

The session's clock goes through the blocks along the timeline; a player may be ahead of it (all
his sets are done) or behind (the trainer has given him another length).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.domain.value import Value
from core.domain.workout import Block, WorkoutKind, timeline
from core.live.state import PlayerState, SessionState
from core.live.timeline import stretches

SAME_S: Final = 0.001
"""Instants go through timestamps; what lies no further apart is the same moment."""


class BlockSpan(Value, frozen=True, kw_only=True):
    """A block as the session's clock goes through it."""

    block: int
    begins_s: float
    """Active seconds."""
    ends_s: float


class BlockPlace(Value, frozen=True, kw_only=True):
    """The block that is done now."""

    index: int
    """From 0."""
    count: int
    """Of all blocks."""
    name: str
    left_s: float | None
    """Active seconds left in it; None if it ends by something else than time."""


def is_in_blocks(state: SessionState) -> bool:
    """Whether the hub leads through the blocks of this session."""
    return state.session.kind is WorkoutKind.HYBRID and bool(state.session.blocks)


def block_spans(state: SessionState) -> tuple[BlockSpan, ...]:
    """The blocks as they follow each other in time, jumps and all; those without time left out.

    Empty where the intervals of the session are not those of its blocks.
    """
    owners = [
        number for number, block in enumerate(state.session.blocks) for _ in timeline((block,))
    ]
    if len(owners) != len(state.session.intervals):
        return ()
    spans: list[BlockSpan] = []
    for one in stretches(state.session.intervals, state.jumps):
        block, begins_s = owners[one.interval], one.begins_s
        if spans and spans[-1].block == block and begins_s - spans[-1].ends_s < SAME_S:
            begins_s = spans.pop().begins_s
        spans.append(BlockSpan(block=block, begins_s=begins_s, ends_s=one.ends_s))
    return tuple(spans)


def session_block(state: SessionState, spans: Sequence[BlockSpan] = ()) -> int:
    """The block of the session as far as told: the last transition of all, else the first one."""
    if state.block is not None:
        return state.block.index
    return spans[0].block if spans else 0


def is_off_block(state: SessionState, player: PlayerState) -> bool:
    """Whether a player is in another block than the session, so that its targets are not his."""
    own = player.hybrid.block
    return own is not None and is_in_blocks(state) and own != session_block(state)


def blocks_of(state: SessionState, player: PlayerState) -> tuple[Block, ...]:
    """A player's blocks: his own where the gate has rewritten them, which are as many."""
    own = () if player.content is None else player.content.blocks
    return own if len(own) == len(state.session.blocks) else state.session.blocks


def next_block(blocks: Sequence[Block], after: int) -> int:
    """The next block in which there is something to do, or a rest; past the last one their number.

    Args:
        blocks: All of them.
        after: Index of one.
    """
    for index in range(after + 1, len(blocks)):
        if blocks[index].planned_s > 0 or not blocks[index].is_empty:
            return index
    return len(blocks)


def place_of_session(state: SessionState, now: float) -> BlockPlace | None:
    """The block that the session's clock is in; None where no clock leads, or none is left."""
    if not state.status.is_running or not is_in_blocks(state):
        return None
    active_s = state.active_s(now)
    for span in block_spans(state):
        if span.begins_s <= active_s < span.ends_s:
            return _place(state.session.blocks, span.block, span.ends_s - active_s)
    return None


def place_of_player(state: SessionState, player: PlayerState, now: float) -> BlockPlace | None:
    """The block that a player is in, which need not be the session's; None as for the session."""
    own, blocks = player.hybrid, blocks_of(state, player)
    if own.block is None or not state.status.is_running or not is_in_blocks(state):
        return place_of_session(state, now)
    if own.block >= len(blocks):
        return None
    active_s = state.active_s(now)
    if own.block_until_s is not None:
        return _place(blocks, own.block, max(own.block_until_s - active_s, 0.0))
    ends = [one.ends_s for one in block_spans(state) if one.block == own.block]
    left = [end_s - active_s for end_s in ends if end_s > active_s]
    return _place(blocks, own.block, left[0] if left else None)


def _place(blocks: Sequence[Block], index: int, left_s: float | None) -> BlockPlace:
    return BlockPlace(index=index, count=len(blocks), name=blocks[index].name, left_s=left_s)


def has_done_sets(state: SessionState, player: PlayerState, index: int) -> bool:
    """Whether a player has done all sets of a block that has some.

    A set counts for the whole session, so an exercise that comes in several blocks is done in
    one of them when the sets of all blocks up to it are.
    """
    blocks = blocks_of(state, player)
    wanted: dict[str, int] = {}
    for block in blocks[: index + 1]:
        for exercise in block.exercises:
            wanted[exercise.id] = wanted.get(exercise.id, 0) + exercise.sets
    here = {exercise.id for exercise in blocks[index].exercises}
    known = player.strength.exercises
    return bool(here) and all(
        exercise_id in known and len(known[exercise_id].sets) >= wanted[exercise_id]
        for exercise_id in here
    )
