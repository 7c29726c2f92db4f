"""A replanned bundle in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.domain.distribution import Measure
from core.domain.ids import PlayerId, SessionId
from core.domain.player import Player
from core.domain.replanning import ReplannedGroup, ReplanStep, StepKind

_MEASURES = {
    Measure.FTP_PER_KG: ("mean power", "W/kg", 2),
    Measure.SKILL_RATING: ("mean rating", "", 1),
    Measure.READINESS: ("mean readiness", "", 0),
}


def sentences_of(
    groups: Sequence[ReplannedGroup],
    steps: Sequence[ReplanStep],
    players: Mapping[PlayerId, Player],
    measure: Measure,
) -> tuple[str, ...]:
    """What would be different, the most important first."""
    names = {group.session_id: group.name for group in groups}
    told = [
        *_moves([one for one in steps if one.kind is StepKind.MOVED], players, names),
        *(
            f"{players[one.player_id].name} has no place: {one.reason}"
            for one in steps
            if one.kind is StepKind.LEFT_OUT
        ),
        *(f"{group.name} has nobody left." for group in groups if group.before and not group.after),
        _spread(groups, measure),
    ]
    return tuple(one for one in told if one)


def _moves(
    moves: Sequence[ReplanStep],
    players: Mapping[PlayerId, Player],
    names: Mapping[SessionId, str],
) -> list[str]:
    if not moves:
        return ["Nobody has to move: the groups are even enough as they are."]
    if len(moves) == 1:
        (one,) = moves
        target = names[one.to_session_id] if one.to_session_id is not None else ""
        return [f"{players[one.player_id].name} moves to {target}."]
    return [f"{len(moves)} players move; all others stay where they are."]


def _spread(groups: Sequence[ReplannedGroup], measure: Measure) -> str:
    before = [one.mean_before for one in groups if one.mean_before is not None]
    after = [one.mean_after for one in groups if one.mean_after is not None]
    if len(before) < len(groups) or len(after) < len(groups) or not after:
        return ""
    what, unit, digits = _MEASURES[measure]
    now, was = (f"{max(means) - min(means):.{digits}f}" for means in (after, before))
    unit = f" {unit}" if unit else ""
    return f"The groups' {what} differs by {now}{unit} (as planned: {was}{unit})."
