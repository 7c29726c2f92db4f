"""Says of a distribution what the groups are made of, and who could not go where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

from core.domain.distribution import (
    Barred,
    DistributionProposal,
    Figures,
    Measure,
    ProposedGroup,
    Spread,
)
from core.domain.ids import PlayerId
from core.domain.player import Player, Position
from core.domain.session import DistributionStrategy
from core.domain.value import Value
from core.planning.distribution import Distribution, GroupOffer
from core.planning.measures import Values
from core.planning.medical_gate import MedicalGate

_UNITS = {
    Measure.FTP_PER_KG: " W/kg",
    Measure.SKILL_RATING: " points of skill",
    Measure.READINESS: " points of readiness",
    Measure.FORM: " points of form",
}
_HOW = {
    DistributionStrategy.MANUAL: "placed by hand",
    DistributionStrategy.AUTOMATIC: "spread evenly",
    DistributionStrategy.SKILL_BASED: "spread by skill",
    DistributionStrategy.RANDOM: "spread at random",
    DistributionStrategy.POSITION: "spread by position",
    DistributionStrategy.READINESS: "spread by readiness",
}
_PEOPLE = {
    Position.GOALKEEPER: ("goalkeeper", "goalkeepers"),
    Position.DEFENCE: ("defender", "defenders"),
    Position.FORWARD: ("forward", "forwards"),
}
_MOST_NAMES = 3
_DIGITS = {Measure.FTP_PER_KG: 2, Measure.SKILL_RATING: 1, Measure.READINESS: 1, Measure.FORM: 1}


class Asked(Value, frozen=True, kw_only=True):
    """What a distribution was made from."""

    players: Mapping[PlayerId, Player]
    offers: tuple[GroupOffer, ...]
    strategy: DistributionStrategy
    seed: int | None = None
    measures: tuple[Values, ...] = ()
    """What is known of them, what they were weighed by first."""
    apart: tuple[tuple[PlayerId, ...], ...] = ()


def explained(found: Distribution, asked: Asked, gate: MedicalGate) -> DistributionProposal:
    """The distribution with its figures and sentences."""
    measures = [one for one in asked.measures if one.known]
    groups = tuple(
        ProposedGroup(
            name=offer.name,
            equipment=offer.equipment,
            capacity=offer.capacity,
            player_ids=group,
            figures=tuple(
                figures for one in measures if (figures := figures_of(group, one)) is not None
            ),
            positions=dict(Counter(asked.players[one].position for one in group)),
            barred=_barred(group, offer, asked, gate),
        )
        for group, offer in zip(found.groups, asked.offers, strict=True)
    )
    spreads = tuple(_spread(found.groups, one) for one in measures)
    return DistributionProposal(
        strategy=asked.strategy,
        seed=asked.seed,
        groups=groups,
        unassigned=found.unassigned,
        spreads=spreads,
        sentences=tuple(_sentences(found, asked, spreads)),
    )


def figures_of(group: Sequence[PlayerId], values: Values) -> Figures | None:
    """One measure over a group; None if nothing is known of anybody in it."""
    known = [values.known[one] for one in group if one in values.known]
    if not known:
        return None
    return Figures(
        measure=values.measure,
        known=len(known),
        mean=fmean(known),
        deviation=pstdev(known),
        lowest=min(known),
        highest=max(known),
    )


def in_words(value: float, measure: Measure) -> str:
    """A value with its unit: "3.42 W/kg"."""
    return f"{value:.{_DIGITS[measure]}f}{_UNITS[measure]}"


def _at_most(value: float, measure: Measure) -> str:
    step = 10.0 ** -_DIGITS[measure]
    if value < step / 2:
        return f"less than {in_words(step, measure)}"
    return f"{in_words(value, measure)} at most"


def _spread(groups: Sequence[Sequence[PlayerId]], values: Values) -> Spread:
    of_groups = [figures.mean for one in groups if (figures := figures_of(one, values))]
    everybody = [one for group in groups for one in group]
    known = [values.known[one] for one in everybody if one in values.known]
    return Spread(
        measure=values.measure,
        group_range=max(of_groups, default=0.0) - min(of_groups, default=0.0),
        player_range=max(known, default=0.0) - min(known, default=0.0),
        unknown=len(everybody) - len(known),
    )


def _barred(
    group: Sequence[PlayerId], offer: GroupOffer, asked: Asked, gate: MedicalGate
) -> tuple[Barred, ...]:
    barred: dict[PlayerId, str] = {}
    for player_id, player in asked.players.items():
        refusal = gate.refusal(player, offer.equipment)
        if refusal is not None:
            barred[player_id] = refusal.reason
    for apart in asked.apart:
        everybody = [asked.players[one] for one in apart if one in asked.players]
        for here in [player for player in everybody if player.id in group]:
            for other in everybody:
                if other is not here:
                    reason = f"{other.name} is kept apart from {here.name}."
                    barred.setdefault(other.id, reason)
    return tuple(Barred(player_id=one, reason=reason) for one, reason in barred.items())


def _sentences(found: Distribution, asked: Asked, spreads: Sequence[Spread]) -> list[str]:
    placed = sum(len(group) for group in found.groups)
    how = _HOW[asked.strategy]
    if asked.strategy is DistributionStrategy.RANDOM:
        how += f" (seed {asked.seed})"
    said = [f"{placed} of {placed + len(found.unassigned)} players {how}."]
    if asked.strategy is DistributionStrategy.POSITION and placed:
        said.append(_mix(found, asked))
    for spread in spreads if placed else ():
        measure = spread.measure
        said.append(
            f"Group means differ by {_at_most(spread.group_range, measure)} "
            f"(players by {in_words(spread.player_range, measure)})."
        )
        if spread.unknown:
            whom = "1 player counts" if spread.unknown == 1 else f"{spread.unknown} players count"
            said.append(f"{whom} as average, never measured.")
    return said + _left_out(found, asked)


def _mix(found: Distribution, asked: Asked) -> str:
    """How many of each position a group has."""
    parts: list[str] = []
    for position in Position:
        counts = [
            sum(asked.players[one].position is position for one in group) for group in found.groups
        ]
        least, most = min(counts), max(counts)
        if most:
            often = f"{least}" if least == most else f"{least} to {most}"
            parts.append(f"{often} {_PEOPLE[position][int(most > 1 or least < most)]}")
    return f"In each group: {', '.join(parts)}."


def _left_out(found: Distribution, asked: Asked) -> list[str]:
    """Who found no place and why, those with the same reason together."""
    names: dict[str, list[str]] = {}
    for one in found.unassigned:
        names.setdefault(one.reason, []).append(asked.players[one.player_id].name)
    said: list[str] = []
    for reason, those in names.items():
        more = f" and {len(those) - _MOST_NAMES} more" if len(those) > _MOST_NAMES else ""
        said.append(f"Left out: {', '.join(those[:_MOST_NAMES])}{more}. {reason}")
    return said
