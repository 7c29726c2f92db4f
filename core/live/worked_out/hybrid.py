"""What the plan says about a block, and how the one before it went."""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId
from core.domain.workout import Block
from core.live.advice.advice import Advice
from core.live.advice.block_length import block_length
from core.live.events import HybridBlockTransitioned, HybridMode, HybridModeSwitched
from core.live.interval_result import sums_since
from core.live.state import PlayerState, SessionState


def block_transitioned(
    state: SessionState, event: HybridBlockTransitioned
) -> HybridBlockTransitioned:
    """With the new block's name, mode and length, and whether it should be longer or shorter."""
    blocks = state.session.blocks
    before = _block_of(state, event.player_id) if event.from_block is None else event.from_block
    added = {"from_block": before}
    if not 0 <= event.to_block < len(blocks):
        return msgspec.structs.replace(event, **added)
    block = blocks[event.to_block]
    advice = _advice(state, event.player_id, before, block)
    return msgspec.structs.replace(
        event,
        **added,
        block_name=event.block_name or block.name,
        mode=event.mode or mode_of(block),
        advice=event.advice or ("" if advice is None else advice.text),
        reason=event.reason or ("" if advice is None else advice.reason),
    )


def mode_switched(state: SessionState, event: HybridModeSwitched) -> HybridModeSwitched:
    """With the mode before it."""
    players = _concerned(state, event.player_id)
    if event.previous_mode is not None or not players:
        return event
    return msgspec.structs.replace(event, previous_mode=players[0].hybrid.mode)


def mode_of(block: Block) -> HybridMode | None:
    """What a block is made of; None of an empty one."""
    if block.exercises:
        return HybridMode.EXERCISE
    if block.drills:
        return HybridMode.DRILL
    return HybridMode.INTERVAL if block.intervals else None


def _concerned(state: SessionState, player_id: PlayerId | None) -> list[PlayerState]:
    if player_id is None:
        return [player for player in state.players.values() if player.removed_at is None]
    player = state.players.get(player_id)
    return [] if player is None else [player]


def _block_of(state: SessionState, player_id: PlayerId | None) -> int | None:
    players = _concerned(state, player_id)
    return players[0].hybrid.block if players else None


def _advice(
    state: SessionState, player_id: PlayerId | None, before: int | None, following: Block
) -> Advice | None:
    blocks = state.session.blocks
    if before is None or not 0 <= before < len(blocks) or following.planned_s <= 0:
        return None
    players = _concerned(state, player_id)
    rpe, target_rpe = _rpe(players, blocks[before])
    return block_length(
        following.planned_s,
        in_zone_share=_in_zone_share(players) if blocks[before].intervals else None,
        rpe=rpe,
        target_rpe=target_rpe,
    )


def _in_zone_share(players: list[PlayerState]) -> float | None:
    """Of everybody, since the interval that runs began."""
    sums = [sums_since(player, player.interval) for player in players]
    data_s = sum(one.target_data_s for one in sums)
    return sum(one.target_s for one in sums) / data_s if data_s > 0 else None


def _rpe(players: list[PlayerState], block: Block) -> tuple[float | None, float | None]:
    """Means over the sets of a block whose exercises say how hard they shall be: felt, planned."""
    felt: list[float] = []
    planned: list[float] = []
    for exercise in block.exercises:
        if exercise.target_rpe is None:
            continue
        for player in players:
            known = player.strength.exercises.get(exercise.id)
            said = [one.rpe for one in known.sets if one.rpe is not None] if known else []
            felt += said
            planned += [exercise.target_rpe] * len(said)
    if not felt:
        return None, None
    return round(sum(felt) / len(felt), 1), round(sum(planned) / len(planned), 1)
