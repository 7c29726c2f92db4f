"""What a spreading has made, in sentences, and what a group is made of, in a line."""

from __future__ import annotations

from collections import Counter

from core.domain.player import Position
from core.domain.session import DistributionStrategy
from core.domain.value import Value
from core.planning.distribution import Distribution, GroupOffer
from core.planning.explanation import Asked, explained, figures_of, in_words
from core.planning.measures import strength_of
from ui.planner.club import Club
from ui.planner.finding import Level
from ui.planner.medical import barred, barrier, gate_of
from ui.planner.plan import Plan
from ui.planner.store import Notice

_LETTERS = {Position.GOALKEEPER: "G", Position.DEFENCE: "D", Position.FORWARD: "F"}
_MOST_REASONS = 4


class GroupLine(Value, frozen=True, kw_only=True):
    """A group in figures."""

    text: str
    """"3.42 W/kg · 1 G 2 D 3 F"; empty for an empty group."""
    hint: str
    """The rest: lowest and highest, and who may not be here."""


def spread_notice(plan: Plan, club: Club, found: Distribution) -> Notice:
    """What the spreading that led to a plan has to say."""
    strength = strength_of(tuple(club.players.values()))
    is_by_readiness = plan.strategy is DistributionStrategy.READINESS
    asked = Asked(
        players=club.players,
        offers=tuple(
            GroupOffer(equipment=group.equipment, capacity=len(group.player_ids))
            for group in plan.groups
        ),
        strategy=plan.strategy,
        seed=plan.seed,
        measures=(club.form, strength) if is_by_readiness else (strength,),
    )
    said = explained(found, asked, gate_of(plan, club)).sentences
    return Notice(text=" ".join(said), level=Level.WARNING if found.unassigned else None)


def group_line(plan: Plan, club: Club, index: int) -> GroupLine:
    """A group's strength and positions, as it stands."""
    members = plan.groups[index].player_ids
    positions = Counter(club.player(one).position for one in members)
    parts = [" ".join(f"{positions[one]} {_LETTERS[one]}" for one in Position if positions[one])]
    hints: list[str] = []
    figures = figures_of(members, strength_of(tuple(club.players.values())))
    if figures is not None:
        parts.insert(0, in_words(figures.mean, figures.measure))
        low, high = (in_words(one, figures.measure) for one in (figures.lowest, figures.highest))
        hints.append(f"Mean {parts[0]}, from {low} to {high}, of {figures.known} players.")
    reasons = [
        why.reason
        for one in barred(plan, club, index)
        if (why := barrier(plan, club, one, index)) is not None
    ]
    hints += reasons[:_MOST_REASONS]
    if len(reasons) > _MOST_REASONS:
        hints.append(f"{len(reasons) - _MOST_REASONS} more may not be here.")
    return GroupLine(text=" · ".join(part for part in parts if part), hint="\n".join(hints))
