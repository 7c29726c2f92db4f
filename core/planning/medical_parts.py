"""The medical gate before a group's workout: which exercises and drills a player may not do."""

from __future__ import annotations

import msgspec

from core.domain.adaptation import Change
from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.value import Value
from core.domain.workout import Content
from core.planning.adaptation import KnownParts, adapted
from core.planning.medical_content import ContentGate

_set = msgspec.structs.replace


class PartRefusal(Value, frozen=True, kw_only=True):
    """Why a player may not do a workout as it stands, in words that carry no diagnosis."""

    player_id: PlayerId
    reason: str
    changes: tuple[Change, ...]
    """What he would do instead of each part that is forbidden."""

    @property
    def has_way_out(self) -> bool:
        """Whether there is something to do in place of each of them."""
        return all(change.instead is not None for change in self.changes)

    @property
    def instead(self) -> str:
        """What he would do: "Leg press and Plank"; empty where nothing comes near."""
        return _listed([one.instead for one in self.changes if one.instead is not None])


def part_refusal(
    player: Player, content: Content, gate: ContentGate, known: KnownParts
) -> PartRefusal | None:
    """What forbids a workout's exercises and drills; None if he may do all of them.

    Intervals are never refused: under a ceiling they become easier.

    Args:
        player: Who wants to train.
        content: The workout.
        gate: The player's.
        known: Where alternatives are looked for.
    """
    parts = Content(
        kind=content.kind,
        blocks=tuple(_set(block, intervals=(), series=()) for block in content.blocks),
    )
    changes = adapted(parts, gate, known).changes
    if not changes:
        return None
    what = _listed([one.what for one in changes])
    until = changes[0].reason.removeprefix("not allowed ")
    return PartRefusal(
        player_id=player.id, reason=f"{player.name} may not do {what} {until}.", changes=changes
    )


def is_eased(content: Content, gate: ContentGate) -> bool:
    """Whether some interval of a workout is harder than the player may train."""
    in_blocks = (interval for block in content.blocks for interval in block.intervals)
    return any(gate.is_too_hard(one) for one in (*content.intervals, *in_blocks))


def _listed(words: list[str]) -> str:
    named = list(dict.fromkeys(words))
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1]))) if named else ""
